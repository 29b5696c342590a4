"""Clients written in Python, and callbacks: lifetimes, threads, exceptions."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable

import pytest

from atschecker import (
    CallContext,
    CallerError,
    CancelToken,
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    JobQueue,
    LlmClient,
    LlmReply,
    LlmRequest,
    LogLevel,
    ModelServiceError,
    ResumeScorer,
    RetryingClient,
    Usage,
    ValidatingClient,
    criteria_from_texts,
    with_policies,
)
from atschecker.testing import ScriptedClient, valid_reply

CRITERIA = criteria_from_texts(["C++", "Python"])
RESUME = Document.from_text("jane.txt", "C++ and Python since 2015")


class Mine(LlmClient):
    """A client of a user, with state of its own."""

    def __init__(self, score: float) -> None:
        super().__init__()
        self.score = score

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        return LlmReply(text=valid_reply(request, self.score), model="mine", usage=Usage(requests=1))


def test_a_dropped_python_client_still_works() -> None:
    client = Mine(4)
    alive = weakref.ref(client)
    scorer = ResumeScorer(client, CRITERIA)
    del client
    gc.collect()
    card = scorer.score(RESUME)
    assert [score.score for score in card.scores] == [4, 4]
    assert card.engine == "mine"
    assert alive() is not None
    del scorer
    gc.collect()
    assert alive() is None


def test_a_dropped_python_client_still_works_within_layers_and_threads() -> None:
    client = Mine(2)
    alive = weakref.ref(client)
    scorer = ResumeScorer(ValidatingClient(RetryingClient(client)), CRITERIA)
    queue = JobQueue(DocumentReader(), scorer, workers=3)
    del client, scorer
    gc.collect()
    for number in range(20):
        queue.submit(DocumentSource.from_document(Document.from_text(f"{number}.txt", "C++")))
    outcomes = queue.wait_all()
    assert outcomes is not None
    totals = [card.total if (card := outcome.scorecard()) else None for outcome in outcomes]
    assert totals == [4.0] * 20
    del queue
    gc.collect()
    assert alive() is None


def test_the_request_reaches_python_as_it_is() -> None:
    client = ScriptedClient()
    ResumeScorer(client, CRITERIA, job_description="We want C++.").score(RESUME)
    request = client.requests()[0]
    sections = {section.label: section for section in request.sections}
    assert client.calls() == 1
    assert request.task == "score_resume"
    assert sections["resume"].text == RESUME.text
    assert sections["resume"].untrusted
    assert sections["criteria"].untrusted
    assert "job_description" not in sections


def test_a_script_takes_python_functions_and_steps() -> None:
    seen: list[str] = []

    def step(request: LlmRequest, context: CallContext) -> LlmReply:
        seen.append(request.task)
        return LlmReply(text=valid_reply(request, 1))

    scorer = ResumeScorer(ScriptedClient([step, ScriptedClient.valid(5)]), CRITERIA)
    assert [scorer.score(RESUME).total, scorer.score(RESUME).total] == [2, 10]
    assert seen == ["score_resume"]


def call_and_cancel(call: Callable[[CallContext], object]) -> CallerError:
    """Make a call that blocks in C++, and cancel it from another Python thread."""
    token = CancelToken()
    other = threading.Thread(target=token.cancel)
    other.start()
    with pytest.raises(CallerError) as caught:
        call(CallContext(timeout=60, cancel=token))
    other.join()
    return caught.value


def test_another_thread_runs_while_a_slow_client_blocks() -> None:
    scorer = ResumeScorer(ScriptedClient(ScriptedClient.valid(delay=600)), CRITERIA)
    error = call_and_cancel(lambda context: scorer.score(RESUME, context))
    assert error.code is ErrorCode.cancelled


def test_a_call_outside_the_main_thread_releases_the_gil_as_well() -> None:
    scorer = ResumeScorer(ScriptedClient(ScriptedClient.valid(delay=600)), CRITERIA)
    errors: list[CallerError] = []

    def work() -> None:
        errors.append(call_and_cancel(lambda context: scorer.score(RESUME, context)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert errors[0].code is ErrorCode.cancelled


def test_many_python_threads_share_a_client() -> None:
    client = ScriptedClient()
    scorer = ResumeScorer(client, CRITERIA)
    everyone = threading.Barrier(8)

    def work() -> None:
        everyone.wait()
        for _ in range(20):
            scorer.score(RESUME)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.calls() == 160


class Unraisable:
    """Collects what sys.unraisablehook is told."""

    def __init__(self) -> None:
        self.errors: list[type[BaseException]] = []

    def __call__(self, report: sys.UnraisableHookArgs) -> None:
        self.errors.append(report.exc_type)


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> Unraisable:
    hook = Unraisable()
    monkeypatch.setattr(sys, "unraisablehook", hook)
    return hook


def failing_callback(*_: object) -> None:
    raise ZeroDivisionError


def test_what_a_callback_raises_is_reported_and_harms_nothing(unraisable: Unraisable) -> None:
    queue = JobQueue(DocumentReader(), ResumeScorer(ScriptedClient(), CRITERIA), on_progress=failing_callback)
    outcome = queue.wait(queue.submit(DocumentSource.from_document(RESUME)))
    assert outcome is not None
    assert outcome.scorecard() is not None
    assert unraisable.errors == [ZeroDivisionError]


def test_a_callback_that_returns_the_wrong_type_is_reported(unraisable: Unraisable) -> None:
    lost = ModelServiceError(ErrorCode.model_unreachable, "cut")
    client = RetryingClient(
        ScriptedClient([ScriptedClient.error(lost), ScriptedClient.valid()]),
        sleep=lambda duration, context: None,
        random=lambda: "half",  # type: ignore[arg-type, return-value]
    )
    assert ResumeScorer(client, CRITERIA).score(RESUME).total == 6
    assert unraisable.errors == [TypeError]


def test_a_callback_must_be_callable() -> None:
    with pytest.raises(TypeError, match="callable or None"):
        RetryingClient(ScriptedClient(), log=3)  # type: ignore[arg-type]


def test_retries_are_logged() -> None:
    lines: list[tuple[LogLevel, str]] = []
    lost = ModelServiceError(ErrorCode.model_unreachable, "cut")
    client = RetryingClient(
        ScriptedClient([ScriptedClient.error(lost), ScriptedClient.valid()]),
        sleep=lambda duration, context: None,
        log=lambda level, line: lines.append((level, line)),
    )
    ResumeScorer(client, CRITERIA).score(RESUME)
    assert len(lines) == 1
    assert "model_unreachable" in lines[0][1] or "cut" in lines[0][1]


def test_policies_around_a_model_redact_and_count_and_can_be_told_not_to() -> None:
    resume = Document.from_text("jane.txt", "Jane Roe\njane.roe@example.org\n\nPython since 2015\n")
    model = ScriptedClient()
    client, meter = with_policies(model)
    ResumeScorer(client, CRITERIA).score(resume)
    seen = "".join(section.text for section in model.requests()[0].sections)
    assert "jane.roe@example.org" not in seen
    assert "Python since 2015" in seen
    assert meter.spent().requests == 1

    open_model = ScriptedClient()
    ResumeScorer(with_policies(open_model, redact=False)[0], CRITERIA).score(resume)
    assert "Jane Roe" in "".join(section.text for section in open_model.requests()[0].sections)
