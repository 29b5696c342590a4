"""Errors cross the border in both directions, with their data."""

from __future__ import annotations

import datetime
import pickle

import pytest

from atschecker import (
    CallContext,
    CallerError,
    Document,
    DocumentError,
    DocumentReader,
    Error,
    ErrorCode,
    LlmClient,
    LlmReply,
    LlmRequest,
    ModelAnswerError,
    ModelServiceDetails,
    ModelServiceError,
    OpenAiClient,
    QueueError,
    ResumeScorer,
    RetryingClient,
    criteria_from_texts,
)
from atschecker.testing import ScriptedClient

CRITERIA = criteria_from_texts(["C++"])
RESUME = Document.from_text("jane.txt", "C++ since 2015")


def score(client: LlmClient) -> None:
    ResumeScorer(client, CRITERIA).score(RESUME)


def test_a_document_error_names_the_document_once() -> None:
    with pytest.raises(DocumentError) as caught:
        DocumentReader().read(b"", "empty.pdf")
    assert caught.value.code is ErrorCode.document_empty
    assert caught.value.document == "empty.pdf"
    assert str(caught.value).startswith("empty.pdf: ")
    assert str(caught.value).count("empty.pdf") == 1


def test_a_wrong_option_is_a_caller_error() -> None:
    with pytest.raises(CallerError) as caught:
        OpenAiClient(base_url="ftp://example", model="m")
    assert caught.value.code is ErrorCode.invalid_argument


def test_the_details_of_a_service_error_come_back() -> None:
    details = ModelServiceDetails(
        http_status=429, retry_after=datetime.timedelta(seconds=7), should_retry=True, request_id="req-1"
    )
    sent = ModelServiceError(ErrorCode.model_rate_limited, "slow down", details)
    with pytest.raises(ModelServiceError) as caught:
        score(ScriptedClient(ScriptedClient.error(sent)))
    error = caught.value
    assert error is not sent
    assert (error.code, str(error), error.http_status) == (ErrorCode.model_rate_limited, "slow down", 429)
    assert (error.retry_after, error.should_retry, error.request_id) == (
        datetime.timedelta(seconds=7),
        True,
        "req-1",
    )
    assert error.retryable()


@pytest.mark.parametrize(
    "sent",
    [
        Error(ErrorCode.internal, "odd"),
        DocumentError(ErrorCode.document_too_long, "a.pdf", "too long"),
        ModelServiceError(ErrorCode.model_server_error, "down"),
        ModelAnswerError(ErrorCode.model_refused, "no"),
        CallerError(ErrorCode.cancelled, "stopped"),
        QueueError(ErrorCode.queue_closed, "closed"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_error_keeps_its_class_code_and_text(sent: Error) -> None:
    with pytest.raises(type(sent)) as caught:
        score(ScriptedClient(ScriptedClient.error(sent)))
    assert type(caught.value) is type(sent)
    assert (caught.value.code, str(caught.value)) == (sent.code, str(sent))


class Failing(LlmClient):
    """Raises what it is given, and then goes on as the script says."""

    def __init__(self, *errors: BaseException) -> None:
        super().__init__()
        self.errors = list(errors)
        self.calls = 0

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return ScriptedClient().complete(request, context)


def test_a_retrying_client_retries_what_a_python_client_raises() -> None:
    waits: list[datetime.timedelta] = []
    details = ModelServiceDetails(http_status=429, retry_after=datetime.timedelta(seconds=3))
    inner = Failing(
        ModelServiceError(ErrorCode.model_unreachable, "cut"),
        ModelServiceError(ErrorCode.model_rate_limited, "slow down", details),
    )
    client = RetryingClient(inner, sleep=lambda duration, context: waits.append(duration), random=lambda: 0.0)
    score(client)
    assert inner.calls == 3
    assert waits == [datetime.timedelta(milliseconds=500), datetime.timedelta(seconds=3)]


def test_a_refused_key_is_not_retried() -> None:
    refused = ModelServiceError(
        ErrorCode.model_unauthorized, "wrong key", ModelServiceDetails(http_status=401)
    )
    inner = Failing(refused)
    with pytest.raises(ModelServiceError) as caught:
        score(RetryingClient(inner, sleep=lambda duration, context: None))
    assert inner.calls == 1
    assert not caught.value.retryable()


def test_another_exception_is_internal_with_its_type_but_not_its_text() -> None:
    original = LookupError("text of a resume")
    with pytest.raises(CallerError) as caught:
        score(Failing(original))
    assert caught.value.code is ErrorCode.internal
    assert "LookupError" in str(caught.value)
    assert "text of a resume" not in str(caught.value)
    assert caught.value.__cause__ is original


def test_a_wrong_return_value_is_internal() -> None:
    class Wrong(LlmClient):
        def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
            return "not a reply"  # type: ignore[return-value]

    with pytest.raises(CallerError) as caught:
        score(Wrong())
    assert caught.value.code is ErrorCode.internal


def test_a_client_without_complete_says_so() -> None:
    class Abstract(LlmClient):
        pass

    with pytest.raises(CallerError, match="does not define complete"):
        score(Abstract())
    with pytest.raises(TypeError, match="abstract"):
        Abstract().complete(LlmRequest(task="score_resume"))


@pytest.mark.parametrize(
    "error",
    [
        Error(ErrorCode.internal, "odd"),
        DocumentError(ErrorCode.document_empty, "a.pdf", "empty"),
        QueueError(ErrorCode.queue_closed, "closed"),
    ],
)
def test_errors_can_be_pickled(error: Error) -> None:
    other = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(other), other.code, str(other)) == (type(error), error.code, str(error))
