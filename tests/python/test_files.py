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


def test_every_file_of_a_folder_is_a_resume_in_the_order_of_the_paths(tmp_path: Path) -> None:
    touch(
        tmp_path, "b.pdf", "a.txt", "C.DOCX", "sub/a.pdf", "d.doc", "e.rtf", "photo.png", "resume", "f.pages"
    )
    resumes = find_resumes([str(tmp_path)], None)
    assert [os.path.relpath(path, tmp_path) for path in resumes.files] == [
        "C.DOCX",
        "a.txt",
        "b.pdf",
        "d.doc",
        "e.rtf",
        "f.pages",
        "photo.png",
        "resume",
        "sub/a.pdf",
    ]
    assert (resumes.notes, resumes.missed) == ([], 0)


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


def test_other_files_of_the_command_are_no_resumes(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "ranking.csv", "criteria.json")
    own = [tmp_path / "ranking.csv", tmp_path / "sub" / ".." / "criteria.json"]
    resumes = find_resumes([str(tmp_path)], None, own)
    assert resumes.files == [str(tmp_path / "a.pdf")]
    assert [note.partition(":")[2] for note in resumes.notes] == [
        " left out, it is another file of this command"
    ] * 2


def test_a_link_to_a_folder_is_noted_and_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    (tmp_path / "loop").symlink_to(tmp_path)
    resumes = find_resumes([str(tmp_path)], None)
    assert len(resumes.files) == 1
    assert resumes.notes == [
        f"{tmp_path / 'loop'}: left out, it is a link to a folder that is searched anyway"
    ]
    assert resumes.missed == 0


def test_a_link_that_leads_out_of_the_folder_is_left_out_and_named(tmp_path: Path) -> None:
    touch(tmp_path, "secret", "resumes/a.txt")
    folder = tmp_path / "resumes"
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "x.txt").symlink_to(tmp_path / "secret")
    resumes = find_resumes([str(folder)], None)
    assert resumes.files == [str(folder / "a.txt")]
    assert f"{folder / 'x.txt'}: left out, it is a link that leads out of the folder" in resumes.notes
    assert any("inside.txt: left out, it was named before" in note for note in resumes.notes)
    assert resumes.missed == 1


def test_files_of_the_system_are_left_out_and_named_but_not_if_a_person_names_them(tmp_path: Path) -> None:
    names = [
        "~$a.docx",
        "sub/~$b.docx",
        ".DS_Store",
        "Thumbs.db",
        "DESKTOP.INI",
        "._a.docx",
        ".~lock.a.docx#",
    ]
    touch(tmp_path, "a.docx", *names, ".git/HEAD", "__MACOSX/._b.pdf")
    resumes = find_resumes([str(tmp_path)], None)
    assert resumes.files == [str(tmp_path / "a.docx")]
    assert resumes.notes == [
        f"{tmp_path}: left out, files of the system: .git/, __MACOSX/, .DS_Store, ._a.docx, .~lock.a.docx#, "
        "DESKTOP.INI, Thumbs.db, sub/~$b.docx, ~$a.docx"
    ]
    assert resumes.missed == 0
    assert found(tmp_path, str(tmp_path / "~$a.docx"), str(tmp_path / "Thumbs.db")) == [
        "~$a.docx",
        "Thumbs.db",
    ]
    assert found(tmp_path, str(tmp_path / "*")) == ["a.docx"]


def test_a_hidden_file_is_left_out_and_is_missed_if_it_may_be_a_resume(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", ".b.pdf", ".profile")
    resumes = find_resumes([str(tmp_path)], None)
    assert resumes.files == [str(tmp_path / "a.docx")]
    assert [note.partition(":")[0] for note in resumes.notes] == [
        str(tmp_path / ".b.pdf"),
        str(tmp_path / ".profile"),
    ]
    assert resumes.missed == 1
    assert found(tmp_path, str(tmp_path / ".b.pdf")) == [".b.pdf"]


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
    assert resumes.missed == 1


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


def test_a_private_file_is_for_its_owner_alone_whatever_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o644)
    write_atomically(path, "new", private=True)
    assert path.stat().st_mode & 0o777 == 0o600


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
