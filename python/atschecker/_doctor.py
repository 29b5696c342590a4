"""``doctor``: what of this installation works, and what to do about the rest."""

from __future__ import annotations

import enum
import json
import os
import platform
import re
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import typer

from atschecker import _core, _samples
from atschecker._core import CallerError, DocumentReader, FindingKind, LogLevel, version
from atschecker._engine import OFFLINE, Settings, SettingsError
from atschecker._environment import settings_from
from atschecker._errors import Error
from atschecker._guard import EXIT_ERROR, guarded
from atschecker._terminal import clean
from atschecker._workers import place_of

WORKERS = {
    "ats-pdf": "PDF",
    "ats-office": "DOCX, ODT, HTML, RTF and Markdown",
}
# The loader lists libraries in an instant; a program on a network drive may take longer.
PATIENCE = 20
# A server on this machine or in the same country answers in well under a second.
SERVER_PATIENCE = 10
# A list of models; OpenAI's has some 20 KB.
MAX_ANSWER = 4 << 20
MISSING_LIBRARY = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
INSTALL_LIBRARIES = "install the packages that hold them (scripts/setup names those of Debian)"


class State(enum.StrEnum):
    """How a check came out."""

    FINE = "ok"
    DOUBT = "!"
    WRONG = "FAIL"


@dataclass(frozen=True)
class Check:
    """One line of the answer."""

    what: str
    state: State
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Installation:
    """What is looked at."""

    folder: Path = field(default_factory=lambda: Path(_core.__file__).parent)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


def add_command(app: typer.Typer) -> None:
    """Add ``doctor``."""
    app.command("doctor")(guarded(_doctor_command))


def _doctor_command() -> int:
    """Try this installation: programs, sandbox, fonts, key, server, database. Sends no resume.

    Exit code 0: it works, perhaps with the remarks that are shown; 1: something does not.
    """
    checks = list(examine(Installation()))
    for check in checks:
        print(clean(f"{check.state:<4}  {check.what}: {check.text}"))
        if check.remedy:
            print(clean(f"      -> {check.remedy}"))
    return EXIT_ERROR if any(check.state == State.WRONG for check in checks) else 0


def examine(installation: Installation) -> Iterator[Check]:
    """Check one thing after the other."""
    python = f"Python {platform.python_version()}, {platform.platform()}"
    yield Check("atschecker", State.FINE, f"{version()}, {python}, in {installation.folder}")
    programs = [_check_program(place_of(name, installation.folder), reads) for name, reads in WORKERS.items()]
    yield from programs
    if all(check.state == State.FINE for check in programs):
        yield from _check_reading(installation)
    yield from _check_engine(installation)
    yield _check_database(installation)


def _check_program(program: Path, reads: str) -> Check:
    what = f"program {program.name}"
    if not program.is_file():
        return Check(
            what, State.WRONG, f"{program} is missing: {reads} cannot be read", "install the package again"
        )
    # As the library starts it: nothing of the host's environment.
    if missing := MISSING_LIBRARY.findall(_output_of(program, LD_TRACE_LOADED_OBJECTS="1")):
        told = f"cannot start: missing: {', '.join(missing)}; {reads} cannot be read"
        return Check(what, State.WRONG, told, INSTALL_LIBRARIES)
    said = _output_of(program)
    if program.name not in said.partition(" ")[0]:
        told = f"cannot start: {said.strip() or 'it says nothing'}"
        return Check(what, State.WRONG, told, "install the package that was built for this system")
    return Check(what, State.FINE, f"starts; reads {reads}")


