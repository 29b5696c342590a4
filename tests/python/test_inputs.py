"""Path, bytes or file object; and ranking in one call."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

import atschecker._progress
from atschecker import (
    Document,
    DocumentError,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    as_source,
    criteria_from_texts,
    rank_resumes,
    to_csv,
)
from atschecker.testing import ScriptedClient
from documents import JOB, RESUME, docx, pdf
from model_server import model_server, valid_answer

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
    with pytest.raises(TypeError, match="not of both"):
        rank_resumes([*criteria_from_texts(["C++"]), "Python"], [resume], client)  # type: ignore[arg-type]


def test_names_that_are_no_text_are_ranked(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt"
    Path(os.fsdecode(path)).write_text("C++")
    ranking = rank_resumes(["C++"], [os.fsdecode(path)], ScriptedClient())
    assert ranking.rows[0].candidate == os.fsdecode(b"r\xe9sum\xe9")
    assert ranking.rows[0].outcome.scorecard() is not None


@pytest.fixture
def opening(tmp_path: Path) -> Path:
    (tmp_path / "job.txt").write_text(JOB)
    folder = tmp_path / "resumes"
    folder.mkdir()
    (folder / "jane.txt").write_text(RESUME)
    (folder / "joe.txt").write_text("Joe Bloggs\nGardener since 2019\n")
    return tmp_path


def test_a_job_description_and_folders_are_ranked_in_one_line(opening: Path) -> None:
    ranking = rank_resumes(opening / "job.txt", [opening / "resumes"])
    assert [row.candidate for row in ranking.rows] == ["jane", "joe"]
    assert "5+ years of C++" in [criterion.text for criterion in ranking.criteria]
    same = rank_resumes(str(opening / "job.txt"), [str(opening / "resumes" / "*.txt")])
    assert to_csv(same) == to_csv(ranking)
    read = READER.read(opening / "job.txt")
    assert to_csv(rank_resumes(read, [opening / "resumes"])) == to_csv(ranking)


def test_what_is_named_and_the_job_description_are_not_taken_again_from_a_folder(opening: Path) -> None:
    (opening / "job.txt").rename(opening / "resumes" / "job.txt")
    with pytest.warns(UserWarning, match="left out") as told:
        ranking = rank_resumes(
            opening / "resumes" / "job.txt", [opening / "resumes" / "joe.txt", opening / "resumes"]
        )
    assert sorted(row.candidate for row in ranking.rows) == ["jane", "joe"]
    assert {Path(str(each.filename)).name for each in told} == {"test_inputs.py"}


def test_an_empty_folder_is_told(opening: Path) -> None:
    (opening / "empty").mkdir()
    with pytest.raises(ValueError, match="no resumes found"):
        rank_resumes(["C++"], [opening / "empty"])


@pytest.mark.parametrize("resumes", ["jane.txt", Path("jane.txt"), b"C++", Document.from_text("a", "C++")])
def test_one_resume_where_a_list_is_meant_is_an_error(resumes: object) -> None:
    with pytest.raises(TypeError, match="resumes must be a list"):
        rank_resumes(["C++"], resumes)  # type: ignore[arg-type]


def test_a_job_description_that_is_not_there_is_told() -> None:
    with pytest.raises(DocumentError) as caught:
        rank_resumes("C++", [Document.from_text("jane.txt", "C++")])
    assert caught.value.code is ErrorCode.document_not_found


def test_a_client_or_an_engine_answers_and_not_both() -> None:
    with pytest.raises(TypeError, match="not both"):
        rank_resumes(["C++"], [Document.from_text("jane.txt", "C++")], ScriptedClient(), engine="openai")


def test_the_engine_of_the_environment_is_used_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    resume = Document.from_text("jane.txt", "Jane Roe\njane@roe.example\nC++ since 2019\n")
    with model_server(valid_answer) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("ATS_MODEL", "m")
        assert rank_resumes(["C++"], [resume]).engine == "offline"
        assert server.requests == []
        ranking = rank_resumes(["C++"], [resume], engine="openai")
    assert ranking.engine == "test-model-2026"
    # As on the command line, it is redacted.
    assert "jane@roe.example" not in str(server.requests)


def test_the_reader_takes_what_python_takes_for_a_file(opening: Path) -> None:
    path = opening / "resumes" / "jane.txt"
    with path.open("rb") as file:
        documents = [READER.read(path), READER.read(str(path)), READER.read(file)]
    assert {(document.name, document.text) for document in documents} == {(str(path), RESUME)}
    assert READER.read(path, "jane").name == "jane"
    assert READER.read(io.BytesIO(b"C++"), name="a.txt").text.strip() == "C++"
    assert READER.read(Document.from_text("a.txt", "Go")).text == "Go"
    with pytest.raises(TypeError, match="name"):
        READER.read(b"C++")
    with pytest.raises(TypeError, match="int"):
        READER.read(3)  # type: ignore[call-overload]


def test_progress_is_shown_beside_the_own_callback(
    opening: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atschecker._progress, "QUIET_SECONDS", 0)
    finished: list[int] = []
    rank_resumes(
        ["C++"],
        [opening / "resumes"],
        workers=1,
        progress=True,
        on_progress=lambda progress: finished.append(progress.finished),
    )
    assert finished == [1, 2]
    assert capfd.readouterr().err.splitlines() == [
        "Scored 1 of 2 (50%) in 0:00",
        "Scored 2 of 2 (100%) in 0:00",
    ]
