"""Arguments and options that several commands have."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from atschecker import _engine
from atschecker._engine import MAX_WORKERS
from atschecker._environment import HIDDEN_CHECK


class Engine(enum.StrEnum):
    """What answers: the embedded rules, or a server that speaks OpenAI's protocol or Anthropic's."""

    OFFLINE = _engine.OFFLINE
    OPENAI = _engine.OPENAI
    ANTHROPIC = _engine.ANTHROPIC


JobArgument = Annotated[
    str,
    typer.Argument(help="The job description: PDF, DOCX, ODT, HTML, RTF, Markdown or text.", metavar="JOB"),
]
ResumesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="Resumes: files, folders (every file in them) or globs.",
        metavar="RESUME",
    ),
]
ReportOption = Annotated[
    list[Path] | None,
    typer.Option(
        "-o", "--output", help="Write the report to this .csv, .json, .html or .xlsx file; may be repeated."
    ),
]
DifferencesOption = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", help="Write the report to this .csv or .json file; may be repeated."),
]
BomOption = Annotated[
    bool,
    typer.Option(
        "--bom/--no-bom", help="Begin a .csv file with a byte order mark, by which spreadsheets know UTF-8."
    ),
]
CriteriaOption = Annotated[
    Path | None,
    typer.Option(
        help="Criteria to score by: a JSON array of strings, or what the command criteria wrote.",
        show_default=False,
    ),
]
NoJobOption = Annotated[
    bool, typer.Option("--no-job", help="With --criteria: there is no JOB, every argument is a resume.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(help="The date YYYY-MM-DD that 'present' means. Default: today (UTC).", show_default=False),
]
EngineOption = Annotated[
    Engine | None,
    typer.Option(help="What scores. Default: openai if a key or a base URL is set, else offline."),
]
ModelOption = Annotated[str | None, typer.Option(help="Name of the model (ATS_MODEL).", show_default=False)]
BaseUrlOption = Annotated[
    str | None, typer.Option(help="URL of an OpenAI-compatible server (OPENAI_BASE_URL).", show_default=False)
]
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, max=MAX_WORKERS, help="Resumes scored at a time (ATS_WORKERS).", show_default=False),
]
HiddenOption = Annotated[
    bool,
    typer.Option(
        "--hidden-check/--no-hidden-check",
        envvar=HIDDEN_CHECK,
        help="Look in PDF files for words that no reader sees, and leave them out. It takes longer.",
    ),
]
RedactOption = Annotated[
    bool | None,
    typer.Option(
        "--redact/--no-redact",
        help="Replace names, addresses and the like before a server sees a resume (ATS_REDACT). Default: on.",
        show_default=False,
    ),
]
InsecureOption = Annotated[
    bool | None,
    typer.Option(
        "--insecure",
        help="Send the key to another machine though its URL is http:// (ATS_INSECURE).",
        show_default=False,
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show the library's log and tracebacks.")]