def _output_of(program: Path, **environment: str) -> str:
    try:
        result = subprocess.run(  # noqa: S603 (our own program)
            [program],
            env={"LC_ALL": "C.UTF-8", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return result.stdout.decode("utf-8", "replace")


def _check_reading(installation: Installation) -> Iterator[Check]:
    log: list[str] = []
    reader = DocumentReader(
        pdf_worker=str(place_of("ats-pdf", installation.folder)),
        office_worker=str(place_of("ats-office", installation.folder)),
        log=lambda level, line: log.append(line) if level == LogLevel.warning else None,
    )
    samples = (("PDF", _check_pdf), ("RTF", _check_rtf), ("Chinese, Japanese, Korean", _check_chinese))
    tried = [_tried(what, check, reader) for what, check in samples]
    yield from tried
    bare = [line for line in log if "runs without" in line]
    if bare:
        yield Check(
            "sandbox",
            State.DOUBT,
            "; ".join(bare),
            "use a kernel that has Landlock and seccomp, or allow them in this container",
        )
    elif all(check.state != State.WRONG for check in tried):
        yield Check("sandbox", State.FINE, "Landlock, seccomp and limits of memory and time are in force")


def _tried(what: str, check: Callable[[DocumentReader], Check], reader: DocumentReader) -> Check:
    try:
        return check(reader)
    except Error as error:
        return Check(what, State.WRONG, error.message, _core.remedy(error.code))


def _check_pdf(reader: DocumentReader) -> Check:
    document = reader.read(_samples.latin_pdf(), "sample.pdf")
    hidden = [each for each in document.findings if each.kind == FindingKind.hidden_text]
    if hidden and "Jane Roe" in document.text:
        return Check("fonts", State.FINE, "PDF is read, and words that no reader sees are found")
    return Check(
        "fonts",
        State.DOUBT,
        "there are none to draw a PDF with that brings none: words hidden in such files are not found",
        "install fontconfig and a package of fonts, such as fonts-liberation",
    )


def _check_rtf(reader: DocumentReader) -> Check:
    document = reader.read(_samples.RTF, "sample.rtf")
    good = "Jane Roe" in document.text
    return Check(
        "office", State.FINE if good else State.WRONG, "a sample is read" if good else "it is misread"
    )


def _check_chinese(reader: DocumentReader) -> Check:
    what = "poppler-data"
    try:
        found = _samples.CHINESE in reader.read(_samples.chinese_pdf(), "sample.pdf").text
    except CallerError:
        raise
    except Error:
        found = False
    if found:
        return Check(what, State.FINE, "PDF in Chinese, Japanese and Korean encodings is read")
    told = "missing: some PDF files in Chinese, Japanese and Korean cannot be read"
    return Check(what, State.DOUBT, told, "install the package poppler-data")


def _check_engine(installation: Installation) -> Iterator[Check]:
    has_key = bool(installation.environment.get("OPENAI_API_KEY", "").strip())
    yield Check("key", State.FINE, f"OPENAI_API_KEY is {'set' if has_key else 'not set'}")
    try:
        settings = settings_from(installation.environment)
    except SettingsError as error:
        yield Check("engine", State.WRONG, "the settings do not fit together", str(error))
        return
    if settings.engine == OFFLINE:
        yield Check(
            "engine", State.FINE, "offline (rules only, no model); docs/models.md says how to use one"
        )
        return
    redaction = "on" if settings.redact else "off"
    yield Check("engine", State.FINE, f"{settings.model} at {settings.server}, redaction {redaction}")
    yield _check_server(settings)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A server that sends us elsewhere would have the key sent there."""

    def redirect_request(self, *_: object) -> None:
        return None


def _check_server(settings: Settings) -> Check:
    what = f"server {settings.server}"
    try:
        models = _models_of(settings)
    except urllib.error.HTTPError as error:
        return _answered(what, error)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        told = f"cannot be reached: {reason}"
        return Check(what, State.WRONG, told, "look at OPENAI_BASE_URL, ATS_PROXY and ATS_CA_BUNDLE")
    if models and settings.model not in models:
        told = f"answers, and does not list the model {settings.model}"
        return Check(what, State.DOUBT, told, "look at ATS_MODEL")
    return Check(what, State.FINE, "answers" + (f", and lists {settings.model}" if models else ""))


def _answered(what: str, error: urllib.error.HTTPError) -> Check:
    if error.code in {401, 403}:
        return Check(what, State.WRONG, f"refuses the key (HTTP {error.code})", "look at OPENAI_API_KEY")
    # Not every server lists its models, and none has to.
    state = State.FINE if error.code in {404, 405} else State.DOUBT
    return Check(what, state, f"answers (HTTP {error.code} to the question for its models)")


def _models_of(settings: Settings) -> set[str]:
    base = urlsplit(settings.base_url or _core.OpenAiOptions().base_url)
    url = base._replace(path=f"{base.path.rstrip('/')}/models").geturl()
    request = urllib.request.Request(url, headers=dict(settings.connection.headers))  # noqa: S310 (checked before)
    if settings.api_key:
        request.add_header("Authorization", f"Bearer {settings.api_key}")
    proxy = settings.connection.proxy
    opener = urllib.request.build_opener(
        _NoRedirects,
        urllib.request.ProxyHandler({"http": proxy, "https": proxy} if proxy else {}),
        urllib.request.HTTPSHandler(
            context=ssl.create_default_context(cafile=settings.connection.ca_bundle or None)
        ),
    )
    with opener.open(request, timeout=SERVER_PATIENCE) as answer:
        content = answer.read(MAX_ANSWER)
    try:
        return {str(each["id"]) for each in json.loads(content)["data"]}
    except (ValueError, KeyError, TypeError):
        return set()


def _check_database(installation: Installation) -> Check:
    # Imported here: only this needs a database toolkit.
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    from atschecker.store import default_url  # noqa: PLC0415

    what = "database of the service"
    given = installation.environment.get("ATS_DATABASE_URL", "").strip()
    try:
        url = make_url(given or default_url(installation.environment))
        name = url.render_as_string(hide_password=True)
        if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
            return _check_place(what, Path(url.database))
        engine = create_engine(url)
        try:
            engine.connect().close()
        finally:
            engine.dispose()
    except ModuleNotFoundError as error:
        return Check(what, State.WRONG, f"needs the Python package {error.name}", f"pip install {error.name}")
    except (SQLAlchemyError, OSError) as error:
        # The message of a driver may hold the password.
        told = f"cannot be opened ({type(error).__name__})"
        return Check(what, State.WRONG, told, "look at ATS_DATABASE_URL")
    return Check(what, State.FINE, f"{name} opens")


def _check_place(what: str, file: Path) -> Check:
    folder = next(parent for parent in file.parents if parent.exists())
    if os.access(folder, os.W_OK | os.X_OK):
        return Check(what, State.FINE, f"{file} will be made when the service starts")
    told = f"{file} cannot be made: {folder} is not writable"
    return Check(what, State.WRONG, told, "set ATS_DATABASE_URL to another place")
