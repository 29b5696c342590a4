"""Path, bytes or file object; and ranking in one call."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from atschecker import (
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    as_source,
    criteria_from_texts,
    rank_resumes,
    to_csv,
)
from atschecker.testing import ScriptedClient
from documents import RESUME, docx, pdf

READER = DocumentReader(pdf_workers=1)


def text_of(source: DocumentSource) -> str:
    return READER.read(source).text.strip()


def test_a_path_is_opened_when_its_turn_comes(tmp_path: Path) -> None:
    path = tmp_path / "jane.txt"
    source = as_source(path)
    path.write_text("C++")
    assert source.name == str(path)
    assert text_of(source) == "C++"
    assert text_of(as_source(str(path))) == "C++"
    assert as_source(path, name="other.txt").name == "other.txt"


@pytest.mark.parametrize("content", [b"C++", bytearray(b"C++"), memoryview(b"C++")])
def test_bytes_need_a_name(content: bytes) -> None:
    assert text_of(as_source(content, "jane.txt")) == "C++"
    with pytest.raises(TypeError, match="name"):
        as_source(content)


def test_a_binary_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "jane.txt"
    path.write_bytes(b"C++")
    with path.open("rb") as file:
        source = as_source(file)
    assert (source.name, text_of(source)) == (str(path), "C++")
    assert text_of(as_source(io.BytesIO(b"Go"), "go.txt")) == "Go"


def test_what_is_no_input_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    with path.open() as file, pytest.raises(TypeError, match="binary"):
        as_source(file)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="int"):
        as_source(3)  # type: ignore[arg-type]


def test_documents_and_sources_pass_through() -> None:
    document = Document.from_text("jane.txt", "C++")
    assert as_source(document).content == document
    source = DocumentSource.from_document(document)
    assert as_source(source) is source


def test_pdf_and_docx_are_read_in_python() -> None:
    assert "Jane Roe" in text_of(as_source(pdf("Jane Roe", "C++"), "jane.pdf"))
    assert "Jane Roe" in text_of(as_source(docx("Jane Roe", "C++"), "jane.docx"))
    assert READER.read(pdf("Jane Roe"), "jane.pdf").name == "jane.pdf"


def test_ranking_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "jane.txt").write_text(RESUME)
    finished: list[int] = []
    ranking = rank_resumes(
        ["C++", "Haskell"],
        [tmp_path / "jane.txt", Document.from_text("joe.txt", "Joe\nGardener"), tmp_path / "gone.pdf"],
        on_progress=lambda progress: finished.append(progress.finished),
    )
    assert [row.candidate for row in ranking.rows] == ["jane", "joe", "gone"]
    assert ranking.engine == "offline"
    assert finished == [1, 2, 3]
    failure = ranking.rows[2].outcome.failure()
    assert failure is not None
    assert failure.code is ErrorCode.document_not_found
    assert to_csv(ranking, details=False).startswith("Candidate Name,C++,Haskell,Total Score,Error\r\n")


def test_criteria_are_all_texts_or_all_criteria() -> None:
    resume = Document.from_text("jane.txt", "C++")
    client = ScriptedClient()
    assert rank_resumes(criteria_from_texts(["C++"]), [resume], client).rows[0].rank == 1
    with pytest.raises(TypeError, match="not one text"):
        rank_resumes("C++", [resume], client)
    with pytest.raises(TypeError, match="not of both"):
        rank_resumes([*criteria_from_texts(["C++"]), "Python"], [resume], client)  # type: ignore[arg-type]


def test_names_that_are_no_text_are_ranked(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt"
    Path(os.fsdecode(path)).write_text("C++")
    ranking = rank_resumes(["C++"], [os.fsdecode(path)], ScriptedClient())
    assert ranking.rows[0].candidate == os.fsdecode(b"r\xe9sum\xe9")
    assert ranking.rows[0].outcome.scorecard() is not None
