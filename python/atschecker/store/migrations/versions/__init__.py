"""The steps that a database goes through from version to version."""
