"""What the benchmark of the reading order counts, and what it keeps of a resume."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

import documents

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def truths(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("truths")


@pytest.fixture
def reading_order(truths: ModuleType) -> ModuleType:
    return importlib.import_module("reading_order")


def test_words_are_cut_at_white_space_stripped_and_folded(truths: ModuleType) -> None:
    text = "Stra\u00dfe (\ufb01nal)\u00a0\u2013 C++, 5% Cafe\u0301\nco\u00adop \u2022 e-mail: a.b@c.de"
    assert truths.words(text) == ["strasse", "final", "c", "5", "café", "coop", "e-mail", "a.b@c.de"]


def test_the_share_counts_every_true_pair_as_often_as_it_occurs(reading_order: ModuleType) -> None:
    truth = reading_order.pairs_of([["a", "b", "a", "b"]])  # ab twice, ba once
    assert reading_order.share_kept(truth, truth) == 1
    assert reading_order.share_kept(truth, reading_order.pairs_of([["a", "b", "c"]])) == pytest.approx(1 / 3)
    assert reading_order.share_kept(truth, reading_order.pairs_of([["a", "a", "b", "b"]])) == pytest.approx(
        1 / 3
    )


def test_only_the_first_page_counts_when_only_that_is_known(
    reading_order: ModuleType, truths: ModuleType
) -> None:
    truth = truths.Truth("development", (truths.hashes("one two three"),), first_page_only=True)
    engines = {"whole": lambda _: ["one two three"], "later": lambda _: ["one two", "two three"]}
    found = reading_order.score(Path("x.pdf"), truth, engines)
    assert found.pairs == 2
    assert found.shares == {"whole": 1, "later": 0.5}


def test_a_tool_that_fails_has_kept_nothing(reading_order: ModuleType, truths: ModuleType) -> None:
    def broken(_: Path) -> list[str]:
        raise ValueError("no xref")

    truth = truths.Truth("synthetic", (truths.hashes("one two"),), first_page_only=False)
    found = reading_order.score(Path("x.pdf"), truth, {"broken": broken})
    assert found.shares == {"broken": 0}
    assert found.failures == {"broken": "ValueError: no xref"}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("AltaCV__sample", "AltaCV"),
        ("OfflineCV__t__latex__deedy-resume-macfonts", "OfflineCV deedy"),
        ("OfflineCV__t__unknown__chromium-two-column-sidebar", "OfflineCV sidebar"),
        ("OfflineCV__t__unknown__two-column-achievements-sidebar", "OfflineCV sidebar"),
        ("OfflineCV__t__unknown__label-rail-inline-headers", "OfflineCV label-rail"),
        ("OfflineCV__t__google-docs__other", "OfflineCV__t__google-docs__other"),
    ],
)
def test_near_duplicates_are_one_family(truths: ModuleType, name: str, family: str) -> None:
    assert truths.family(name) == family


@pytest.mark.parametrize("seed", range(5))
def test_halves_are_equal_and_keep_families_together(truths: ModuleType, seed: int) -> None:
    names = ["a__1", "a__2", "a__3", "b__1", "b__2", "c__1"]
    halves = truths.share_out(names, seed)
    assert len({halves[name] for name in names[:3]}) == 1
    assert sorted(halves.values()) == ["development"] * 3 + ["held-out"] * 3
    assert halves == truths.share_out(list(reversed(names)), seed)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("skils", "skills"),
        ("skill", "skill"),  # "skills" and "skull" are as near
        ("enginering", "engineering"),
        ("enginerring", "engineering"),  # two edits, in a long word
        ("skxxs", "skxxs"),  # two edits, in a short one
        ("ab", "ab"),  # too short to tell
    ],
)
def test_a_slip_is_corrected_only_when_one_word_of_the_page_is_near(
    truths: ModuleType, word: str, expected: str
) -> None:
    assert truths.corrected(word, frozenset({"skills", "skull", "engineering", "abc"})) == expected


@pytest.fixture
def folder(tmp_path: Path, reading_order: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two PDFs of two families and their transcripts, of which the second has a slip."""
    (tmp_path / "a__cv.pdf").write_bytes(documents.pdf("Jane Roe", "Senior engineer"))
    (tmp_path / "b__cv.pdf").write_bytes(documents.pdf("John Doe", "Junior engineer"))
    (tmp_path / "01.txt").write_text("Jane Roe\n\nSenior engineer\n")
    (tmp_path / "02.txt").write_text("John Doe\n\nJunior enginer\n")
    (tmp_path / "NAMES").write_text("01 a__cv\n02 b__cv\n")
    monkeypatch.setattr(reading_order, "TRUTHS", tmp_path / "truths.json")
    monkeypatch.setattr(reading_order, "page_words", lambda _: frozenset({"engineer"}))
    return tmp_path


def make(reading_order: ModuleType, folder: Path, *options: str) -> None:
    reading_order.main(["make", str(folder), str(folder / "NAMES"), str(folder), *options])


def test_truths_are_hashes_of_words_and_not_their_text(
    reading_order: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(reading_order, folder, "-o", str(folder / "truths.json"))
    written = (folder / "truths.json").read_text()
    assert not any(word in (written + capsys.readouterr().out).lower() for word in ("jane", "senior"))
    # The start of `printf jane | sha256sum`, and so on.
    joined = json.loads(written)["files"]["a__cv.pdf"]["words"]
    assert joined == "81f8f6dd" + "718e6492" + "21614030" + "7826b958"


@pytest.mark.parametrize(
    ("options", "share", "corrections"), [((), "0.667", 0), (("--correct",), "1.000", 1)]
)
def test_what_was_made_can_be_measured(
    reading_order: ModuleType,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    share: str,
    corrections: int,
) -> None:
    make(reading_order, folder, "-o", str(folder / "truths.json"), *options)
    files = json.loads((folder / "truths.json").read_text())["files"]
    assert files["b__cv.pdf"]["corrections"] == corrections
    capsys.readouterr()
    reading_order.main([str(folder), "--half", "both"])
    rows = capsys.readouterr().out.splitlines()
    assert "| a__cv | 3 | 1.000 |" in rows
    assert f"| b__cv | 3 | {share} |" in rows


def test_held_out_files_are_left_alone_unless_asked_for(
    reading_order: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(reading_order, folder, "-o", str(folder / "truths.json"))
    files = json.loads((folder / "truths.json").read_text())["files"]
    held_out = next(name for name, entry in files.items() if entry["half"] == "held-out")
    capsys.readouterr()
    reading_order.main([str(folder), "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert [each["group"] for each in shown] == ["development"]
    assert held_out.removesuffix(".pdf") not in {each["name"] for each in shown}


def test_flows_beside_a_generated_file_have_no_order_among_them(
    reading_order: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cv.pdf").write_bytes(documents.pdf("Jane Roe", "Senior engineer"))
    (tmp_path / "cv.truth.json").write_text('["Senior engineer", "Jane Roe"]')
    reading_order.main([str(tmp_path)])
    assert "| cv | 2 | 1.000 |" in capsys.readouterr().out.splitlines()


def test_the_truths_of_the_project_are_twelve_and_twelve(truths: ModuleType) -> None:
    known = truths.from_project(BENCHMARKS / "reading_order" / "truths.json")
    assert sorted(truth.group for truth in known.values()) == ["development"] * 12 + ["held-out"] * 12
    assert all(len(word) == 8 for truth in known.values() for flow in truth.flows for word in flow)
