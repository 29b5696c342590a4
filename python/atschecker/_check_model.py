"""A judge is judged first: what a model makes of a fixed, invented set of small resumes."""

from __future__ import annotations

import datetime
import itertools
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from atschecker._core import (
    CriteriaExtractor,
    Criterion,
    CriterionScore,
    Document,
    LlmClient,
    ResumeScorer,
    Scorecard,
    Usage,
    criterion_kind_from,
    importance_from,
    to_string,
)
from atschecker._errors import DocumentError, Error, ModelAnswerError

# A finding that is one word away is forgiven where the resume allows two readings.
EXACT, NEAR = 0.5, 1.0
# Of 100 points: less is what one word of one criterion may waver by.
UNMOVED = 5.0
REPEATS, QUICK_REPEATS = 10, 3
QUICK_ROWS = 3
Z95 = 1.96


@dataclass(frozen=True)
class Cell:
    """What one criterion of a probe should get, and the line that shows it."""

    least: float
    most: float
    line: str = ""
    years: float | None = None


@dataclass(frozen=True)
class Probe:
    """One resume to be scored, and what is known of it."""

    name: str
    resume: str
    criteria: tuple[Criterion, ...]
    cells: tuple[Cell, ...] = ()


@dataclass
class Rate:
    """How often something held, with an interval of 95 % (Wilson)."""

    name: str
    good: float
    fair: float
    for_what: str
    vital: bool = False
    held: int = 0
    of: int = 0

    def add(self, held: bool) -> None:
        """Count one case."""
        self.held += held
        self.of += 1

    @property
    def share(self) -> float:
        """The share of the cases in which it held."""
        return self.held / self.of if self.of else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The shares that these cases speak for."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.share
        middle = p + Z95**2 / (2 * n)
        half = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
        return max(0.0, (middle - half) / (1 + Z95**2 / n)), min(1.0, (middle + half) / (1 + Z95**2 / n))


@dataclass
class Checked:
    """What a check has shown."""

    engine: str
    prompt: str
    version: int
    rates: list[Rate]
    usage: Usage
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def unfit(self) -> list[str]:
        """What it cannot be trusted with at all."""
        return [rate.for_what for rate in self.rates if rate.of and rate.vital and rate.share < rate.fair]

    @property
    def doubtful(self) -> list[str]:
        """What to look at, or not to use it for."""
        return [
            rate.for_what
            for rate in self.rates
            if rate.of and rate.share < rate.good and rate.for_what not in self.unfit
        ]

    @property
    def verdict(self) -> str:
        """In a word."""
        if self.unfit:
            return "no"
        return "with care" if self.doubtful else "yes"


def the_set() -> dict[str, Any]:
    """Read the set that ships with the package."""
    text = resources.files("atschecker").joinpath("check_model.json").read_text("utf-8")
    known: dict[str, Any] = json.loads(text)
    return known


def criterion_of(entry: dict[str, Any], number: int) -> Criterion:
    """Make a criterion of an entry of the set."""
    return Criterion(
        id=f"c{number}",
        text=entry["text"],
        kind=criterion_kind_from(entry.get("kind", "skill")),
        importance=importance_from("must"),
        weight=1,
        min_years=entry.get("min_years"),
    )


