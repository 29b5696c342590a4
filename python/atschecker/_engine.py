"""Which engine answers, decided in one place for the command line and the service."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from atschecker._core import (
    AnthropicClient,
    AnthropicOptions,
    BudgetClient,
    BudgetOptions,
    HttpHeader,
    KeyHeader,
    Limiter,
    LlmClient,
    LogLevel,
    OfflineClient,
    OpenAiClient,
    OpenAiOptions,
    Price,
    RecordingClient,
    RedactingClient,
    ReplyStore,
    RetryOptions,
    engine_identity,
    version,
    with_policies,
)
from atschecker._errors import CallerError

OFFLINE = "offline"
OPENAI = "openai"
ANTHROPIC = "anthropic"
ENGINES = (OFFLINE, OPENAI, ANTHROPIC)

MAX_WORKERS = 4096  # the queue's own limit

# What the library calls a setting, and how it is set here.
SETTINGS = {
    "base_url": "OPENAI_BASE_URL (--base-url)",
    "api_key": "OPENAI_API_KEY",
    "model": "ATS_MODEL (--model)",
    "proxy": "ATS_PROXY",
    "ca_bundle": "ATS_CA_BUNDLE",
    "headers": "ATS_HEADERS",
    "organization": "OPENAI_ORG_ID",
    "project": "OPENAI_PROJECT_ID",
    "temperature": "ATS_TEMPERATURE",
}

# Where an engine has names of its own.
ENGINE_SETTINGS = {
    ANTHROPIC: {"base_url": "ANTHROPIC_BASE_URL (--base-url)", "api_key": "ANTHROPIC_API_KEY"},
}

OPENAI_HOST = "api.openai.com"


def setting_name(engine: str, name: str) -> str:
    """How what the library calls ``name`` is set for an engine."""
    return ENGINE_SETTINGS.get(engine, {}).get(name) or SETTINGS.get(name, name)


def default_url(engine: str) -> str:
    """Where requests of an engine go unless something else is said."""
    return AnthropicOptions().base_url if engine == ANTHROPIC else OpenAiOptions().base_url


Log = Callable[[LogLevel, str], object]


class SettingsError(ValueError):
    """The options and the environment do not fit together; the text says what to set."""


@dataclass(frozen=True)
class Connection:
    """How the server is reached. Proxy and headers may hold secrets."""

    proxy: str = field(default="", repr=False)
    ca_bundle: str = ""
    organization: str = ""
    project: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    key_header: KeyHeader = KeyHeader.automatic


@dataclass(frozen=True)
class Budget:
    """What one ranking may spend."""

    max_tokens: int | None = None
    max_cost: float | None = None
    price: Price | None = None


@dataclass(frozen=True)
class Settings:
    """What the environment and the options say about the engine."""

    engine: str = OFFLINE
    model: str = ""
    base_url: str = ""  # empty: the default of the engine
    api_key: str = field(default="", repr=False)
    workers: int = 0  # 0: one for each processor
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    timeout: int | None = None  # seconds for one attempt; None: the default of OpenAiOptions
    connection: Connection = field(default_factory=Connection)
    temperature: float | None = None
    reasoning_effort: str | None = None
    service_tier: str | None = None
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    redact: bool = True  # what identifies a person is replaced before a server sees it
    chosen: bool = True  # False: offline only because nothing else was configured
    insecure: bool = False  # a key may go unencrypted to another machine

    @property
    def server(self) -> str:
        """The host that requests go to; empty for the offline engine."""
        if self.engine == OFFLINE:
            return ""
        return urlsplit(self.base_url or default_url(self.engine)).hostname or ""

    @property
    def leaves_process(self) -> bool:
        """True if what is scored is given to another program, wherever that runs."""
        return self.engine != OFFLINE

    @property
    def leaves_machine(self) -> bool:
        """True if what is scored is sent to another machine."""
        return bool(self.server) and not is_loopback(self.server)

    @property
    def tells_secrets(self) -> bool:
        """True if a key or another secret would go to another machine for everybody on the way to read."""
        target = urlsplit(self.base_url or default_url(self.engine))
        has_secret = bool(self.api_key or target.password or self.connection.headers)
        return self.leaves_machine and target.scheme.lower() != "https" and has_secret

    @property
    def identity(self) -> str:
        """What decides an answer beside the question. Never holds the key."""
        if self.engine == OFFLINE:
            # The rules of the engine change with the version.
            return json.dumps({"engine": self.engine, "version": version()})
        if self.engine == ANTHROPIC:
            return engine_identity(self._anthropic_options(None))
        return engine_identity(self._options(None))

    def make_client(self, log: Log | None = None) -> LlmClient:
        """Compose one client. Raises ``SettingsError`` for what no client takes."""
        return Clients(self, log).new()

    def _options(self, log: Log | None) -> OpenAiOptions:
        options = OpenAiOptions(
            model=self.model,
            api_key=self.api_key,
            context_tokens=self.context_tokens,
            max_output_tokens=self.max_output_tokens,
            temperature=self.temperature,
            reasoning_effort=self.reasoning_effort,
            service_tier=self.service_tier,
            key_header=self.connection.key_header,
            proxy=self.connection.proxy,
            ca_bundle=self.connection.ca_bundle,
            organization=self.connection.organization,
            project=self.connection.project,
            headers=[HttpHeader(name=name, value=value) for name, value in self.connection.headers],
            # No other server takes them.
            cache_hints=self.server == OPENAI_HOST,
            log=log,
        )
        if self.base_url:
            options.base_url = self.base_url
        if self.timeout is not None:
            options.timeout = timedelta(seconds=self.timeout)
        return options

    def _anthropic_options(self, log: Log | None) -> AnthropicOptions:
        options = AnthropicOptions(
            model=self.model,
            api_key=self.api_key,
            context_tokens=self.context_tokens,
            temperature=self.temperature,
            proxy=self.connection.proxy,
            ca_bundle=self.connection.ca_bundle,
            headers=[HttpHeader(name=name, value=value) for name, value in self.connection.headers],
            log=log,
        )
        if self.base_url:
            options.base_url = self.base_url
        if self.max_output_tokens is not None:
            options.max_output_tokens = self.max_output_tokens
        if self.timeout is not None:
            options.timeout = timedelta(seconds=self.timeout)
        return options

    def _make_leaf(self, log: Log | None) -> LlmClient | None:
        """Make what asks the server; the offline engine has none."""
        if self.engine == OFFLINE:
            return None
        if self.engine == ANTHROPIC:
            return AnthropicClient(self._anthropic_options(log))
        if self.engine == OPENAI:
            return OpenAiClient(self._options(log))
        raise SettingsError(f"the engine {self.engine!r} is unknown: it is one of {', '.join(ENGINES)}")


class Clients:
    """Makes clients that share the connections and the limits of one server: one for each ranking."""

    def __init__(self, settings: Settings, log: Log | None = None) -> None:
        self._settings = settings
        self._log = log
        self._limiter = Limiter(
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            max_in_flight=MAX_WORKERS,
            log=log,
        )
        try:
            self._leaf = settings._make_leaf(log)
        except CallerError as error:
            name, _, problem = error.message.partition(": ")
            raise SettingsError(f"{setting_name(settings.engine, name)}: {problem}") from error

    def share(self, part: float) -> None:
        """Keep to a part of the limits: other processes use the same key."""
        self._limiter.share(part)

    def new(self, replies: ReplyStore | None = None) -> LlmClient:
        """Compose a client: each layer is one policy. ``replies`` answers what was asked before."""
        client = self.metered()[0]
        if replies is not None and self._leaf is not None:  # what costs nothing is not kept
            client = RecordingClient(client, replies, self._settings.identity)
        return redacting(client, self._settings)

    def metered(self, budget: Budget | None = None) -> tuple[LlmClient, BudgetClient | None]:
        """Compose a client, and what counts its costs; the offline engine has none.

        It does not redact: that is for whoever puts a record around it, by ``redacting``.
        """
        if self._leaf is None:
            return OfflineClient(), None
        budget = budget or Budget()
        return with_policies(
            self._leaf,
            redact=False,
            retrying=RetryOptions(log=self._log),
            budget=BudgetOptions(max_tokens=budget.max_tokens, max_cost=budget.max_cost, price=budget.price),
            limiter=self._limiter,
        )


def redacting(client: LlmClient, settings: Settings) -> LlmClient:
    """Keep names, addresses and the like from a server. It goes outermost, above a record."""
    return RedactingClient(client) if settings.leaves_process and settings.redact else client


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
