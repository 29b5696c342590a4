"""Which engine answers: options win over the environment, and half a configuration is refused."""

from __future__ import annotations

import json
import re

import pytest

from atschecker import (
    CallerError,
    DocumentReader,
    JobQueue,
    KeyHeader,
    LlmClient,
    OfflineClient,
    RedactingClient,
    ResumeScorer,
    criteria_from_texts,
)
from atschecker._engine import OFFLINE, Settings, SettingsError, redacting
from atschecker._environment import REMOTE_WORKERS, settings_from

KEY = {"OPENAI_API_KEY": "sk-1"}
URL = {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
MODEL = {"ATS_MODEL": "m"}


def test_nothing_configured_is_the_offline_engine() -> None:
    settings = settings_from({})
    assert (settings.engine, settings.chosen, settings.server, settings.leaves_machine) == (
        "offline",
        False,
        "",
        False,
    )
    assert isinstance(settings.make_client(), LlmClient)


def test_a_model_in_the_environment_alone_changes_nothing() -> None:
    assert settings_from(MODEL).engine == "offline"


@pytest.mark.parametrize("server", [KEY, URL])
def test_a_key_or_a_url_with_a_model_is_the_remote_engine(server: dict[str, str]) -> None:
    settings = settings_from({**server, **MODEL})
    assert (settings.engine, settings.model, settings.workers) == ("openai", "m", REMOTE_WORKERS)


@pytest.mark.parametrize("server", [KEY, URL])
def test_a_key_or_a_url_without_a_model_names_both(server: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"OPENAI_API_KEY or OPENAI_BASE_URL.*ATS_MODEL"):
        settings_from(server)


def test_a_model_asked_for_without_a_server_is_refused() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        settings_from({}, model="m")
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        settings_from(MODEL, engine="openai")


def test_offline_can_be_chosen_whatever_is_set() -> None:
    settings = settings_from({**KEY, **URL}, engine="offline")
    assert (settings.engine, settings.chosen) == ("offline", True)
    assert settings_from({**KEY, "ATS_ENGINE": "offline"}).engine == "offline"


def test_an_option_wins_over_the_environment() -> None:
    environment = {**KEY, **URL, **MODEL, "ATS_WORKERS": "3"}
    settings = settings_from(environment, model="other", base_url="http://localhost:2/v1", workers=5)
    assert (settings.model, settings.base_url, settings.workers) == ("other", "http://localhost:2/v1", 5)
    assert settings_from(environment).workers == 3


@pytest.mark.parametrize(
    "name", ["ATS_WORKERS", "ATS_CONTEXT_TOKENS", "ATS_MAX_OUTPUT_TOKENS", "ATS_TIMEOUT"]
)
@pytest.mark.parametrize("text", ["many", "0", "-1", "1.5", "99999999999999", "٣"])
def test_numbers_are_checked(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings_from({**KEY, **MODEL, name: text})


def test_the_largest_number_of_workers_is_that_of_the_queue() -> None:
    most = settings_from({"ATS_WORKERS": "4096"}).workers
    scorer = ResumeScorer(OfflineClient(), criteria_from_texts(["C++"]))
    with pytest.raises(SettingsError, match="ATS_WORKERS must be a whole number from 1 to 4096"):
        settings_from({"ATS_WORKERS": "5000"})
    with pytest.raises(CallerError, match=f"{most}"):
        JobQueue(DocumentReader(), scorer, workers=most + 1)


def test_the_length_of_an_answer_and_the_wait_for_it_are_settings() -> None:
    settings = settings_from({**KEY, **MODEL, "ATS_MAX_OUTPUT_TOKENS": "4000", "ATS_TIMEOUT": "1200"})
    assert (settings.max_output_tokens, settings.timeout) == (4000, 1200)


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"OPENAI_BASE_URL": "localhost:8080/v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://[::1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://a/v1/chat/completions"}, "OPENAI_BASE_URL"),
        ({"OPENAI_API_KEY": "sk-very\nsecret"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": "sk-very-sécret"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": "sk-very\udce9secret"}, "OPENAI_API_KEY"),
        ({**KEY, "ATS_MODEL": "a\x00b"}, "ATS_MODEL"),
    ],
)
def test_what_no_client_takes_is_refused_by_its_own_name(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings_from({**MODEL, **environment})
    text = str(refused.value)
    assert text.startswith(named)
    assert "very" not in text
    assert "\n" not in text


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(SettingsError, match="'offline', 'openai' or 'anthropic'"):
        settings_from({"ATS_ENGINE": "magic"})


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://127.0.0.1:8080/v1", False),
        ("http://127.9.9.9/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://localhost/v1", False),
        ("http://model.localhost/v1", False),
        ("http://192.168.1.5/v1", True),
        ("https://localhost.example.com/v1", True),
        ("", True),
    ],
)
def test_resumes_leave_this_machine_unless_the_server_is_on_it(url: str, leaves: bool) -> None:
    assert Settings(engine="openai", model="m", base_url=url).leaves_machine is leaves