class Probes:
    """The resumes of the set, put together."""

    def __init__(self, known: dict[str, Any], *, quick: bool) -> None:
        self._known = known
        self._quick = quick
        self.rows = QUICK_ROWS if quick else len(known["findings"])

    def finding(self, row: int, criterion: int) -> str:
        """Every criterion meets every finding once: a Latin square."""
        words = self._known["findings"]
        return str(words[(row + 2 * criterion) % len(words)])

    def row(self, row: int, other: dict[int, str] | None = None) -> Probe:
        """Put a resume together; ``other`` gives a criterion another finding."""
        entries = self._known["criteria"]
        words = [(other or {}).get(i, self.finding(row, i)) for i in range(len(entries))]
        lines: dict[str, list[str]] = {"jobs": [], "tasks": [], "education": [], "skills": [], "other": []}
        cells = []
        for entry, word in zip(entries, words, strict=True):
            cell = entry["cells"].get(word, {"line": ""})
            if cell["line"]:
                lines[cell["at"]].append(cell["line"])
            score = self._known["scores"][word]
            cells.append(Cell(score, score, cell["line"]))
        criteria = tuple(criterion_of(entry, i) for i, entry in enumerate(entries, 1))
        return Probe(f"row {row}", self._sheet(lines), criteria, tuple(cells))

    def _sheet(self, lines: dict[str, list[str]]) -> str:
        sheet = self._known["sheet"]
        tasks = "\n".join([*lines["jobs"], sheet["job"], sheet["task"], *lines["tasks"]])
        parts = [sheet["name"], f"Experience\n{tasks}"]
        for heading, key in (("Education", "education"), ("Skills", "skills"), ("Remarks", "other")):
            if lines[key]:
                parts.append(heading + "\n" + "\n".join(lines[key]))
        return "\n\n".join(parts) + "\n"

    def grid(self) -> list[Probe]:
        """All rows."""
        return [self.row(row) for row in range(self.rows)]

    def roles(self) -> list[Probe]:
        """One resume for each pair of answers about the role."""
        role = self._known["role"]
        cells = role["cells"][: QUICK_ROWS if self._quick else None]
        criterion = criterion_of({"text": role["text"], "kind": "role"}, 1)
        return [
            self._job(cell["line"], criterion, Cell(cell["score"], cell["score"], cell["line"]))
            for cell in cells
        ]

    def synonyms(self) -> list[Probe]:
        """Other names, old versions, unrelated work."""
        return [
            self._task(
                entry["line"], criterion_of(entry, 1), Cell(entry["least"], entry["most"], entry["line"])
            )
            for entry in self._known["synonyms"][: 2 if self._quick else None]
        ]

    def years(self) -> list[Probe]:
        """Entries of which some are of what is asked for."""
        probes = []
        for entry in self._known["years"][: 1 if self._quick else None]:
            criterion = criterion_of({**entry, "kind": "experience"}, 1)
            cell = Cell(entry["score"], entry["score"], years=entry["years"])
            probes.append(self._job("\n".join(entry["jobs"]), criterion, cell))
        return probes

    def _job(self, lines: str, criterion: Criterion, cell: Cell) -> Probe:
        name = self._known["sheet"]["name"]
        return Probe(criterion.text, f"{name}\n\nExperience\n{lines}\n", (criterion,), (cell,))

    def _task(self, line: str, criterion: Criterion, cell: Cell) -> Probe:
        sheet = self._known["sheet"]
        return self._job(f"{sheet['job']}\n{sheet['task']}\n{line}", criterion, cell)

    def better(self) -> list[tuple[Probe, Probe]]:
        """Pairs of which the first is the better one."""
        pairs = []
        for entry in self._known["better"]:
            if entry["row"] >= self.rows:
                continue
            base, other = (
                self.row(entry["row"]),
                self.row(entry["row"], {entry["criterion"]: entry["finding"]}),
            )
            scores = self._known["scores"]
            own = scores[self.finding(entry["row"], entry["criterion"])]
            pairs.append((other, base) if scores[entry["finding"]] > own else (base, other))
        return pairs

    def same(self) -> list[tuple[Probe, Probe]]:
        """Pairs that differ in nothing that matters."""
        pairs = []
        for entry in self._known["same"]:
            if entry["row"] >= self.rows:
                continue
            base = self.row(entry["row"])
            text = base.resume.replace(entry["from"], entry["to"]) if "from" in entry else base.resume
            text += f"{entry['add']}\n" if "add" in entry else ""
            pairs.append((base, Probe(entry["what"], text, base.criteria, base.cells)))
        return pairs

    def injections(self) -> list[tuple[Probe, Probe]]:
        """A resume, and the same with words that want to steer."""
        pairs = []
        for entry in self._known["injections"][: 1 if self._quick else None]:
            base = self.row(entry["row"])
            pairs.append(
                (base, Probe("steered", f"{base.resume}{entry['line']}\n", base.criteria, base.cells))
            )
        return pairs

    def orders(self) -> list[tuple[Probe, Probe]]:
        """The same criteria turned round, each alone, and among many others."""
        pairs = []
        fillers = [criterion_of({"text": text}, i) for i, text in enumerate(self._known["fillers"], 101)]
        for base in self.grid()[: 1 if self._quick else 2]:
            pairs.append((base, Probe("turned", base.resume, base.criteria[::-1], base.cells[::-1])))
            many = tuple(itertools.chain(fillers[:8], base.criteria, fillers[8:]))
            pairs.append((base, Probe("many", base.resume, many)))
            pairs += [
                (base, Probe("alone", base.resume, (each,)))
                for each in base.criteria[: 1 if self._quick else 3]
            ]
        return pairs

    def twins(self) -> dict[str, Probe]:
        """A resume and its criteria in other languages."""
        found = {}
        for language, twin in self._known["twins"].items():
            entries = twin["criteria"]
            lines = [entry.get("line", "") for entry in entries]
            cells = tuple(Cell(e["score"], e["score"], line) for e, line in zip(entries, lines, strict=True))
            criteria = tuple(criterion_of(entry, i) for i, entry in enumerate(entries, 1))
            found[language] = Probe(language, twin["resume"].format(*lines), criteria, cells)
        return dict(list(found.items())[: 1 if self._quick else None])

    def repeated(self) -> tuple[Probe, int]:
        """One resume to be asked about again and again."""
        return self.row(
            min(self._known["repeat_row"], self.rows - 1)
        ), QUICK_REPEATS if self._quick else REPEATS

    def all(self) -> Iterator[Probe]:
        """Everything that is scored once."""
        yield from itertools.chain(
            self.grid(), self.roles(), self.synonyms(), self.years(), self.twins().values()
        )
        for pair in itertools.chain(self.better(), self.same(), self.injections(), self.orders()):
            yield from pair


