"""The exceptions, grouped by who must act. They mirror ``ats::Error`` and its children."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from atschecker._core import ErrorCode, ModelServiceDetails, Usage


class Error(Exception):
    """The base of everything the library raises on purpose; its text is a sentence for people."""

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class DocumentError(Error):
    """A document could not be read."""

    def __init__(self, code: ErrorCode, document: str, message: str) -> None:
        super().__init__(code, message)
        self.args = (code, document, message)
        self.document = document

    def __str__(self) -> str:
        return f"{self.document}: {self.message}"


class ModelServiceError(Error):
    """The model server could not be reached or refused."""

    def __init__(self, code: ErrorCode, message: str, details: ModelServiceDetails | None = None) -> None:
        super().__init__(code, message)
        if details is None:
            from atschecker._core import ModelServiceDetails  # noqa: PLC0415 (it imports this module)

            details = ModelServiceDetails()
        self.details = details

    @property
    def http_status(self) -> int:
        """The HTTP status; 0 if no answer came."""
        return self.details.http_status

    @property
    def retry_after(self) -> datetime.timedelta | None:
        """The wait the server asked for."""
        return self.details.retry_after

    @property
    def should_retry(self) -> bool | None:
        """The header ``x-should-retry``, if sent."""
        return self.details.should_retry

    @property
    def request_id(self) -> str:
        """For the provider's support; may be empty."""
        return self.details.request_id

    def retryable(self) -> bool:
        """Tell whether the same request may succeed later."""
        from atschecker._core import _retryable  # noqa: PLC0415 (it imports this module)

        return _retryable(self.code, self.details)


class ModelAnswerError(Error):
    """The model answered, but not with what was asked for; ``usage`` tells what its answers cost."""

    def __init__(self, code: ErrorCode, message: str, usage: Usage | None = None) -> None:
        super().__init__(code, message)
        if usage is None:
            from atschecker._core import Usage  # noqa: PLC0415 (it imports this module)

            usage = Usage()
        self.usage = usage


class CallerError(Error):
    """The caller must change an argument, an option or the installation; or the caller cancelled."""


class QueueError(Error):
    """The job queue could not do what was asked."""


# People see the public name.
for _class in (Error, DocumentError, ModelServiceError, ModelAnswerError, CallerError, QueueError):
    _class.__module__ = "atschecker"
