"""Which engine answers, decided in one place for the command line and the service."""

from __future__ import annotations

import ipaddress
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

from atschecker._core import (
    BudgetClient,
    HttpHeader,
    Limiter,
    LimitingClient,
    LlmClient,
    LogLevel,
    OfflineClient,
    OpenAiClient,
    OpenAiOptions,
    Price,
    RetryingClient,
    ValidatingClient,
    engine_identity,
    version,
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
    "proxy": "ATS_PROXY",
    "ca_bundle": "ATS_CA_BUNDLE",
    "headers": "ATS_HEADERS",
    "organization": "OPENAI_ORG_ID",
    "project": "OPENAI_PROJECT_ID",
    "temperature": "ATS_TEMPERATURE",
}

OPENAI_HOST = "api.openai.com"


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
    base_url: str = ""  # empty: the default of OpenAiOptions
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

    @property
    def identity(self) -> str:
        """What decides an answer beside the question. Never holds the key."""
        if self.engine == OFFLINE:
            # The rules of the engine change with the version.
            return json.dumps({"engine": self.engine, "version": version()})
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


class Clients:
    """Makes clients that share the connections and the limits of one server: one for each ranking."""

    def __init__(self, settings: Settings, log: Log | None = None) -> None:
        self._log = log
        self._limiter = Limiter(
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            max_in_flight=MAX_WORKERS,
            log=log,
        )
        self._leaf: LlmClient | None = None
        if settings.engine == OPENAI:
            try:
                self._leaf = OpenAiClient(settings._options(log))
            except CallerError as error:
                name, _, problem = error.message.partition(": ")
                raise SettingsError(f"{SETTINGS.get(name, name)}: {problem}") from error

    def new(self) -> LlmClient:
        """Compose a client: each layer is one policy."""
        return self.metered()[0]

    def metered(self, budget: Budget | None = None) -> tuple[LlmClient, BudgetClient | None]:
        """Compose a client, and what counts its costs; the offline engine has none."""
        if self._leaf is None:
            return OfflineClient(), None
        budget = budget or Budget()
        meter = BudgetClient(
            LimitingClient(self._leaf, self._limiter),
            max_tokens=budget.max_tokens,
            max_cost=budget.max_cost,
            price=budget.price,
        )
        return ValidatingClient(RetryingClient(meter, log=self._log)), meter


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
        connection=_connection(environment, url),
        temperature=_decimal(environment, "ATS_TEMPERATURE"),
        reasoning_effort=environment.get("ATS_REASONING_EFFORT", "").strip() or None,
        service_tier=environment.get("ATS_SERVICE_TIER", "").strip() or None,
        requests_per_minute=_number(environment, "ATS_REQUESTS_PER_MINUTE", MAX_TOKENS),
        tokens_per_minute=_number(environment, "ATS_TOKENS_PER_MINUTE", MAX_TOKENS),
    )
    settings.make_client()
    return settings


def _connection(environment: Mapping[str, str], url: str) -> Connection:
    return Connection(
        proxy=environment.get("ATS_PROXY", "").strip() or _usual_proxy(environment, url),
        ca_bundle=environment.get("ATS_CA_BUNDLE", "").strip()
        or environment.get("SSL_CERT_FILE", "").strip(),
        organization=environment.get("OPENAI_ORG_ID", "").strip(),
        project=environment.get("OPENAI_PROJECT_ID", "").strip(),
        headers=_headers(environment.get("ATS_HEADERS", "").strip()),
    )


def _usual_proxy(environment: Mapping[str, str], url: str) -> str:
    """What HTTPS_PROXY, HTTP_PROXY and NO_PROXY say of the server, as other programs read them."""
    target = urlsplit(url or OpenAiOptions().base_url)
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