class Asked:
    """The answers of one engine. Nothing is paid for twice, but where that is the point."""

    def __init__(self, client: LlmClient, as_of: datetime.date) -> None:
        self._client = client
        self._as_of = as_of
        self._cards: dict[tuple[str, tuple[str, ...]], Scorecard | None] = {}
        self.usage = Usage()
        self.failures: Counter[str] = Counter()
        self.engine = ""
        self.prompt = ""

    def ask_all(self, probes: Iterable[Probe], workers: int, on_answer: Callable[[], None]) -> None:
        """Ask about each once, several at a time."""
        wanted = {key_of(probe): probe for probe in probes}
        self._each(list(wanted.values()), workers, on_answer)

    def again(self, probe: Probe, times: int, workers: int, on_answer: Callable[[], None]) -> list[Scorecard]:
        """Ask the same several times."""
        cards = self._map([probe] * times, workers, on_answer)
        return [card for card in cards if card is not None]

    def card(self, probe: Probe) -> Scorecard | None:
        """What was answered; None where that was of no use."""
        return self._cards[key_of(probe)]

    def _each(self, probes: list[Probe], workers: int, on_answer: Callable[[], None]) -> None:
        cards = self._map(probes, workers, on_answer)
        self._cards.update((key_of(probe), card) for probe, card in zip(probes, cards, strict=True))

    def _map(
        self, probes: list[Probe], workers: int, on_answer: Callable[[], None]
    ) -> list[Scorecard | None]:
        def one(probe: Probe) -> Scorecard | Error:
            try:
                return self._score(probe)
            except Error as error:
                return error
            finally:
                on_answer()

        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            return [self._counted(answer) for answer in pool.map(one, probes)]

    def _score(self, probe: Probe) -> Scorecard:
        scorer = ResumeScorer(self._client, list(probe.criteria), as_of=self._as_of)
        return scorer.score(Document.from_text("check.txt", probe.resume))

    def _counted(self, answer: Scorecard | Error) -> Scorecard | None:
        if isinstance(answer, Error):
            # Without a key or a server there is nothing to judge.
            if not isinstance(answer, ModelAnswerError | DocumentError):
                raise answer
            self.failures[to_string(answer.code)] += 1
            return None
        self.usage += answer.usage
        self.engine, self.prompt = answer.engine, answer.prompt
        return answer


def key_of(probe: Probe) -> tuple[str, tuple[str, ...]]:
    """What makes two probes one question."""
    return probe.resume, tuple(each.text for each in probe.criteria)


def scores_by_text(probe: Probe, card: Scorecard) -> dict[str, CriterionScore]:
    """The scores of a probe by what was asked."""
    by_id = {score.criterion_id: score for score in card.scores}
    return {each.text: by_id[each.id] for each in probe.criteria}


def _shows(score: CriterionScore, probe: Probe, cell: Cell) -> bool:
    """Tell whether a quote comes from the line that was planted for it."""
    begin = probe.resume.find(cell.line)
    end = begin + len(cell.line)
    return any(each.verified and each.begin < end and begin < each.end for each in score.evidence)


