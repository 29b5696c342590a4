"""The files that a command line names, and the files it writes."""

from __future__ import annotations

import glob
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RESUME_SUFFIXES = (".pdf", ".docx", ".docm", ".dotx", ".odt", ".html", ".htm", ".rtf", ".md", ".txt")

# Of a report beside a record, which has it too: whoever may not read the one should not read the other.
PRIVATE_MODE = 0o600

SURROGATE = re.compile("[\ud800-\udfff]")


class UsageProblem(Exception):
    """The command line asks for something that cannot be done; the text says what to change."""

    def __init__(self, message: str, notes: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.notes = notes  # what was left out before


# Files that systems and programs put into folders, in lower case: no applicant's.
SYSTEM_NAMES = frozenset(
    {
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        "icon\r",
        ".ds_store",
        ".localized",
        ".directory",
    }
)
# Word's lock and temporary files, macOS's attributes beside a file, LibreOffice's locks, what NFS keeps.
SYSTEM_PREFIXES = ("~$", "~wrd", "~wrl", "._", ".~lock.", ".nfs")
SYSTEM_FOLDERS = frozenset({"__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found"})


@dataclass
class Resumes:
    """The files to be ranked, and what was left out: nothing is left out silently."""

    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missed: int = 0
    """How much of what was left out may be an applicant's."""

    def miss(self, note: str) -> None:
        """Leave out what may be an applicant's."""
        self.notes.append(note)
        self.missed += 1


def find_resumes(arguments: Sequence[str], job: str | None, own: Iterable[Path] = ()) -> Resumes:
    """Expand files, folders and globs, in the order given; a folder's files are sorted by path.

    Whatever a person put into a folder is a resume: what cannot be read becomes a row with its error, as does
    a file that is named but does not exist. ``own`` are the other files of the command, such as its reports.
    """
    found = Resumes()
    for argument in arguments:
        matches = _expand_glob(argument)
        for path in matches:
            if _is_folder(path):
                _add_folder(path, found)
            elif path != argument and _is_of_system(path):
                found.notes.append(f"{path}: left out, it is a file of the system")
            else:
                found.files.append(path)
    _drop_repeated(found, job, own)
    if not found.files:
        raise UsageProblem(_none_found(arguments, job), found.notes)
    return found


def _none_found(arguments: Sequence[str], job: str | None) -> str:
    told = f"no resumes found in {', '.join(arguments)}"
    if job is not None and any(os.path.realpath(path) == os.path.realpath(job) for path in arguments):
        told += " (the job description itself is left out)"
    return f"{told}: name {_listed(RESUME_SUFFIXES)} files"


def _expand_glob(argument: str) -> list[str]:
    # Not Path.exists(), which raises for what may not be looked at; reading it says why.
    if os.path.exists(argument) or not glob.has_magic(argument):  # noqa: PTH110
        return [argument]
    matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (Path.glob refuses absolute patterns)
    if not matches:
        raise UsageProblem(f"no file matches {argument}")
    return matches


def _add_folder(folder: str, found: Resumes) -> None:
    of_system: list[str] = []
    for path in _walk(folder, found, of_system):
        if _is_of_system(path):
            of_system.append(os.path.relpath(path, folder))
        elif _leads_out(path, folder):
            found.miss(f"{path}: left out, it is a link that leads out of the folder")
        elif _is_folder(path):
            found.notes.append(f"{path}: left out, it is a link to a folder that is searched anyway")
        elif Path(path).name.startswith("."):
            _leave_out_hidden(path, found)
        else:
            found.files.append(path)
    if of_system:
        found.notes.append(f"{folder}: left out, files of the system: {', '.join(of_system)}")


def _leave_out_hidden(path: str, found: Resumes) -> None:
    note = f"{path}: left out, it is hidden; name it to have it ranked"
    if Path(path).suffix.lower() in RESUME_SUFFIXES:
        found.miss(note)
    else:
        found.notes.append(note)


def _is_of_system(path: str) -> bool:
    name = Path(path).name.lower()
    return name in SYSTEM_NAMES or name.startswith(SYSTEM_PREFIXES)


def _leads_out(path: str, folder: str) -> bool:
    """Whoever may put a link into a folder of resumes could else have any file of this machine read."""
    real = Path(os.path.realpath(path))
    return os.path.islink(path) and not real.is_relative_to(os.path.realpath(folder))  # noqa: PTH114


def _is_folder(path: str) -> bool:
    # Not Path.is_dir(), which raises for what may not be looked at: that is a row with its error.
    return os.path.isdir(path)  # noqa: PTH112


def _walk(folder: str, found: Resumes, of_system: list[str]) -> Iterator[str]:
    """Every file of a folder in the order of its path; links to folders are named, not followed."""

    def note(error: OSError) -> None:
        found.miss(f"{os.fsdecode(error.filename)}: left out, it cannot be searched: {error.strerror}")

    paths: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=note):
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        paths += [Path(root) / name for name in [*files, *links]]
        skipped = sorted(name for name in folders if name not in links and _is_hidden_folder(name))
        of_system += [os.path.relpath(Path(root) / name, folder) + os.sep for name in skipped]
        folders[:] = [name for name in folders if name not in skipped]
    yield from map(str, sorted(paths, key=lambda path: path.parts))


def _is_hidden_folder(name: str) -> bool:
    return name.startswith(".") or name.lower() in SYSTEM_FOLDERS


def _drop_repeated(found: Resumes, job: str | None, own: Iterable[Path]) -> None:
    seen: set[str] = set()
    job_path = os.path.realpath(job) if job else None
    own_paths = {os.path.realpath(path) for path in own}
    kept: list[str] = []
    for path in found.files:
        real = os.path.realpath(path)
        if real == job_path:
            found.notes.append(f"{path}: left out, it is the job description")
        elif real in own_paths:
            found.notes.append(f"{path}: left out, it is another file of this command")
        elif real in seen:
            found.notes.append(f"{path}: left out, it was named before")
        else:
            kept.append(path)
        seen.add(real)
    found.files = kept


def check_outputs(paths: Iterable[Path], suffixes: Sequence[str]) -> None:
    """Find out before any work whether the files can be written."""
    seen: set[Path] = set()
    for path in paths:
        if path.suffix.lower() not in suffixes:
            raise UsageProblem(
                f"{path}: cannot write this kind of file; the suffix decides: {_listed(suffixes)}"
            )
        if path.resolve() in seen:
            raise UsageProblem(f"{path}: is named twice as output")
        seen.add(path.resolve())
        if path.is_dir():
            raise UsageProblem(f"{path}: is a folder; name a file in it")
        try:
            with tempfile.TemporaryFile(dir=path.parent):
                pass
        except OSError as error:
            raise UsageProblem(f"{path}: cannot be written: {error.strerror}") from error


def write_atomically(path: Path, text: str | bytes, *, private: bool = False) -> None:
    """Write the whole file or leave what was there; ``private`` is for nobody but its owner."""
    # File names that are no UTF-8 come with surrogates, which would make the whole file undecodable.
    content = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).encode() if isinstance(text, str) else text
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 (a descriptor is no path)
            file.write(content)
        Path(temporary).chmod(PRIVATE_MODE if private else _mode_for(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _listed(suffixes: Sequence[str]) -> str:
    return " or ".join([", ".join(suffixes[:-1]), suffixes[-1]] if len(suffixes) > 1 else suffixes)
