"""Every failure of a command is one line and an exit code."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from atschecker._core import ErrorCode, remedy
from atschecker._engine import SettingsError
from atschecker._errors import Error
from atschecker._files import UsageProblem
from atschecker._listen import ListenProblem
from atschecker._terminal import clean, complain

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_SOME_FAILED = 3
EXIT_INTERRUPTED = 130  # as shells say it

P = ParamSpec("P")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Make every failure one line and an exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()  # here, where a failure can still be told
        except KeyboardInterrupt:
            complain("atschecker: stopped by Ctrl-C")
            code = EXIT_INTERRUPTED
        except (UsageProblem, SettingsError) as error:
            for note in getattr(error, "notes", ()):
                complain(note)
            complain(f"atschecker: {error}")
            code = EXIT_USAGE
        except ListenProblem as error:
            complain(f"atschecker: {error}")
            code = EXIT_ERROR
        except BrokenPipeError:
            _drop_stdout()  # whoever read it has gone; nothing is left to be said to them
            code = EXIT_ERROR
        except OSError as error:
            if error.filename is None:
                _drop_stdout()
            complain(f"atschecker: {error.filename or 'output'}: {error.strerror or error}")
            code = EXIT_ERROR
        except Exception as error:  # noqa: BLE001 (the last line of defence, and it says so)
            if kwargs.get("verbose"):
                _complain_traceback()
            complain(f"atschecker: {_one_line(error, hint=not kwargs.get('verbose'))}")
            code = EXIT_ERROR
        raise typer.Exit(code)

    return run


def _drop_stdout() -> None:
    """What is left in the buffer of stdout goes nowhere, instead of failing again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain_traceback() -> None:
    """Print the traceback of the exception that is being handled."""
    print(clean(traceback.format_exc(), keep="\n\t"), file=sys.stderr)


# The messages of these codes say what to do about the file at hand: their general remedy says it again.
CODES_WITH_ADVICE = {
    ErrorCode.document_unsupported,
    ErrorCode.document_encrypted,
    ErrorCode.document_damaged,
    ErrorCode.document_no_text,
    ErrorCode.document_not_a_resume,
}


def _one_line(error: Exception, *, hint: bool) -> str:
    if isinstance(error, Error):
        if error.code in CODES_WITH_ADVICE:
            return str(error)
        return f"{str(error).rstrip('.')}. {remedy(error.code)}"
    more = "; --verbose shows where" if hint else ""
    return f"unexpected {type(error).__name__}: {error}{more}"