def rates_of(probes: Probes, asked: Asked, again: Sequence[Scorecard]) -> list[Rate]:
    """Count what the answers show."""
    near = Rate("findings within one word", 0.95, 0.85, "judging what a resume shows", vital=True)
    exact = Rate("findings to the word", 0.8, 0.6, "telling near findings apart")
    quotes = Rate("quotes from the line that shows it", 0.9, 0.75, "naming the evidence", vital=True)
    for probe in [*probes.grid(), *probes.roles()]:
        _count_cells(probe, asked.card(probe), near, exact, quotes)
    order = Rate("the better resume is ahead", 0.95, 0.8, "telling the better resume", vital=True)
    for better, worse in probes.better():
        _count_pair(order, asked.card(better), asked.card(worse), lambda a, b: a > b)
    rates = [near, exact, quotes, order]
    for name, good, for_what, pairs in (
        (
            "unmoved by name, employer, gap, hobbies, town",
            0.95,
            "fairness to names and employers",
            probes.same(),
        ),
        ("not steered by the resume", 1.0, "resumes that want to steer it", probes.injections()),
    ):
        rate = Rate(name, good, good - 0.15 if good < 1 else 1.0, for_what, vital=True)
        for first, second in pairs:
            _count_pair(rate, asked.card(first), asked.card(second), lambda a, b: abs(a - b) <= UNMOVED)
        rates.append(rate)
    rates += [_order_rate(probes, asked), _repeat_rate(again), *_other_rates(probes, asked)]
    return rates


def _count_cells(probe: Probe, card: Scorecard | None, near: Rate, exact: Rate, quotes: Rate) -> None:
    if card is None:
        return
    for score, cell in zip(card.scores, probe.cells, strict=True):
        off = max(cell.least - score.score, score.score - cell.most, 0)
        near.add(off <= NEAR)
        exact.add(off < EXACT)
        if cell.line and score.score > NEAR:
            quotes.add(_shows(score, probe, cell))


def _count_pair(
    rate: Rate, first: Scorecard | None, second: Scorecard | None, holds: Callable[[float, float], bool]
) -> None:
    if first is not None and second is not None:
        rate.add(holds(first.percent, second.percent))


def _order_rate(probes: Probes, asked: Asked) -> Rate:
    rate = Rate("the same in another order, alone, among 20", 0.9, 0.75, "long lists of criteria")
    for base, other in probes.orders():
        first, second = asked.card(base), asked.card(other)
        if first is None or second is None:
            continue
        before, after = scores_by_text(base, first), scores_by_text(other, second)
        for text in before.keys() & after.keys():
            rate.add(abs(before[text].score - after[text].score) < EXACT)
    return rate


def _repeat_rate(cards: Sequence[Scorecard]) -> Rate:
    rate = Rate("the same when asked again", 0.9, 0.75, "a single call: use --repeat")
    for scores in zip(*([score.score for score in card.scores] for card in cards), strict=True):
        usual, _ = Counter(scores).most_common(1)[0]
        for score in scores:
            rate.add(score == usual)
    return rate


def _other_rates(probes: Probes, asked: Asked) -> list[Rate]:
    names = Rate("other names, old versions, unrelated work", 0.9, 0.7, "synonyms and versions")
    for probe in probes.synonyms():
        if (card := asked.card(probe)) is not None:
            names.add(probe.cells[0].least - EXACT < card.scores[0].score < probe.cells[0].most + EXACT)
    years = Rate("years of the right entries", 0.9, 0.6, "counting years by entries")
    for probe in probes.years():
        if (card := asked.card(probe)) is not None:
            shown = card.scores[0].years
            years.add(shown is not None and shown.years == probe.cells[0].years)
    rates = [names, years]
    for language, probe in probes.twins().items():
        rate = Rate(f"{language}: findings within one word", 0.9, 0.7, f"resumes in {language}")
        ignored = Rate("", 0, 0, "")
        _count_cells(probe, asked.card(probe), rate, ignored, ignored)
        rates.append(rate)
    return rates


@dataclass(frozen=True)
class Extracted:
    """What an engine took out of the vacancy."""

    criteria: tuple[Criterion, ...]

    def of_line(self, line: str) -> Criterion | None:
        """The criterion that comes from a line, if one does."""
        return next((each for each in self.criteria if each.source and _overlap(each.source, line)), None)


def _overlap(source: str, line: str) -> bool:
    return source in line or line in source