def test_the_key_is_not_shown() -> None:
    assert "sk-1" not in repr(settings_from({**KEY, **MODEL}))


def test_a_proxy_is_taken_from_where_other_programs_take_it() -> None:
    def proxy(**more: str) -> str:
        return settings_from({**KEY, **MODEL, **more}).connection.proxy

    assert proxy() == ""
    assert proxy(HTTPS_PROXY="http://proxy.example:3128") == "http://proxy.example:3128"
    assert proxy(https_proxy="proxy.example:3128") == "http://proxy.example:3128"
    assert proxy(ALL_PROXY="socks5h://127.0.0.1:1080") == "socks5h://127.0.0.1:1080"
    assert proxy(HTTP_PROXY="http://proxy.example:3128") == ""  # the server is reached by https
    assert proxy(HTTPS_PROXY="http://proxy.example:3128", NO_PROXY="openai.com") == ""
    assert proxy(HTTPS_PROXY="http://a.example", ATS_PROXY="http://b.example") == "http://b.example"


def test_headers_and_proxies_are_never_shown() -> None:
    settings = settings_from(
        {**KEY, **MODEL, "ATS_HEADERS": '{"X-Token": "hush"}', "ATS_PROXY": "http://me:hush@proxy.example"}
    )
    assert settings.connection.headers == (("X-Token", "hush"),)
    assert "hush" not in repr(settings)
    assert "hush" not in repr(settings._options(None))
    assert "hush" not in settings.identity


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ATS_HEADERS", "X-Team: hiring", "JSON object"),
        ("ATS_HEADERS", '{"X-Team": 1}', "JSON object"),
        ("ATS_HEADERS", '{"Authorization": "hush"}', "ATS_HEADERS"),
        ("ATS_KEY_HEADER", "cookie", "ATS_KEY_HEADER must be 'authorization' or 'api-key'"),
        ("ATS_PROXY", "proxy.example:3128", "ATS_PROXY: it must begin with"),
        ("ATS_TEMPERATURE", "warm", "must be a number"),
        ("ATS_TEMPERATURE", "3", "ATS_TEMPERATURE: it must be 0 to 2"),
        ("ATS_REQUESTS_PER_MINUTE", "0", "whole number"),
    ],
)
def test_a_setting_that_no_client_takes_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        settings_from({**KEY, **MODEL, name: value})
    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("", KeyHeader.automatic),
        ("api-key", KeyHeader.api_key),
        ("API-Key", KeyHeader.api_key),
        ("Authorization", KeyHeader.bearer),
    ],
)
def test_the_header_of_the_key_is_a_setting(name: str, header: KeyHeader) -> None:
    assert settings_from({**KEY, **MODEL, "ATS_KEY_HEADER": name})._options(None).key_header == header


def test_the_header_of_the_key_may_be_one_of_your_own() -> None:
    settings = settings_from({**URL, **MODEL, "ATS_HEADERS": '{"api-key": "hush"}'})
    assert settings.connection.headers == (("api-key", "hush"),)


CLAUDE = {"ATS_ENGINE": "anthropic", "ANTHROPIC_API_KEY": "sk-ant-1", "ATS_MODEL": "claude-test"}


