"""Which files are ranked and written: nothing is lost silently, nothing is half written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from atschecker._files import UsageProblem, check_outputs, find_resumes, write_atomically
from atschecker._terminal import clean


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def found(folder: Path, *arguments: str, job: str | None = None) -> list[str]:
    return [os.path.relpath(path, folder) for path in find_resumes(arguments, job).files]


def test_a_folder_is_searched_in_the_order_of_its_paths(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "a.txt", "C.DOCX", "sub/a.pdf", "d.md", "e.odt", "photo.png", "README")
    resumes = find_resumes([str(tmp_path)], None)
    assert [os.path.relpath(path, tmp_path) for path in resumes.files] == [
        "C.DOCX",
        "a.txt",
        "b.pdf",
        "d.md",
        "e.odt",
        "sub/a.pdf",
    ]
    assert len(resumes.notes) == 1
    assert resumes.notes[0].endswith(": 1 .png, 1 no suffix")


def test_arguments_keep_their_order_and_globs_are_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "z.pdf", "a.pdf", "b.pdf", "odd[1].pdf")
    arguments = [str(tmp_path / name) for name in ("z.pdf", "[ab].pdf", "odd[1].pdf")]
    assert found(tmp_path, *arguments) == ["z.pdf", "a.pdf", "b.pdf", "odd[1].pdf"]


def test_a_named_file_is_taken_whatever_its_suffix_and_even_if_it_is_missing(tmp_path: Path) -> None:
    touch(tmp_path, "resume.odd")
    assert found(tmp_path, str(tmp_path / "resume.odd"), str(tmp_path / "gone.pdf")) == [
        "resume.odd",
        "gone.pdf",
    ]


def test_what_is_named_twice_or_is_the_job_is_left_out_with_a_note(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "job.pdf")
    resumes = find_resumes([str(tmp_path / "a.pdf"), str(tmp_path)], str(tmp_path / "job.pdf"))
    assert resumes.files == [str(tmp_path / "a.pdf")]
    assert len(resumes.notes) == 2


def test_a_link_to_a_folder_is_noted_and_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    (tmp_path / "loop").symlink_to(tmp_path)
    resumes = find_resumes([str(tmp_path)], None)
    assert len(resumes.files) == 1
    assert "1 folder link" in resumes.notes[0]


def test_a_link_that_leads_out_of_the_folder_is_left_out_and_named(tmp_path: Path) -> None:
    touch(tmp_path, "secret", "resumes/a.txt")
    folder = tmp_path / "resumes"
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "x.txt").symlink_to(tmp_path / "secret")
    resumes = find_resumes([str(folder)], None)
    assert resumes.files == [str(folder / "a.txt")]
    assert f"{folder / 'x.txt'}: left out, it is a link that leads out of the folder" in resumes.notes
    assert any("inside.txt: left out, it was named before" in note for note in resumes.notes)


def test_lock_files_and_hidden_files_of_a_folder_are_left_out_but_not_if_named(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", "~$a.docx", "sub/~$b.docx", ".a.pdf", ".DS_Store")
    resumes = find_resumes([str(tmp_path)], None)
    assert resumes.files == [str(tmp_path / "a.docx")]
    assert resumes.notes == [f"{tmp_path}: left out: 2 hidden (.*), 2 of Word's lock files (~$...)"]
    assert found(tmp_path, str(tmp_path / "~$a.docx"), str(tmp_path / ".a.pdf")) == ["~$a.docx", ".a.pdf"]


def test_a_folder_that_cannot_be_searched_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.pdf", "locked/b.pdf", "open/c.pdf")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path == str(tmp_path / "locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    resumes = find_resumes([str(tmp_path)], None)
    assert resumes.files == [str(tmp_path / "a.pdf"), str(tmp_path / "open" / "c.pdf")]
    assert resumes.notes == [f"{tmp_path / 'locked'}: left out, it cannot be searched: Permission denied"]


def test_a_name_that_the_system_refuses_is_kept_for_its_row(tmp_path: Path) -> None:
    assert found(tmp_path, str(tmp_path / ("a" * 300))) == ["a" * 300]


@pytest.mark.parametrize("argument", ["", "*.pdf"])
def test_no_resumes_at_all_is_a_usage_problem(tmp_path: Path, argument: str) -> None:
    with pytest.raises(UsageProblem):
        find_resumes([str(tmp_path / argument)], None)


@pytest.mark.parametrize("name", ["out.html", "out", "folder/out.csv", "dir.csv"])
def test_an_output_that_cannot_be_written_is_found_before_any_work(tmp_path: Path, name: str) -> None:
    (tmp_path / "dir.csv").mkdir()
    with pytest.raises(UsageProblem, match=name):
        check_outputs([tmp_path / name], [".csv", ".json"])


def test_an_output_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="twice"):
        check_outputs([tmp_path / "a.csv", tmp_path / "." / "a.csv"], [".csv"])
    check_outputs([tmp_path / "a.csv", tmp_path / "a.json"], [".csv", ".json"])
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new: \N{SNOWMAN} \udce9")
    assert path.read_text("utf-8") == "new: \N{SNOWMAN} \ufffd"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    assert clean("\x1b[31mred\x07\r\n\x9b\u202e\udcff") == "\ufffd[31mred" + "\ufffd" * 6
    assert clean("Zoë 日本語 👩\u200d💻") == "Zoë 日本語 👩\u200d💻"
    assert clean("a\n\tb", keep="\n\t") == "a\n\tb"
