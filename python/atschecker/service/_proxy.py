"""Behind a proxy: the folder of its site under which the service lies."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from atschecker._engine import SettingsError

# "//host" would lead a browser to another site.
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
MAX_PREFIX_LENGTH = 200


def prefix_of(text: str) -> str | None:
    """Read a prefix such as ``/ats``; empty for the root, None for what is none."""
    prefix = text.strip().rstrip("/")
    if not prefix:
        return ""
    return prefix if len(prefix) <= MAX_PREFIX_LENGTH and _PREFIX.fullmatch(prefix) else None


def check_proxies(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return addresses and networks as they are. Raises ``SettingsError`` for what is neither."""
    for name in names:
        if name == "*":
            continue
        try:
            ip_network(name, strict=False)
        except ValueError:
            raise SettingsError(f"ATS_TRUSTED_PROXIES: {name!r} is no address or network") from None
    return names


def route_path(scope: Scope) -> str:
    """The path without the prefix."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) or "/" if path == root or path.startswith(f"{root}/") else path


class Prefix:
    """Takes the prefix from the settings or, of a trusted proxy, from ``X-Forwarded-Prefix``.

    Proxies pass the path with the prefix or without it: both are understood.
    """

    def __init__(self, app: ASGIApp, root_path: str, trusted: tuple[str, ...]) -> None:
        self.app = app
        self._root_path = root_path
        self._trusts_all = "*" in trusted
        self._trusted = [ip_network(name, strict=False) for name in trusted if name != "*"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        prefix = self._prefix(scope) if scope["type"] == "http" else ""
        await self.app(_under(scope, prefix) if prefix else scope, receive, send)

    def _prefix(self, scope: Scope) -> str:
        sent = Headers(scope=scope).get("x-forwarded-prefix")
        if sent is None or not self._is_trusted(scope):
            return self._root_path
        return prefix_of(sent) or self._root_path

    def _is_trusted(self, scope: Scope) -> bool:
        client = scope.get("client")
        if self._trusts_all or client is None:  # Only this machine reaches the socket of a file.
            return True
        try:
            address = ip_address(client[0])
        except ValueError:
            return False
        return any(address in network for network in self._trusted)


def _under(scope: Scope, prefix: str) -> Scope:
    path = scope["path"]
    if path != prefix and not path.startswith(f"{prefix}/"):
        path = prefix + path
    return {**scope, "root_path": prefix, "path": path}
