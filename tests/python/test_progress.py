"""Progress where no terminal is."""

from __future__ import annotations

import pytest

from atschecker import QueueProgress
from atschecker._progress import ProgressShown


def lines_of(total: int, seconds: float, capsys: pytest.CaptureFixture[str], spent: str = "") -> list[str]:
    """Finish one after the other, each in so many seconds."""
    now = [0.0]
    with ProgressShown(total, lambda: spent, clock=lambda: now[0]) as shown:
        for finished in range(1, total + 1):
            now[0] += seconds
            shown.update_to(QueueProgress(finished=finished))
    return capsys.readouterr().err.splitlines()


def test_a_pipe_gets_one_line_for_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(1000, 0.7, capsys)
    assert lines[0] == "Scored 100 of 1000 (10%) in 1:10"
    assert lines[-1] == "Scored 1000 of 1000 (100%) in 11:40"
    assert len(lines) == 10


def test_what_is_over_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(20, 0.05, capsys) == []


def test_few_files_are_counted_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(3, 5, capsys, spent="0.10 USD") == [
        "Scored 1 of 3 (33%) in 0:05; 0.10 USD",
        "Scored 2 of 3 (66%) in 0:10; 0.10 USD",
        "Scored 3 of 3 (100%) in 0:15; 0.10 USD",
    ]