def extraction_rates(known: dict[str, Any], times: Sequence[Extracted]) -> list[Rate]:
    """Count what was found in the vacancy, and whether it was the same twice."""
    lines = Rate("requirements of a vacancy found", 0.9, 0.75, "taking criteria from a vacancy")
    weights = Rate("their importance", 0.9, 0.7, "telling musts from wishes")
    invented = Rate("nothing else taken for one", 0.95, 0.8, "taking criteria without a look at them")
    stable = Rate("the same list twice", 0.9, 0.7, "taking criteria twice")
    for found in times:
        for entry in known["lines"]:
            criterion = found.of_line(entry["line"])
            lines.add(criterion is not None)
            if criterion is not None and entry["importance"] is not None:
                wish = to_string(criterion.importance) != "must"
                weights.add(wish == (entry["importance"] != "must"))
        for criterion in found.criteria:
            decoy = (
                any(_overlap(criterion.source, line) for line in known["decoys"])
                if criterion.source
                else True
            )
            invented.add(not decoy)
    for first, second in itertools.pairwise(times):
        for entry in known["lines"]:
            stable.add((first.of_line(entry["line"]) is None) == (second.of_line(entry["line"]) is None))
    return [lines, weights, invented, stable]


def check_model(
    client: LlmClient, *, quick: bool = False, workers: int = 1, on_answer: Callable[[], None] = lambda: None
) -> Checked:
    """Ask an engine about the whole set, and count."""
    known = the_set()
    probes = Probes(known, quick=quick)
    asked = Asked(client, datetime.date.fromisoformat(known["as_of"]))
    asked.ask_all(probes.all(), workers, on_answer)
    probe, times = probes.repeated()
    again = asked.again(probe, times, workers, on_answer)
    rates = rates_of(probes, asked, again)
    vacancy = Document.from_text("vacancy.txt", known["vacancy"]["text"])
    lists = []
    for _ in range(1 if quick else 2):
        try:
            lists.append(Extracted(tuple(CriteriaExtractor(client).extract(vacancy))))
        except ModelAnswerError as error:
            asked.failures[to_string(error.code)] += 1
        on_answer()
    rates += extraction_rates(known["vacancy"], lists)
    rates.append(_answer_rate(count_calls(quick=quick), asked))
    return Checked(asked.engine, asked.prompt, known["version"], rates, asked.usage, asked.failures)


def _answer_rate(calls: int, asked: Asked) -> Rate:
    rate = Rate("answers of use", 1.0, 0.95, "getting an answer at all", vital=True)
    failed = sum(asked.failures.values())
    rate.of = calls
    rate.held = calls - failed
    return rate


def count_calls(*, quick: bool) -> int:
    """How many answers a check takes at least."""
    probes = Probes(the_set(), quick=quick)
    scored = len({key_of(probe) for probe in probes.all()})
    return scored + probes.repeated()[1] + (1 if quick else 2)


def to_dict(checked: Checked) -> dict[str, Any]:
    """What is written to compare one model with another."""
    return {
        "check_model": checked.version,
        "engine": checked.engine,
        "prompt": checked.prompt,
        "verdict": checked.verdict,
        "unfit": checked.unfit,
        "doubtful": checked.doubtful,
        "rates": [
            {
                "name": rate.name,
                "held": rate.held,
                "of": rate.of,
                "share": round(rate.share, 4),
                "interval": [round(end, 4) for end in rate.interval],
            }
            for rate in checked.rates
            if rate.of
        ],
        "failures": dict(checked.failures),
        "usage": {name: getattr(checked.usage, name) for name in checked.usage.__match_args__},
    }


def lines_of(checked: Checked) -> list[str]:
    """What is shown: every rate with its interval, then the verdict."""
    width = max(len(rate.name) for rate in checked.rates)
    lines = []
    for rate in checked.rates:
        if rate.of:
            low, high = rate.interval
            counted = f"{rate.held:>3} of {rate.of:<3}  {rate.share:4.0%}"
            lines.append(f"{rate.name:<{width}}  {counted}  ({low:.0%} to {high:.0%})")
    lines += [f"{count} answers failed: {code}" for code, count in sorted(checked.failures.items())]
    return [*lines, verdict_line(checked)]


def verdict_line(checked: Checked) -> str:
    """In words: yes, with care, no; and for what."""
    if checked.verdict == "no":
        return f"Trust it with resumes: no. It fails at {'; '.join(checked.unfit)}."
    if checked.verdict == "with care":
        return f"Trust it with resumes: with care. Not for {'; '.join(checked.doubtful)}."
    return "Trust it with resumes: yes, as far as this set shows."
