"""What one request may cost, and whom the service answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from atschecker._engine import SettingsError
from atschecker._environment import ELSEWHERE, HIDDEN_CHECK
from atschecker.service._proxy import check_proxies, prefix_of
from atschecker.service._retention import days_of
from atschecker.store._location import default_url

MIB = 1 << 20


@dataclass(frozen=True)
class ServiceOptions:
    """Limits of one request. Past a limit the answer is 413 and names it."""

    max_files: int = 500
    """Files of one ranking: an opening that draws more is ranked in parts."""
    max_file_bytes: int = 20 * MIB
    """Bytes of one file: the document reader's own limit; resumes rarely exceed 5 MB."""
    max_total_bytes: int = 256 * MIB
    """Bytes of a whole request: 500 resumes of an ordinary 0.5 MB. They wait in temporary files."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names that are served beside those of this machine (localhost, 127.0.0.1, ::1); ``*`` is any."""
    find_hidden_text: bool = True
    """Look in PDF files for words that no reader sees, and leave them out."""
    key: str = field(default="", repr=False)
    """Who uses the service must send it; empty: none is asked for, and only this machine is served."""
    without_key: bool = False
    """Serve other machines without a key: something else, such as a proxy, decides who gets in."""
    own_host: str = ""
    """The name or address that the service listens on: it is served, too."""
    root_path: str = ""
    """The folder of a proxy's site under which the service lies, such as ``/ats``."""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses and networks whose ``X-Forwarded-...`` headers count; ``*`` is any."""
    database_url: str = field(default="", repr=False)
    """Where rankings live, as SQLAlchemy names it; empty: in memory, until the service ends."""
    broker_url: str = field(default="", repr=False)
    """What carries messages to workers; empty: the PostgreSQL of the database."""
    remote_workers: bool = False
    """Rankings are scored by ``atschecker worker`` on this database, not here."""
    retention_days: int | None = None
    """Days after which finished rankings are erased; None: they stay until somebody erases them."""
    webhook_hosts: tuple[str, ...] = ()
    """Hosts that webhooks may be sent to; empty: nowhere."""
    webhook_private: bool = False
    """Whether these may be private addresses, and asked without TLS."""
    log_json: bool = False
    """Log a JSON object a line."""
    max_ranking_files: int = 10_000
    """Files of one ranking that are sent in several requests: the largest openings draw some thousands."""


def options_from(environment: Mapping[str, str]) -> ServiceOptions:
    """Read the variables ``ATS_...`` that the service has beside those of the engine.

    Raises ``SettingsError`` for a limit that is no positive whole number, a switch that is not 0 or 1, and a
    key, a path or an address that is none.
    """
    default = ServiceOptions()
    proxies = _words(environment, "ATS_TRUSTED_PROXIES")
    return ServiceOptions(
        max_files=_number(environment, "ATS_MAX_FILES", default.max_files),
        max_file_bytes=_number(environment, "ATS_MAX_FILE_BYTES", default.max_file_bytes),
        max_total_bytes=_number(environment, "ATS_MAX_TOTAL_BYTES", default.max_total_bytes),
        find_hidden_text=_switch(environment, HIDDEN_CHECK, default=default.find_hidden_text),
        allowed_hosts=_words(environment, "ATS_ALLOWED_HOSTS"),
        key=_key(environment),
        without_key=_switch(environment, "ATS_NO_SERVICE_KEY", default=default.without_key),
        root_path=root_path_of(environment.get("ATS_ROOT_PATH", ""), "ATS_ROOT_PATH"),
        database_url=environment.get("ATS_DATABASE_URL", "").strip(),
        broker_url=environment.get("ATS_BROKER_URL", "").strip(),
        remote_workers=environment.get("ATS_WORKERS", "").strip() == ELSEWHERE,
        retention_days=_days(environment.get("ATS_RETENTION", ""), "ATS_RETENTION"),
        webhook_hosts=_words(environment, "ATS_WEBHOOK_HOSTS"),
        webhook_private=_switch(environment, "ATS_WEBHOOK_PRIVATE", default=default.webhook_private),
        log_json=_switch(environment, "ATS_LOG_JSON", default=default.log_json),
        trusted_proxies=check_proxies(() if proxies == ("none",) else proxies or default.trusted_proxies),
    )


def serve_options(
    environment: Mapping[str, str],
    *,
    without_key: bool = False,
    root_path: str | None = None,
    retention: str | None = None,
) -> ServiceOptions:
    """Read the options; an argument wins over the environment. Raises ``SettingsError``."""
    options = options_from(environment)
    options = replace(options, database_url=options.database_url or default_url(environment))
    if without_key:
        options = replace(options, without_key=True)
    if retention is not None:
        options = replace(options, retention_days=_days(retention, "--retention"))
    if root_path is not None:
        options = replace(options, root_path=root_path_of(root_path, "--root-path"))
    return options


def with_host(options: ServiceOptions, host: str) -> ServiceOptions:
    """Serve also the name or the address that the service listens on; that of all networks is no name."""
    is_wildcard = host in ("", "0.0.0.0", "::")  # noqa: S104 (compared, not listened on)
    return options if is_wildcard else replace(options, own_host=host.lower())


def root_path_of(text: str, setting: str) -> str:
    """Read the path under which a proxy serves. Raises ``SettingsError``."""
    prefix = prefix_of(text)
    if prefix is None:
        raise SettingsError(f"{setting} must be a path such as /ats, not {text!r}")
    return prefix


def _days(text: str, setting: str) -> int | None:
    if not text.strip():
        return None
    days = days_of(text)
    if days is None:
        raise SettingsError(f"{setting} must be a term such as 6m, 3y or 90d, not {text!r}")
    return days


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environment.get(name, "").lower().replace(",", " ").split())


def _key(environment: Mapping[str, str]) -> str:
    key = environment.get("ATS_SERVICE_KEY", "").strip()
    if not (key.isascii() and key.isprintable()):
        raise SettingsError("ATS_SERVICE_KEY holds a character that no header can carry")
    return key


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text) > 0):  # noqa: PLR2004 (fits 64 bits)
        raise SettingsError(f"{name} must be a whole number above 0, not {text!r}")
    return int(text)


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name, "").strip()
    if text not in ("", "0", "1"):
        raise SettingsError(f"{name} must be 0 or 1, not {text!r}")
    return default if not text else text == "1"
