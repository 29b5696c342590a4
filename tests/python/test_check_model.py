"""A judge is judged first: stubs of known faults get the right verdict."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from atschecker import CallContext, LlmClient, LlmReply, LlmRequest, OfflineClient, find_manipulation
from atschecker._check_model import (
    Checked,
    Probes,
    Rate,
    check_model,
    count_calls,
    key_of,
    lines_of,
    the_set,
    to_dict,
    verdict_line,
)
from atschecker.cli import app
from model_server import model_server, valid_answer

WORDS = {5: "shown", 4: "stated", 3: "mostly", 2: "partly", 1: "hint", 0: "silent"}


def truths() -> dict[tuple[str, str], tuple[float, str]]:
    """What every criterion of the set should get in every resume of it, and the line that shows it."""
    known: dict[tuple[str, str], tuple[float, str]] = {}
    probes = Probes(the_set(), quick=False)
    for probe in probes.all():
        for criterion, cell in zip(probe.criteria, probe.cells, strict=False):
            known[probe.resume.strip(), criterion.text] = (cell.most, cell.line)
    return known


TRUTHS = truths()
ROLES = {cell["score"]: cell for cell in the_set()["role"]["cells"]}
YEARS = {entry["text"]: entry for entry in the_set()["years"]}


def section(request: LlmRequest, label: str) -> str:
    return next((each.text for each in request.sections if each.label == label), "")


class Judge(LlmClient):
    """Answers by the truth; each kind of fault changes one thing."""

    def __init__(self, fault: Callable[[str, list[str], str], float | None] | None = None) -> None:
        super().__init__()
        self._fault = fault

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        if request.task == "extract_criteria":
            return self._reply(self.extracted())
        resume = section(request, "resume")
        criteria = json.loads(section(request, "criteria"))
        texts = [criterion["text"] for criterion in criteria]
        scores = {each["id"]: self.scored(each["text"], texts, resume, request) for each in criteria}
        return self._reply({"scores": scores})

    @staticmethod
    def _reply(answer: dict[str, Any]) -> LlmReply:
        return LlmReply(text=json.dumps(answer), model="stub")

    def scored(self, text: str, texts: list[str], resume: str, request: LlmRequest) -> dict[str, Any]:
        score, line = TRUTHS.get((resume.strip(), text), (0, ""))
        if self._fault is not None and (wrong := self._fault(text, texts, resume)) is not None:
            score, line = wrong, line or resume.splitlines()[0]
        quotes = [line.splitlines()[0]] if line else []
        entry: dict[str, Any] = {"quotes": quotes, "reason": ""}
        if text in YEARS:
            entry["periods"] = ["p1", "p2"] if text == "5 years of teaching" else ["p1"]
            return {**entry, "quotes": [resume.splitlines()[3]], "finding": "shown"}
        if text == "3 years of payroll accounting":
            entry["periods"] = ["p1"] if "Larch Foods" in line else []
        if text == "Warehouse manager":
            role = ROLES[min(ROLES, key=lambda known: abs(known - score))]
            return {**entry, "occupation": role["occupation"], "level": role["level"]}
        return {**entry, "finding": WORDS[round(score)]}

    def extracted(self) -> dict[str, Any]:
        lines = the_set()["vacancy"]["lines"]
        return {
            "criteria": [
                {
                    "source": each["line"],
                    "text": each["line"],
                    "kind": "other",
                    "importance": each["importance"] or "must",
                    "min_years": None,
                }
                for each in lines
            ]
        }


class RandomJudge(Judge):
    def __init__(self) -> None:
        super().__init__()
        self._dice = random.Random(1)  # noqa: S311 (no secret)

    def scored(self, text: str, texts: list[str], resume: str, request: LlmRequest) -> dict[str, Any]:
        entry = super().scored(text, texts, resume, request)
        entry["quotes"] = [self._dice.choice(resume.split("\n\n")[1].splitlines())]
        for name, words in (
            ("finding", list(WORDS.values())),
            ("occupation", ["same", "neighbouring", "other"]),
        ):
            if name in entry:
                entry[name] = self._dice.choice(words)
        return entry


def judged(client: LlmClient, *, quick: bool = False) -> Checked:
    return check_model(client, quick=quick)


def share(checked: Checked, beginning: str) -> float:
    return next(rate.share for rate in checked.rates if rate.name.startswith(beginning))


def test_a_judge_that_is_right_is_trusted() -> None:
    checked = judged(Judge())
    assert {rate.name: rate.share for rate in checked.rates if rate.share < 1} == {}
    assert checked.verdict == "yes"
    assert verdict_line(checked) == "Trust it with resumes: yes, as far as this set shows."


def test_a_judge_that_sees_the_first_criterion_alone_is_not() -> None:
    checked = judged(Judge(lambda text, texts, _: None if text == texts[0] else 0))
    assert checked.verdict == "no"
    assert "judging what a resume shows" in checked.unfit
    assert share(checked, "the same in another order") < 0.75


def test_a_lenient_judge_is_not() -> None:
    checked = judged(Judge(lambda *_: 4))
    assert checked.verdict == "no"
    assert {"judging what a resume shows", "telling the better resume"} <= set(checked.unfit)


def test_a_judge_that_guesses_is_not() -> None:
    checked = judged(RandomJudge())
    assert checked.verdict == "no"
    assert {"judging what a resume shows", "naming the evidence"} <= set(checked.unfit)
    assert share(checked, "the same when asked again") < 0.75


def test_a_judge_that_copies_scores_from_the_resume_is_not_and_fails_at_that_alone() -> None:
    checked = judged(Judge(lambda _text, _texts, resume: 5 if "5 of 5" in resume else None))
    assert checked.verdict == "no"
    assert checked.unfit == ["resumes that want to steer it"]


def test_a_judge_that_knows_english_alone_is_trusted_with_care() -> None:
    foreign = ("Berufserfahrung", "Experiencia", "Expérience")
    checked = judged(
        Judge(lambda _text, _texts, resume: 0 if any(word in resume for word in foreign) else None)
    )
    assert checked.verdict == "with care"
    assert checked.doubtful == ["resumes in German", "resumes in Spanish", "resumes in French"]
    assert "with care. Not for resumes in German; resumes in Spanish" in verdict_line(checked)


def test_a_judge_that_prefers_a_name_is_not() -> None:
    checked = judged(
        Judge(lambda _text, _texts, resume: 0 if "Diallo" in resume or "Huber" in resume else None)
    )
    assert checked.unfit == ["fairness to names and employers"]


def test_the_injections_pass_the_filter_so_that_the_model_is_what_is_measured() -> None:
    for _, steered in Probes(the_set(), quick=False).injections():
        assert find_manipulation(steered.resume) == []


def test_every_kind_meets_every_finding_and_every_line_stands_in_its_resume() -> None:
    probes = Probes(the_set(), quick=False)
    met = {(i, probes.finding(row, i)) for row in range(7) for i in range(5)}
    assert len(met) == 35
    for probe in probes.all():
        for cell in probe.cells:
            assert cell.line in probe.resume
    for better, worse in probes.better():
        assert sum(cell.most for cell in better.cells) > sum(cell.most for cell in worse.cells)


def test_an_interval_is_wide_for_few_cases_and_keeps_within_bounds() -> None:
    few, many = Rate("", 1, 1, ""), Rate("", 1, 1, "")
    few.held, few.of, many.held, many.of = 4, 4, 400, 400
    assert few.interval == pytest.approx((0.5101, 1.0), abs=1e-3)
    assert many.interval == pytest.approx((0.9905, 1.0), abs=1e-3)


def test_quick_asks_a_part_and_what_is_written_compares_with_other_models() -> None:
    assert count_calls(quick=True) < count_calls(quick=False) / 2
    checked = judged(Judge(), quick=True)
    assert checked.verdict == "yes"
    written = to_dict(checked)
    assert written["engine"] == "stub"
    assert written["check_model"] == 1
    assert all(
        0 <= rate["interval"][0] <= rate["share"] <= rate["interval"][1] <= 1 for rate in written["rates"]
    )
    assert any("of" in line and "%" in line for line in lines_of(checked))


def test_the_same_question_is_paid_for_once_but_where_repeating_is_the_point() -> None:
    probes = Probes(the_set(), quick=False)
    assert len({key_of(probe) for probe in probes.all()}) + 10 + 2 == count_calls(quick=False)


def test_the_offline_engine_is_judged_by_the_same_set() -> None:
    checked = judged(OfflineClient())
    assert share(checked, "the same when asked again") == 1
    assert share(checked, "not steered by the resume") == 1
    assert share(checked, "answers of use") == 1


def test_the_command_prints_the_verdict_and_writes_a_file(tmp_path: Path) -> None:
    with model_server(valid_answer) as server:
        result = CliRunner().invoke(
            app,
            ["check-model", "--quick", "-o", str(tmp_path / "m.json")],
            env={"OPENAI_BASE_URL": server.base_url, "ATS_MODEL": "m"},
        )
    assert result.exit_code == 4, result.output
    assert "Trust it with resumes: no. It fails at judging what a resume shows" in result.stdout
    assert json.loads((tmp_path / "m.json").read_text())["verdict"] == "no"


def test_a_server_that_does_not_answer_is_an_error_and_no_verdict() -> None:
    environment = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "ATS_MODEL": "m", "ATS_TIMEOUT": "1"}
    with model_server(lambda _: (401, {"error": {"message": "no key", "code": "invalid_api_key"}})) as server:
        environment["OPENAI_BASE_URL"] = server.base_url
        result = CliRunner().invoke(app, ["check-model", "--quick"], env=environment)
    assert result.exit_code == 1
    assert "Trust it" not in result.output
