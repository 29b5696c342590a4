"""Plain values: built by keywords, compared and shown by fields."""

from __future__ import annotations

import copy
import datetime
import json
import math
import os

import pytest

from atschecker import (
    CallContext,
    CallerError,
    CancelToken,
    Criterion,
    CriterionKind,
    CriterionScore,
    Document,
    DocumentReaderOptions,
    DocumentSource,
    ErrorCode,
    Failure,
    Importance,
    LlmReply,
    OfflineClient,
    OpenAiOptions,
    Outcome,
    ResumeScorer,
    RetryOptions,
    Scorecard,
    ScoreOptions,
    Usage,
    all_error_codes,
    candidate_names,
    criteria_from_json,
    criteria_from_texts,
    criteria_to_json,
    default_weight,
    group,
    meaning,
    rank,
    remedy,
    to_csv,
    to_failure,
    to_string,
)
from atschecker.store._values import outcome_from, outcome_to_json


def test_a_value_is_built_by_keywords() -> None:
    criterion = Criterion(text="C++", kind=CriterionKind.skill, weight=2, min_years=5)
    assert (criterion.text, criterion.kind, criterion.weight, criterion.min_years) == (
        "C++",
        CriterionKind.skill,
        2.0,
        5.0,
    )
    assert criterion.importance is Importance.must


def test_an_unknown_keyword_is_refused() -> None:
    with pytest.raises(TypeError, match="Criterion has no field 'wait'"):
        Criterion(wait=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="DocumentReaderOptions has no field 'read'"):
        DocumentReaderOptions(read=2)  # type: ignore[call-arg]


def test_values_are_equal_by_their_fields() -> None:
    assert Usage(requests=1) == Usage(requests=1)
    assert Usage(requests=1) != Usage(requests=2)
    assert Usage() != Failure()


def test_a_copy_is_independent() -> None:
    usage = Usage(requests=1)
    other = copy.deepcopy(usage)
    other += Usage(requests=2)
    assert (usage.requests, other.requests) == (1, 3)


def test_a_key_is_not_shown() -> None:
    assert "sk-secret" not in repr(OpenAiOptions(api_key="sk-secret"))


def test_long_texts_are_not_shown() -> None:
    assert "x" * 300 not in repr(LlmReply(text="x" * 300))


def test_durations_are_timedeltas_or_seconds() -> None:
    assert (
        RetryOptions(initial_delay=datetime.timedelta(milliseconds=250)).initial_delay.total_seconds() == 0.25
    )
    assert RetryOptions(initial_delay=0.5).initial_delay == datetime.timedelta(milliseconds=500)
    assert RetryOptions(initial_delay=3).initial_delay == datetime.timedelta(seconds=3)


@pytest.mark.parametrize("seconds", [math.inf, math.nan, 1e10])
def test_a_duration_without_end_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="out of range"):
        CallContext(timeout=seconds)


def test_a_date_is_a_datetime_date() -> None:
    day = datetime.date(2024, 2, 29)
    assert ScoreOptions(as_of=day).as_of == day
    assert ResumeScorer(OfflineClient(), criteria_from_texts(["C++"]), as_of=day).as_of() == day


def test_a_context_ends_by_its_timeout_and_its_token() -> None:
    with pytest.raises(CallerError) as late:
        CallContext(timeout=0).check()
    assert late.value.code is ErrorCode.deadline_exceeded
    token = CancelToken()
    context = CallContext(cancel=CancelToken.linked_to(token))
    context.check()
    token.cancel()
    with pytest.raises(CallerError) as stopped:
        context.check()
    assert stopped.value.code is ErrorCode.cancelled


def test_a_cancelled_token_calls_back_until_the_registration_is_closed() -> None:
    token = CancelToken()
    calls: list[str] = []
    kept = token.on_cancel(lambda: calls.append("kept"))
    closed = token.on_cancel(lambda: calls.append("closed"))
    closed.close()
    token.cancel()
    assert calls == ["kept"]
    kept.close()
    assert token.wait_for(60)


def test_offsets_count_characters() -> None:
    document = Document.from_text("a.txt", "Zoë Müller 工程师")
    assert document.length() == len("Zoë Müller 工程师")
    assert document.characters(11, 14) == "工程师"
    assert document.text[11:14] == document.characters(11, 14)


def test_a_file_name_that_is_no_utf8_survives() -> None:
    name = os.fsdecode(b"r\xe9sum\xe9.pdf")
    source = DocumentSource.from_file(name)
    assert source.name == name
    assert candidate_names([name]) == [os.fsdecode(b"r\xe9sum\xe9")]
    ranking = rank(criteria_from_texts(["C++"]), [Outcome(name=name)])
    assert ranking.rows[0].candidate == os.fsdecode(b"r\xe9sum\xe9")
    assert "document" not in to_csv(ranking)


def test_a_source_says_what_it_holds() -> None:
    assert DocumentSource.from_bytes("a.pdf", b"\0\1").content == b"\0\1"
    path = DocumentSource.from_file("a.pdf").content
    assert isinstance(path, DocumentSource.Path)
    assert path.value == "a.pdf"
    assert DocumentSource.from_document(Document(name="b", text="t")).content == Document(name="b", text="t")


def test_an_outcome_is_a_scorecard_or_a_failure() -> None:
    failed = Outcome(name="a", result=Failure(code=ErrorCode.document_empty, message="a: empty"))
    scored = Outcome(name="b", result=Scorecard(total=3))
    assert failed.scorecard() is None
    assert failed.failure() == failed.result
    assert scored.scorecard() == scored.result
    assert scored.failure() is None


def test_to_failure_knows_the_tree_and_the_rest() -> None:
    assert to_failure(CallerError(ErrorCode.cancelled, "stopped")) == Failure(
        code=ErrorCode.cancelled, message="stopped"
    )
    assert to_failure(ValueError("a secret")).code is ErrorCode.internal
    assert "a secret" not in to_failure(ValueError("a secret")).message


def test_criteria_go_through_json_unchanged() -> None:
    criteria = criteria_from_texts(['commas, "quotes"', "日本語"])
    assert criteria_from_json(criteria_to_json(criteria)) == criteria
    assert [criterion.id for criterion in criteria] == ["c1", "c2"]


def test_names_of_enumerators_are_those_of_the_reports() -> None:
    assert to_string(CriterionKind.certification) == "certification"
    assert default_weight(Importance.must) == 3
    assert [to_string(code) for code in all_error_codes()] == [code.name for code in ErrorCode]
    assert all(meaning(code) and remedy(code) and group(code) for code in ErrorCode)


def test_a_stored_outcome_keeps_what_speaks_against_a_criterion() -> None:
    score = CriterionScore(criterion_id="c1", reason="Says no.", contradicted=True)
    stored = outcome_to_json(Outcome(name="jane.pdf", result=Scorecard(scores=[score])))
    card = outcome_from(json.loads(stored), "jane.pdf").scorecard()
    assert card is not None
    assert card.scores == [score]


def test_a_long_list_is_counted_and_a_long_value_named_in_a_repr() -> None:
    assert "scores=<11 entries>" in repr(Scorecard(scores=[CriterionScore(criterion_id="c")] * 11))
    assert "reason=<300 characters>" in repr(CriterionScore(reason="x" * 300))
    failure = Failure(code=ErrorCode.internal, message="y" * 150)
    assert "y" * 150 in repr(failure)
    assert "<2 entries>" in repr(Scorecard(scores=[CriterionScore(reason="x" * 150)] * 2))
