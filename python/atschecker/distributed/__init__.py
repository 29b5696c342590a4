"""The same ranking on other machines: Celery carries references, the database holds the truth.

A message says which row of which ranking is to be scored; documents, criteria and outcomes lie in the
database. A message that comes twice finds the outcome and asks no model again.
"""
