"""Requests against the published description of the API, as a validator in between sees them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from atschecker import (
    AnswerForm,
    CriteriaExtractor,
    DocumentReader,
    ErrorCode,
    LlmClient,
    ModelServiceError,
    OpenAiClient,
    ResumeScorer,
    TokenLimitField,
    ValidatingClient,
    criteria_from_texts,
)
from description import strict
from model_server import Answer, ModelServer, chat_completion, model_server
from programs import PEERS, running

READER = DocumentReader()
CRITERIA = criteria_from_texts(["C++", "German"])
EXTRACTED = {
    "criteria": [
        {"source": "C++ is a must", "text": "C++", "kind": "skill", "importance": "must", "min_years": None}
    ]
}
SCORED = {
    "scores": {
        "c1": {"quotes": ["C++"], "reason": "Named.", "finding": "mostly"},
        "c2": {"quotes": ["German"], "reason": "Named.", "finding": "mostly"},
    }
}
PLAIN = b"C++ is a must, and German at home. " * 20
UNUSUAL = {
    "emoji": "👩🏽‍💻 café\u0301 \ufffe".encode(),
    "control characters": "\x1b[1m \x85 \N{RIGHT-TO-LEFT OVERRIDE}".encode(),
    "half of a pair": b"\xed\xa0\xbd",
    "bytes that are no text": b"caf\xe9 \xff",
}

Ask = Callable[[LlmClient], object]


def extract(client: LlmClient, text: bytes = b"C++ is a must, German is nice.") -> object:
    return CriteriaExtractor(client).extract(READER.read(text, "job.txt"))


def score(client: LlmClient, text: bytes = b"C++ since 2015 and German at home.") -> object:
    return ResumeScorer(client, CRITERIA, job_description="C++ is a must").score(
        READER.read(text, "jane.txt")
    )


TASKS: list[Ask] = [extract, score]
OPTIONS: dict[str, dict[str, Any]] = {
    "no option": {},
    "temperature": {"temperature": 0.2},
    "effort": {"reasoning_effort": "low"},
    "tier": {"service_tier": "flex"},
    "max_tokens": {"max_output_tokens": 900, "token_limit_field": TokenLimitField.max_tokens},
    "max_completion_tokens": {
        "max_output_tokens": 900,
        "token_limit_field": TokenLimitField.max_completion_tokens,
    },
    "organisation and project": {"organization": "org-1", "project": "proj-1"},
    "cache key": {"cache_hints": True, "model": "gpt-4.1-mini"},
    "cache mark": {"cache_hints": True, "model": "gpt-6-luna"},
    "all": {
        "temperature": 1,
        "reasoning_effort": "none",
        "service_tier": "default",
        "max_output_tokens": 900,
        "organization": "org-1",
        "project": "proj-1",
        "cache_hints": True,
        "model": "gpt-6-luna",
    },
}


@dataclass
class Checked:
    """The validator, and the server behind it, which sees what it lets pass."""

    port: int
    server: ModelServer
    script: list[Answer] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def client(self, **options: Any) -> LlmClient:  # noqa: ANN401 (the fields of OpenAiOptions)
        """Make a client that takes the validator for its proxy: some fields go to one host only."""
        given = {"model": "m", **options}
        return ValidatingClient(
            OpenAiClient(
                base_url="http://api.openai.com",
                proxy=f"http://127.0.0.1:{self.port}",
                api_key="k",
                log=lambda _, line: self.log.append(line),
                **given,
            )
        )


def fitting(body: dict[str, Any]) -> Answer:
    is_scoring = any("resume (data written" in str(message["content"]) for message in body["messages"])
    return chat_completion(json.dumps(SCORED if is_scoring else EXTRACTED))


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    published = json.loads((PEERS / "description.json").read_text())
    path: Path = tmp_path_factory.mktemp("api") / "strict.json"
    path.write_text(json.dumps(strict(published)))
    script: list[Answer] = []
    with (
        model_server(lambda body: script.pop(0) if script else fitting(body)) as server,
        running("prism", "proxy", str(path), server.base_url, "--errors") as port,
    ):
        yield Checked(port, server, script)


@pytest.fixture
def checked(validator: Checked) -> Checked:
    for each in (validator.server.requests, validator.script, validator.log):
        each.clear()
    return validator


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("form", AnswerForm)
def test_a_request_passes(checked: Checked, form: AnswerForm, task: Ask, options: dict[str, Any]) -> None:
    task(checked.client(answer_form=form, **options))
    assert len(checked.server.requests) == 1
    assert checked.log == []  # nothing was refused and left out


@pytest.mark.parametrize("form", AnswerForm)
def test_a_question_asked_again_passes(checked: Checked, form: AnswerForm) -> None:
    checked.script.append(chat_completion("I rate this resume highly 👍 \x7f"))
    score(checked.client(answer_form=form))
    assert len(checked.server.requests) == 2
    assert [message["role"] for message in checked.server.requests[1]["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert checked.log == []


def test_a_question_for_more_room_passes(checked: Checked) -> None:
    status, cut = chat_completion("{")
    cut["choices"][0]["finish_reason"] = "length"
    checked.script.append((status, cut))
    score(checked.client())
    assert [body.get("max_completion_tokens") for body in checked.server.requests] == [None, 16384]


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("form", AnswerForm)
def test_an_unusual_text_passes(
    checked: Checked, form: AnswerForm, task: Callable[..., object], text: bytes
) -> None:
    task(checked.client(answer_form=form), PLAIN + text)
    assert json.dumps(checked.server.requests, ensure_ascii=False).encode()  # no half of a pair is in it
    assert checked.log == []


SCHEMA = {"name": "n", "strict": True, "schema": {}}
BROKEN: dict[str, dict[str, Any]] = {
    "no model": {"model": None},
    "no message": {"messages": []},
    "a role that does not exist": {"messages": [{"role": "boss", "content": "x"}]},
    "a field of a message that does not exist": {"messages": [{"role": "user", "content": "x", "mood": "y"}]},
    "a field that does not exist": {"colour": "blue"},
    "a temperature out of range": {"temperature": 9},
    "an effort that does not exist": {"reasoning_effort": "heroic"},
    "a tier that does not exist": {"service_tier": "slow"},
    "a limit as text": {"max_completion_tokens": "900"},
    "a schema without a name": {"response_format": {"type": "json_schema", "json_schema": {"schema": {}}}},
    "a flat schema": {"response_format": {"type": "json_schema", **SCHEMA}},
    "a tool without a function": {"tools": [{"type": "function"}]},
    "a cache mark in words": {"prompt_cache_options": "explicit"},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_the_validator_stops_a_broken_request(checked: Checked, change: dict[str, Any]) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    broken = {key: value for key, value in {**body, **change}.items() if value is not None}
    address = f"http://127.0.0.1:{checked.port}"
    with httpx.Client(base_url=address, headers={"Authorization": "Bearer k"}, trust_env=False) as asked:
        assert asked.post("/chat/completions", json=body).status_code == 200
        assert asked.post("/chat/completions", json=broken).status_code == 422
    assert len(checked.server.requests) == 1


def test_the_client_fails_when_the_validator_stops_it(checked: Checked) -> None:
    with pytest.raises(ModelServiceError) as raised:
        score(checked.client(service_tier="slow"))
    assert raised.value.code == ErrorCode.model_request_rejected
    assert checked.server.requests == []
