"""Ranks resumes against a job description, with the evidence behind each score.

Names are those of the C++ library: ``ats::JobQueue`` is ``atschecker.JobQueue``. In Python

- durations are ``datetime.timedelta`` (a number is taken as seconds) and dates ``datetime.date``;
- offsets into a text count characters, as in ``str``;
- lists inside a value are copies: assign a whole list to change one;
- options are given as an options object, as keywords, or both: ``DocumentReader(pdf_workers=1)``;
- every call that may block releases the GIL, and Ctrl-C ends it.

>>> import atschecker
>>> ranking = atschecker.rank_resumes(["5+ years of C++"], ["jane.pdf", "john.docx"])
>>> print(atschecker.to_csv(ranking))
"""

try:
    import atschecker._core  # noqa: F401 (loaded first, for this message)
except ImportError as error:  # pragma: no cover (a broken installation)
    raise ImportError(
        f"the compiled part of atschecker could not be loaded ({error}). "
        "Install the package with 'pip install .', and import it from outside its source folder."
    ) from error

import datetime as _datetime

from atschecker._async import extract_async, read_async, score_async, submit_async, wait_async
from atschecker._core import (
    Box,
    CallContext,
    CancelToken,
    CriteriaExtractor,
    Criterion,
    CriterionKind,
    CriterionScore,
    CsvOptions,
    Document,
    DocumentFormat,
    DocumentReader,
    DocumentReaderOptions,
    DocumentSource,
    ErrorCode,
    ErrorGroup,
    Evidence,
    Failure,
    Finding,
    FindingKind,
    FinishReason,
    Importance,
    JobQueue,
    JobQueueOptions,
    JobState,
    LlmClient,
    LlmCorrection,
    LlmReply,
    LlmRequest,
    LlmSection,
    LogLevel,
    ModelServiceDetails,
    OfflineClient,
    OpenAiClient,
    OpenAiOptions,
    Outcome,
    PageRange,
    PlacedWord,
    QueueProgress,
    RankedOutcome,
    Ranking,
    RateLimit,
    ResumeScorer,
    RetryingClient,
    RetryOptions,
    Scorecard,
    ScoreOptions,
    Usage,
    ValidatingClient,
    ValidatingOptions,
    aborts_run,
    all_error_codes,
    candidate_names,
    criteria_from_json,
    criteria_from_texts,
    criteria_to_json,
    criterion_kind_from,
    default_weight,
    group,
    importance_from,
    max_criteria,
    max_criteria_per_request,
    max_criterion_length,
    max_score,
    meaning,
    offline_engine_name,
    rank,
    remedy,
    to_csv,
    to_failure,
    to_json,
    to_string,
    version,
)
from atschecker._errors import (
    CallerError,
    DocumentError,
    Error,
    ModelAnswerError,
    ModelServiceError,
    QueueError,
)
from atschecker._inputs import Input, as_source
from atschecker._rank import rank_resumes

Date = _datetime.date
"""The dates of the library are those of Python."""

JobId = int
"""A job is one resume to be scored; its id is unique within its queue."""

__version__ = version()

__all__ = [
    "Box",
    "CallContext",
    "CallerError",
    "CancelToken",
    "CriteriaExtractor",
    "Criterion",
    "CriterionKind",
    "CriterionScore",
    "CsvOptions",
    "Date",
    "Document",
    "DocumentError",
    "DocumentFormat",
    "DocumentReader",
    "DocumentReaderOptions",
    "DocumentSource",
    "Error",
    "ErrorCode",
    "ErrorGroup",
    "Evidence",
    "Failure",
    "Finding",
    "FindingKind",
    "FinishReason",
    "Importance",
    "Input",
    "JobId",
    "JobQueue",
    "JobQueueOptions",
    "JobState",
    "LlmClient",
    "LlmCorrection",
    "LlmReply",
    "LlmRequest",
    "LlmSection",
    "LogLevel",
    "ModelAnswerError",
    "ModelServiceDetails",
    "ModelServiceError",
    "OfflineClient",
    "OpenAiClient",
    "OpenAiOptions",
    "Outcome",
    "PageRange",
    "PlacedWord",
    "QueueError",
    "QueueProgress",
    "RankedOutcome",
    "Ranking",
    "RateLimit",
    "ResumeScorer",
    "RetryOptions",
    "RetryingClient",
    "ScoreOptions",
    "Scorecard",
    "Usage",
    "ValidatingClient",
    "ValidatingOptions",
    "__version__",
    "aborts_run",
    "all_error_codes",
    "as_source",
    "candidate_names",
    "criteria_from_json",
    "criteria_from_texts",
    "criteria_to_json",
    "criterion_kind_from",
    "default_weight",
    "extract_async",
    "group",
    "importance_from",
    "max_criteria",
    "max_criteria_per_request",
    "max_criterion_length",
    "max_score",
    "meaning",
    "offline_engine_name",
    "rank",
    "rank_resumes",
    "read_async",
    "remedy",
    "score_async",
    "submit_async",
    "to_csv",
    "to_failure",
    "to_json",
    "to_string",
    "version",
    "wait_async",
]
