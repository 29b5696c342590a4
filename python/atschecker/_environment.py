"""The settings of the engine, from the environment and the options of the command line."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

from atschecker._core import KeyHeader
from atschecker._engine import (
    ANTHROPIC,
    ENGINES,
    MAX_WORKERS,
    OFFLINE,
    OPENAI,
    Connection,
    Settings,
    SettingsError,
    default_url,
    setting_name,
)

# Scoring by a remote model is waiting; more than this trips the request limits of ordinary accounts.
REMOTE_WORKERS = 16

# The word of ATS_WORKERS by which the service has others score.
ELSEWHERE = "remote"

MAX_TOKENS = 2**31 - 1  # what the library counts them in
MAX_TIMEOUT = 86_400  # a day: no server answers later

# The switch of the look for hidden text: it is the one thing about documents that the environment decides.
HIDDEN_CHECK = "ATS_HIDDEN_CHECK"

# The switch of the redaction.
REDACT = "ATS_REDACT"

# The word that a key may go unencrypted to another machine.
INSECURE = "ATS_INSECURE"


def settings_from(
    environment: Mapping[str, str],
    *,
    engine: str | None = None,
    model: str | None = None,
    base_url: str | None = None,
    workers: int | None = None,
    redact: bool | None = None,
    insecure: bool | None = None,
) -> Settings:
    """Read the settings; an argument wins over the environment.

    Raises ``SettingsError`` if they do not fit together, or if no client could be made of them.
    """
    wanted = engine or environment.get("ATS_ENGINE", "").strip()
    vendor = "ANTHROPIC" if wanted == ANTHROPIC else "OPENAI"
    api_key = environment.get(f"{vendor}_API_KEY", "").strip()
    url = (base_url or _base_url(environment, vendor)).strip()
    name = (model or environment.get("ATS_MODEL", "")).strip()
    _check(wanted, name, has_server=bool(api_key or url), model_asked_for=bool(model))
    remote = wanted in (OPENAI, ANTHROPIC) or (not wanted and bool(api_key or url))
    count = workers if workers is not None else _workers(environment)
    if not remote:
        return Settings(workers=count or 0, chosen=bool(wanted))
    remote_engine = wanted or OPENAI
    _check_characters(remote_engine, name, url, api_key)
    if remote_engine == ANTHROPIC:
        _check_unused(environment)
    settings = Settings(
        engine=remote_engine,
        model=name,
        base_url=url,
        api_key=api_key,
        workers=count or REMOTE_WORKERS,
        context_tokens=_number(environment, "ATS_CONTEXT_TOKENS", MAX_TOKENS),
        max_output_tokens=_number(environment, "ATS_MAX_OUTPUT_TOKENS", MAX_TOKENS),
        timeout=_number(environment, "ATS_TIMEOUT", MAX_TIMEOUT),
        connection=_connection(environment, url or default_url(remote_engine)),
        temperature=_decimal(environment, "ATS_TEMPERATURE"),
        reasoning_effort=environment.get("ATS_REASONING_EFFORT", "").strip() or None,
        service_tier=environment.get("ATS_SERVICE_TIER", "").strip() or None,
        requests_per_minute=_number(environment, "ATS_REQUESTS_PER_MINUTE", MAX_TOKENS),
        tokens_per_minute=_number(environment, "ATS_TOKENS_PER_MINUTE", MAX_TOKENS),
        redact=_switch(environment, REDACT) if redact is None else redact,
        insecure=_switch(environment, INSECURE, default=False) if insecure is None else insecure,
    )
    _check_secrets(settings)
    settings.make_client()
    return settings


def _workers(environment: Mapping[str, str]) -> int | None:
    if environment.get("ATS_WORKERS", "").strip() == ELSEWHERE:
        return None  # they are counted where they run
    return _number(environment, "ATS_WORKERS", MAX_WORKERS)


# What Anthropic's interface does not know, or knows by another name.
OPENAI_ONLY = ("ATS_REASONING_EFFORT", "ATS_SERVICE_TIER", "ATS_KEY_HEADER")


def _check_unused(environment: Mapping[str, str]) -> None:
    for name in OPENAI_ONLY:
        if environment.get(name, "").strip():
            raise SettingsError(f"{name} is for the engine {OPENAI!r}; leave it out for {ANTHROPIC!r}")


def _base_url(environment: Mapping[str, str], vendor: str) -> str:
    """Read the URL; Anthropic's own programs write theirs without the version of the interface."""
    url = environment.get(f"{vendor}_BASE_URL", "").strip()
    try:
        bare = bool(url) and urlsplit(url).path in ("", "/")
    except ValueError:
        bare = False  # refused later
    return url.rstrip("/") + "/v1" if bare and vendor == "ANTHROPIC" else url


