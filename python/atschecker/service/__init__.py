"""The HTTP service: the library behind two endpoints.

``create_app()`` makes the ASGI application for any server; ``serve()`` runs it on this machine.
"""

from atschecker.service._app import create_app, serve
from atschecker.service._options import ServiceOptions, options_from, serve_options

__all__ = ["ServiceOptions", "create_app", "options_from", "serve", "serve_options"]