def test_anthropic_is_chosen_by_name_and_has_its_own_key() -> None:
    settings = settings_from({**CLAUDE, "OPENAI_API_KEY": "sk-1"})
    assert (settings.engine, settings.server, settings.api_key) == (
        "anthropic",
        "api.anthropic.com",
        "sk-ant-1",
    )
    assert settings.leaves_machine
    assert json.loads(settings.identity)["endpoint"] == "https://api.anthropic.com/v1/messages"
    assert "sk-ant-1" not in settings.identity
    assert isinstance(settings.make_client(), RedactingClient)
    assert settings_from({**CLAUDE, "ATS_ENGINE": ""}).engine == OFFLINE
    assert (
        settings_from({**CLAUDE, "ANTHROPIC_BASE_URL": "http://127.0.0.1:1"}).base_url
        == "http://127.0.0.1:1/v1"
    )


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"ANTHROPIC_API_KEY": ""}, "ANTHROPIC_API_KEY"),
        ({"ATS_MODEL": ""}, "ATS_MODEL"),
        ({"ATS_REASONING_EFFORT": "low"}, "ATS_REASONING_EFFORT is for the engine 'openai'"),
        ({"ANTHROPIC_API_KEY": "a\nb"}, "ANTHROPIC_API_KEY holds a line break"),
        ({"ANTHROPIC_BASE_URL": "https://u:p@x/v1"}, "ANTHROPIC_BASE_URL"),
        ({"ATS_TEMPERATURE": "1.5"}, "ATS_TEMPERATURE: it must be 0 to 1"),
        ({"ATS_ENGINE": "clod"}, "the engine 'clod' is unknown"),
    ],
)
def test_half_a_configuration_of_anthropic_is_refused(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(message)):
        settings_from({**CLAUDE, **environment})


def test_an_engine_that_nobody_knows_makes_no_client() -> None:
    with pytest.raises(SettingsError, match="the engine 'another' is unknown"):
        Settings(engine="another").make_client()


def test_whatever_leaves_the_process_is_redacted() -> None:
    client = OfflineClient()
    assert isinstance(redacting(client, Settings(engine="another")), RedactingClient)
    assert redacting(client, Settings(engine=OFFLINE)) is client


def test_only_openai_is_sent_hints_for_its_cache() -> None:
    assert settings_from({**KEY, **MODEL})._options(None).cache_hints
    assert not settings_from({**URL, **MODEL})._options(None).cache_hints


PLAIN = {**MODEL, "OPENAI_BASE_URL": "http://model.example/v1"}


@pytest.mark.parametrize(
    "environment",
    [
        {**PLAIN, **KEY},
        {**PLAIN, **KEY, "OPENAI_BASE_URL": "HTTP://192.168.1.5:8080/v1"},
        {**PLAIN, **KEY, "OPENAI_BASE_URL": "http://localhost.example/v1"},
        {**PLAIN, "ATS_HEADERS": '{"X-Auth": "sk-1"}'},
    ],
)
def test_a_key_goes_unencrypted_to_another_machine_only_where_that_was_said(
    environment: dict[str, str],
) -> None:
    with pytest.raises(SettingsError, match=r"the key would be sent unencrypted to .*--insecure") as caught:
        settings_from(environment)
    assert "sk-1" not in str(caught.value)
    with pytest.raises(SettingsError, match="unencrypted"):
        settings_from({**environment, "ATS_INSECURE": "0"})
    assert settings_from({**environment, "ATS_INSECURE": "1"}).tells_secrets
    assert settings_from(environment, insecure=True).tells_secrets


@pytest.mark.parametrize(
    "environment",
    [
        PLAIN,
        {**PLAIN, **KEY, "OPENAI_BASE_URL": "https://model.example/v1"},
        {**PLAIN, **KEY, "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"},
        {**PLAIN, **KEY, "OPENAI_BASE_URL": "http://[::1]:1/v1"},
        {**MODEL, **KEY},
    ],
)
def test_no_word_is_needed_where_nobody_on_the_way_reads_a_key(environment: dict[str, str]) -> None:
    assert not settings_from(environment).tells_secrets
