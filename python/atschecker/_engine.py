"""Which engine answers, decided in one place for the command line and the service."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from atschecker._core import (
    LlmClient,
    LogLevel,
    OfflineClient,
    OpenAiClient,
    OpenAiOptions,
    RetryingClient,
    ValidatingClient,
)
from atschecker._errors import CallerError

OFFLINE = "offline"
OPENAI = "openai"
ENGINES = (OFFLINE, OPENAI)

# Scoring by a remote model is waiting; more than this trips the request limits of ordinary accounts.
REMOTE_WORKERS = 16

MAX_WORKERS = 4096  # the queue's own limit
MAX_TOKENS = 2**31 - 1  # what the library counts them in
MAX_TIMEOUT = 86_400  # a day: no server answers later

# The switch of the look for hidden text: it is the one thing about documents that the environment decides.
HIDDEN_CHECK = "ATS_HIDDEN_CHECK"

# What the library calls a setting, and how it is set here.
SETTINGS = {
    "base_url": "OPENAI_BASE_URL (--base-url)",
    "api_key": "OPENAI_API_KEY",
    "model": "ATS_MODEL (--model)",
}


class SettingsError(ValueError):
    """The options and the environment do not fit together; the text says what to set."""


@dataclass(frozen=True)
class Settings:
    """What the environment and the options say about the engine."""

    engine: str = OFFLINE
    model: str = ""
    base_url: str = ""  # empty: the default of OpenAiOptions
    api_key: str = field(default="", repr=False)
    workers: int = 0  # 0: one for each processor
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    timeout: int | None = None  # seconds for one attempt; None: the default of OpenAiOptions
    chosen: bool = True  # False: offline only because nothing else was configured

    @property
    def server(self) -> str:
        """The host that requests go to; empty for the offline engine."""
        if self.engine == OFFLINE:
            return ""
        return urlsplit(self.base_url or OpenAiOptions().base_url).hostname or ""

    @property
    def leaves_machine(self) -> bool:
        """True if what is scored is sent to another machine."""
        return bool(self.server) and not is_loopback(self.server)

    def make_client(self, log: Callable[[LogLevel, str], object] | None = None) -> LlmClient:
        """Compose the client: each layer is one policy.

        Raises ``SettingsError`` for what no client takes.
        """
        if self.engine == OFFLINE:
            return OfflineClient()
        options = OpenAiOptions(
            model=self.model,
            api_key=self.api_key,
            context_tokens=self.context_tokens,
            max_output_tokens=self.max_output_tokens,
        )
        if self.base_url:
            options.base_url = self.base_url
        if self.timeout is not None:
            options.timeout = timedelta(seconds=self.timeout)
        try:
            return ValidatingClient(RetryingClient(OpenAiClient(options), log=log))
        except CallerError as error:
            name, _, problem = error.message.partition(": ")
            raise SettingsError(f"{SETTINGS.get(name, name)}: {problem}") from error


def settings_from(
    environment: Mapping[str, str],
    *,
    engine: str | None = None,
    model: str | None = None,
    base_url: str | None = None,
    workers: int | None = None,
) -> Settings:
    """Read the settings; an argument wins over the environment.

    Raises ``SettingsError`` if they do not fit together, or if no client could be made of them.
    """
    api_key = environment.get("OPENAI_API_KEY", "").strip()
    url = (base_url or environment.get("OPENAI_BASE_URL", "")).strip()
    name = (model or environment.get("ATS_MODEL", "")).strip()
    wanted = engine or environment.get("ATS_ENGINE", "").strip()
    _check(wanted, name, has_server=bool(api_key or url), model_asked_for=bool(model))
    remote = wanted == OPENAI or (not wanted and bool(api_key or url))
    count = workers if workers is not None else _number(environment, "ATS_WORKERS", MAX_WORKERS)
    if not remote:
        return Settings(workers=count or 0, chosen=bool(wanted))
    _check_characters(name, url, api_key)
    settings = Settings(
        engine=OPENAI,
        model=name,
        base_url=url,
        api_key=api_key,
        workers=count or REMOTE_WORKERS,
        context_tokens=_number(environment, "ATS_CONTEXT_TOKENS", MAX_TOKENS),
        max_output_tokens=_number(environment, "ATS_MAX_OUTPUT_TOKENS", MAX_TOKENS),
        timeout=_number(environment, "ATS_TIMEOUT", MAX_TIMEOUT),
    )
    settings.make_client()
    return settings


def _check_characters(model: str, url: str, api_key: str) -> None:
    """Refuse what cannot be sent. The text of a key is never shown."""
    for setting, text in (("model", model), ("base_url", url), ("api_key", api_key)):
        if not text.isprintable():
            raise SettingsError(f"{SETTINGS[setting]} holds a line break or another control character")
    if not api_key.isascii():
        raise SettingsError(f"{SETTINGS['api_key']} holds a character that no key has")
    try:
        urlsplit(url)
    except ValueError:
        raise SettingsError(f"{SETTINGS['base_url']}: {url!r} is no URL") from None


def _check(engine: str, model: str, *, has_server: bool, model_asked_for: bool) -> None:
    if engine not in ("", *ENGINES):
        raise SettingsError(f"the engine {engine!r} is unknown: it is 'offline' or 'openai'")
    if engine == OFFLINE:
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


def _number(environment: Mapping[str, str], name: str, most: int) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    few_digits = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    if not few_digits or not 1 <= int(text) <= most:
        raise SettingsError(f"{name} must be a whole number from 1 to {most}, not {text!r}")
    return int(text)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