def _connection(environment: Mapping[str, str], url: str) -> Connection:
    return Connection(
        proxy=environment.get("ATS_PROXY", "").strip() or _usual_proxy(environment, url),
        ca_bundle=environment.get("ATS_CA_BUNDLE", "").strip()
        or environment.get("SSL_CERT_FILE", "").strip(),
        organization=environment.get("OPENAI_ORG_ID", "").strip(),
        project=environment.get("OPENAI_PROJECT_ID", "").strip(),
        headers=_headers(environment.get("ATS_HEADERS", "").strip()),
        key_header=_key_header(environment.get("ATS_KEY_HEADER", "").strip()),
    )


def _usual_proxy(environment: Mapping[str, str], url: str) -> str:
    """What HTTPS_PROXY, HTTP_PROXY and NO_PROXY say of the server, as other programs read them."""
    target = urlsplit(url)
    proxies = {
        name.lower().removesuffix("_proxy"): value
        for name, value in environment.items()
        # HTTP_PROXY in capitals may be a request header of a CGI script; curl and Python skip it there.
        if name.lower().endswith("_proxy")
        and value
        and not (name == "HTTP_PROXY" and "REQUEST_METHOD" in environment)
    }
    if proxy_bypass_environment(target.hostname or "", proxies):
        return ""
    proxy = proxies.get(target.scheme) or proxies.get("all", "")
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


# What carries the key, as it is called on the wire.
KEY_HEADERS = {
    "": KeyHeader.automatic,
    "authorization": KeyHeader.bearer,
    "api-key": KeyHeader.api_key,
}


def _key_header(name: str) -> KeyHeader:
    try:
        return KEY_HEADERS[name.lower()]
    except KeyError:
        raise SettingsError(f"ATS_KEY_HEADER must be 'authorization' or 'api-key', not {name!r}") from None


def _headers(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``ATS_HEADERS``: a JSON object of texts."""
    if not text:
        return ()
    try:
        root = json.loads(text)
    except ValueError:
        root = None
    if not isinstance(root, dict) or not all(isinstance(value, str) for value in root.values()):
        raise SettingsError('ATS_HEADERS must be a JSON object of texts, such as {"X-Team": "hiring"}')
    return tuple(root.items())


def _decimal(environment: Mapping[str, str], name: str) -> float | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SettingsError(f"{name} must be a number, not {text!r}")
    return value


def _check_characters(engine: str, model: str, url: str, api_key: str) -> None:
    """Refuse what cannot be sent. The text of a key is never shown."""
    for setting, text in (("model", model), ("base_url", url), ("api_key", api_key)):
        if not text.isprintable():
            raise SettingsError(
                f"{setting_name(engine, setting)} holds a line break or another control character"
            )
    if not api_key.isascii():
        raise SettingsError(f"{setting_name(engine, 'api_key')} holds a character that no key has")
    try:
        urlsplit(url)
    except ValueError:
        raise SettingsError(f"{setting_name(engine, 'base_url')}: {url!r} is no URL") from None


def _check(engine: str, model: str, *, has_server: bool, model_asked_for: bool) -> None:
    if engine not in ("", *ENGINES):
        raise SettingsError(f"the engine {engine!r} is unknown: it is 'offline', 'openai' or 'anthropic'")
    if engine == OFFLINE:
        return
    if engine == ANTHROPIC:
        if not (has_server and model):
            raise SettingsError(
                "the engine 'anthropic' needs ANTHROPIC_API_KEY and a model: ATS_MODEL (--model)"
            )
        return
    if has_server and not model:
        raise SettingsError(
            "OPENAI_API_KEY or OPENAI_BASE_URL (--base-url) is set but no model: "
            "set ATS_MODEL (--model) as well, or choose --engine offline"
        )
    if not has_server and (engine == OPENAI or model_asked_for):
        raise SettingsError(
            "a model needs a server: set OPENAI_API_KEY, or OPENAI_BASE_URL (--base-url) for another server, "
            "and ATS_MODEL (--model)"
        )


def _check_secrets(settings: Settings) -> None:
    if settings.tells_secrets and not settings.insecure:
        raise SettingsError(
            f"the key would be sent unencrypted to {settings.server}: use an https:// URL, "
            f"or say --insecure ({INSECURE}=1) if the network in between is yours"
        )


def _switch(environment: Mapping[str, str], name: str, *, default: bool = True) -> bool:
    text = environment.get(name, "").strip().lower()
    if not text:
        return default
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise SettingsError(f"{name} must be 1 or 0, not {text!r}")


def _number(environment: Mapping[str, str], name: str, most: int) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    few_digits = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    if not few_digits or not 1 <= int(text) <= most:
        raise SettingsError(f"{name} must be a whole number from 1 to {most}, not {text!r}")
    return int(text)
