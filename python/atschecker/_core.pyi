# The types of the extension module. Its docstrings are in the module itself: help(atschecker.JobQueue).

import datetime
import enum
import os
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, Self, TypeAlias, overload, type_check_only

from atschecker._errors import CallerError as CallerError
from atschecker._errors import DocumentError as DocumentError
from atschecker._errors import Error as Error
from atschecker._errors import ModelAnswerError as ModelAnswerError
from atschecker._errors import ModelServiceError as ModelServiceError
from atschecker._errors import QueueError as QueueError
from atschecker._inputs import Input

_Duration: TypeAlias = datetime.timedelta | float
_Log: TypeAlias = Callable[[LogLevel, str], object]
_OnOutcome: TypeAlias = Callable[[int, Document | None, Outcome], object]

@type_check_only
class _Value:
    # What every plain struct of the library has.
    __match_args__: ClassVar[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Self: ...

class ErrorCode(enum.Enum):
    document_not_found = 0
    document_empty = 1
    document_unsupported = 2
    document_encrypted = 3
    document_damaged = 4
    document_no_text = 5
    document_not_a_resume = 6
    document_too_large = 7
    document_timeout = 8
    document_crashed = 9
    document_too_long = 10
    document_forgotten = 11
    redaction_failed = 12
    model_unreachable = 13
    model_timeout = 14
    model_rate_limited = 15
    model_server_error = 16
    model_unauthorized = 17
    model_quota_exhausted = 18
    model_not_found = 19
    model_request_rejected = 20
    model_context_exceeded = 21
    model_protocol_error = 22
    model_reply_invalid = 23
    model_reply_empty = 24
    model_reply_truncated = 25
    model_refused = 26
    model_content_filtered = 27
    invalid_argument = 28
    worker_not_found = 29
    caller_forked = 30
    cancelled = 31
    deadline_exceeded = 32
    budget_exhausted = 33
    internal = 34
    record_failed = 35
    sandbox_unavailable = 36
    queue_closed = 37
    unknown_job = 38
    run_aborted = 39

class ErrorGroup(enum.Enum):
    document = 0
    model_service = 1
    model_answer = 2
    caller = 3
    queue = 4

def meaning(code: ErrorCode) -> str: ...
def remedy(code: ErrorCode) -> str: ...
def group(code: ErrorCode) -> ErrorGroup: ...
def aborts_run(code: ErrorCode) -> bool: ...
def all_error_codes() -> list[ErrorCode]: ...
def _retryable(code: ErrorCode, details: ModelServiceDetails, /) -> bool: ...
def to_string(
    value: ErrorCode
    | ErrorGroup
    | DocumentFormat
    | FindingKind
    | CriterionFault
    | CriterionKind
    | Importance
    | JobLineKind
    | JobState,
) -> str: ...

class ModelServiceDetails(_Value):
    def __init__(
        self,
        *,
        http_status: int = ...,
        retry_after: _Duration | None = ...,
        should_retry: bool | None = ...,
        request_id: str = ...,
    ) -> None: ...
    http_status: int
    @property
    def retry_after(self) -> datetime.timedelta | None: ...
    @retry_after.setter
    def retry_after(self, value: _Duration | None) -> None: ...
    should_retry: bool | None
    request_id: str

class CancelToken:
    class Registration:
        def close(self) -> None: ...

    def __init__(self) -> None: ...
    @staticmethod
    def linked_to(parent: CancelToken) -> CancelToken: ...
    def cancel(self) -> None: ...
    def cancelled(self) -> bool: ...
    def wait_for(self, duration: _Duration) -> bool: ...
    def on_cancel(self, callback: Callable[[], object]) -> CancelToken.Registration: ...

class CallContext:
    cancel: CancelToken
    def __init__(self, timeout: _Duration | None = None, cancel: CancelToken | None = None) -> None: ...
    @staticmethod
    def with_timeout(timeout: _Duration) -> CallContext: ...
    def check(self) -> None: ...
    def time_left(self) -> datetime.timedelta | None: ...

class LogLevel(enum.Enum):
    debug = 0
    info = 1
    warning = 2

class DocumentFormat(enum.Enum):
    text = 0
    markdown = 1
    pdf = 2
    docx = 3
    odt = 4
    html = 5
    rtf = 6

class FindingKind(enum.Enum):
    page_without_text = 0
    text_cut = 1
    encoding_repaired = 2
    extraction_protected = 3
    hidden_text = 4
    glued_words = 5
    unreadable_characters = 6
    instructions_to_reader = 7
    forged_section = 8
    copied_job_description = 9
    repeated_keywords = 10
    look_alike_letters = 11
    hidden_text_unchecked = 12

class Finding(_Value):
    def __init__(
        self,
        *,
        kind: FindingKind = ...,
        message: str = ...,
        page: int = ...,
        text: str = ...,
    ) -> None: ...
    kind: FindingKind
    message: str
    page: int
    text: str

class Manipulation(_Value):
    def __init__(self, *, kind: FindingKind = ..., begin: int = ..., end: int = ...) -> None: ...
    kind: FindingKind
    begin: int
    end: int

def find_manipulation(text: str, job_description: str = ...) -> list[Manipulation]: ...
def without_manipulation(text: str, found: Sequence[Manipulation]) -> str: ...
def findings_of(document: Document, found: Sequence[Manipulation]) -> list[Finding]: ...

class PageRange(_Value):
    def __init__(
        self,
        *,
        begin: int = ...,
        end: int = ...,
        width: float = ...,
        height: float = ...,
    ) -> None: ...
    begin: int
    end: int
    width: float
    height: float

class Box(_Value):
    def __init__(
        self,
        *,
        left: float = ...,
        top: float = ...,
        right: float = ...,
        bottom: float = ...,
    ) -> None: ...
    left: float
    top: float
    right: float
    bottom: float

class PlacedWord(_Value):
    def __init__(
        self,
        *,
        begin: int = ...,
        end: int = ...,
        page: int = ...,
        box: Box = ...,
    ) -> None: ...
    begin: int
    end: int
    page: int
    box: Box

class Document(_Value):
    def __init__(
        self,
        *,
        name: str = ...,
        format: DocumentFormat = ...,
        text: str = ...,
        pages: Sequence[PageRange] = ...,
        words: Sequence[PlacedWord] = ...,
        findings: Sequence[Finding] = ...,
        digest: str = ...,
    ) -> None: ...
    name: str
    format: DocumentFormat
    text: str
    @property
    def pages(self) -> list[PageRange]: ...
    @pages.setter
    def pages(self, value: Sequence[PageRange]) -> None: ...
    @property
    def words(self) -> list[PlacedWord]: ...
    @words.setter
    def words(self, value: Sequence[PlacedWord]) -> None: ...
    @property
    def findings(self) -> list[Finding]: ...
    @findings.setter
    def findings(self, value: Sequence[Finding]) -> None: ...
    digest: str
    @staticmethod
    def from_text(name: str, text: str) -> Document: ...
    def length(self) -> int: ...
    def characters(self, begin: int, end: int) -> str: ...
    def page_of(self, offset: int) -> int: ...
    def words_in(self, begin: int, end: int) -> list[PlacedWord]: ...
    def lines_in(self, begin: int, end: int) -> list[PlacedWord]: ...

class DocumentSource:
    class Path:
        @property
        def value(self) -> str: ...

    @staticmethod
    def from_bytes(name: str, bytes: bytes) -> DocumentSource: ...
    @staticmethod
    def from_file(path: str | bytes | os.PathLike[str]) -> DocumentSource: ...
    @staticmethod
    def from_document(document: Document) -> DocumentSource: ...
    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes | DocumentSource.Path | Document: ...

class DocumentReaderOptions(_Value):
    def __init__(
        self,
        *,
        pdf_worker: str = ...,
        office_worker: str = ...,
        pdf_workers: int = ...,
        pdf_documents_per_worker: int = ...,
        pdf_cpu_limit: _Duration = ...,
        pdf_deadline: _Duration = ...,
        pdf_memory_limit: int = ...,
        max_bytes: int = ...,
        max_pages: int = ...,
        max_words: int = ...,
        find_hidden_text: bool = ...,
        require_sandbox: bool = ...,
        log: _Log | None = ...,
    ) -> None: ...
    pdf_worker: str
    office_worker: str
    pdf_workers: int
    pdf_documents_per_worker: int
    @property
    def pdf_cpu_limit(self) -> datetime.timedelta: ...
    @pdf_cpu_limit.setter
    def pdf_cpu_limit(self, value: _Duration) -> None: ...
    @property
    def pdf_deadline(self) -> datetime.timedelta: ...
    @pdf_deadline.setter
    def pdf_deadline(self, value: _Duration) -> None: ...
    pdf_memory_limit: int
    max_bytes: int
    max_pages: int
    max_words: int
    find_hidden_text: bool
    require_sandbox: bool
    log: _Log | None

max_page_image_side: Final[int]

class PageSize(_Value):
    def __init__(self, *, width: float = ..., height: float = ...) -> None: ...
    width: float
    height: float

class PageImageOptions(_Value):
    def __init__(self, *, longer_side: int = ...) -> None: ...
    longer_side: int

class PageImage:
    @property
    def png(self) -> bytes: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def size(self) -> PageSize: ...

class DocumentReader:
    def __init__(
        self,
        options: DocumentReaderOptions | None = None,
        *,
        pdf_worker: str = ...,
        office_worker: str = ...,
        pdf_workers: int = ...,
        pdf_documents_per_worker: int = ...,
        pdf_cpu_limit: _Duration = ...,
        pdf_deadline: _Duration = ...,
        pdf_memory_limit: int = ...,
        max_bytes: int = ...,
        max_pages: int = ...,
        max_words: int = ...,
        find_hidden_text: bool = ...,
        require_sandbox: bool = ...,
        log: _Log | None = ...,
    ) -> None: ...
    @overload
    def read(self, bytes: bytes, name: str, context: CallContext | None = None) -> Document: ...
    @overload
    def read(self, source: DocumentSource, context: CallContext | None = None) -> Document: ...
    @overload
    def read(
        self, source: Input, name: str | None = None, context: CallContext | None = None
    ) -> Document: ...
    def page_sizes(self, bytes: bytes, name: str, context: CallContext | None = None) -> list[PageSize]: ...
    def render_page(
        self,
        bytes: bytes,
        name: str,
        page: int,
        image: PageImageOptions = ...,
        context: CallContext | None = None,
    ) -> PageImage: ...

class CriterionKind(enum.Enum):
    role = 0
    skill = 1
    experience = 2
    education = 3
    certification = 4
    language = 5
    other = 6

class Importance(enum.Enum):
    must = 0
    should = 1
    nice = 2

max_criteria: Final[int]
max_criterion_length: Final[int]

def criterion_kind_from(name: str) -> CriterionKind: ...
def importance_from(name: str) -> Importance: ...
def default_weight(importance: Importance) -> float: ...

class Criterion(_Value):
    def __init__(
        self,
        *,
        id: str = ...,
        text: str = ...,
        kind: CriterionKind = ...,
        importance: Importance = ...,
        weight: float = ...,
        min_years: float | None = ...,
        source: str = ...,
        proposed_by: str = ...,
    ) -> None: ...
    id: str
    text: str
    kind: CriterionKind
    importance: Importance
    weight: float
    min_years: float | None
    source: str
    proposed_by: str

def criteria_from_texts(texts: Sequence[str]) -> list[Criterion]: ...
def criteria_from_json(json: str) -> list[Criterion]: ...
def criteria_digest(criteria: Sequence[Criterion]) -> str: ...
def criteria_to_json(criteria: Sequence[Criterion]) -> str: ...

class CriterionFault(enum.Enum):
    protected_attribute = 0
    proxy = 1
    duplicate = 2
    compound = 3
    not_shown = 4
    not_in_text = 5

class CriterionWarning(_Value):
    def __init__(
        self,
        *,
        criterion_id: str = ...,
        fault: CriterionFault = ...,
        words: str = ...,
        message: str = ...,
    ) -> None: ...
    criterion_id: str
    fault: CriterionFault
    words: str
    message: str

def lint(criteria: Sequence[Criterion]) -> list[CriterionWarning]: ...

class JobLineKind(enum.Enum):
    heading = 0
    requirement = 1
    duty = 2
    benefit = 3
    pay = 4
    place = 5
    company = 6
    legal = 7
    application = 8
    not_needed = 9
    other = 10

class JobLine(_Value):
    def __init__(self, *, text: str = ..., kind: JobLineKind = ...) -> None: ...
    text: str
    kind: JobLineKind

def lines_left_out(job_description: Document, criteria: Sequence[Criterion]) -> list[JobLine]: ...

class LlmSection(_Value):
    def __init__(
        self,
        *,
        label: str = ...,
        text: str = ...,
        untrusted: bool = ...,
    ) -> None: ...
    label: str
    text: str
    untrusted: bool

class LlmCorrection(_Value):
    def __init__(
        self,
        *,
        reply: str = ...,
        errors: str = ...,
        broke_schema: bool = ...,
    ) -> None: ...
    reply: str
    errors: str
    broke_schema: bool

class LlmRequest(_Value):
    def __init__(
        self,
        *,
        task: str = ...,
        instructions: str = ...,
        sections: Sequence[LlmSection] = ...,
        schema: str = ...,
        corrections: Sequence[LlmCorrection] = ...,
        room: int = ...,
        document: str = ...,
        document_name: str = ...,
        sample: int = ...,
        prompt: str = ...,
    ) -> None: ...
    task: str
    instructions: str
    @property
    def sections(self) -> list[LlmSection]: ...
    @sections.setter
    def sections(self, value: Sequence[LlmSection]) -> None: ...
    schema: str
    @property
    def corrections(self) -> list[LlmCorrection]: ...
    @corrections.setter
    def corrections(self, value: Sequence[LlmCorrection]) -> None: ...
    room: int
    document: str
    document_name: str
    sample: int
    prompt: str

class Usage(_Value):
    def __init__(
        self,
        *,
        requests: int = ...,
        prompt_tokens: int = ...,
        cached_tokens: int = ...,
        completion_tokens: int = ...,
        reasoning_tokens: int = ...,
        cache_write_tokens: int = ...,
    ) -> None: ...
    requests: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    reasoning_tokens: int
    cache_write_tokens: int
    def __iadd__(self, other: Usage) -> Self: ...

class FinishReason(enum.Enum):
    stop = 0
    length = 1
    content_filter = 2
    refusal = 3
    other = 4

class RateLimit(_Value):
    def __init__(
        self,
        *,
        limit_requests: int | None = ...,
        remaining_requests: int | None = ...,
        limit_tokens: int | None = ...,
        remaining_tokens: int | None = ...,
        reset_requests: _Duration | None = ...,
        reset_tokens: _Duration | None = ...,
    ) -> None: ...
    limit_requests: int | None
    remaining_requests: int | None
    limit_tokens: int | None
    remaining_tokens: int | None
    @property
    def reset_requests(self) -> datetime.timedelta | None: ...
    @reset_requests.setter
    def reset_requests(self, value: _Duration | None) -> None: ...
    @property
    def reset_tokens(self) -> datetime.timedelta | None: ...
    @reset_tokens.setter
    def reset_tokens(self, value: _Duration | None) -> None: ...

class LlmReply(_Value):
    def __init__(
        self,
        *,
        text: str = ...,
        model: str = ...,
        finish_reason: FinishReason = ...,
        usage: Usage = ...,
        rate_limit: RateLimit = ...,
        request_id: str = ...,
    ) -> None: ...
    text: str
    model: str
    finish_reason: FinishReason
    usage: Usage
    rate_limit: RateLimit
    request_id: str

class LlmClient:
    def __init__(self) -> None: ...
    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply: ...
    def refuse(self, request: LlmRequest) -> None: ...

offline_engine_name: Final[str]

class OfflineClient(LlmClient): ...

class AnswerForm(enum.Enum):
    json_schema = 0
    json_object = 1
    tool = 2
    text = 3

class TokenLimitField(enum.Enum):
    automatic = 0
    max_completion_tokens = 1
    max_tokens = 2

class KeyHeader(enum.Enum):
    automatic = 0
    bearer = 1
    api_key = 2

class HttpHeader(_Value):
    def __init__(
        self,
        *,
        name: str = ...,
        value: str = ...,
    ) -> None: ...
    name: str
    value: str

class OpenAiOptions(_Value):
    def __init__(
        self,
        *,
        base_url: str = ...,
        model: str = ...,
        api_key: str = ...,
        key_header: KeyHeader = ...,
        organization: str = ...,
        project: str = ...,
        headers: Sequence[HttpHeader] = ...,
        proxy: str = ...,
        ca_bundle: str = ...,
        temperature: float | None = ...,
        max_output_tokens: int | None = ...,
        token_limit_field: TokenLimitField = ...,
        reasoning_effort: str | None = ...,
        service_tier: str | None = ...,
        cache_hints: bool = ...,
        answer_form: AnswerForm = ...,
        context_tokens: int | None = ...,
        timeout: _Duration | None = ...,
        connect_timeout: _Duration = ...,
        max_response_bytes: int = ...,
        log: _Log | None = ...,
    ) -> None: ...
    base_url: str
    model: str
    api_key: str
    key_header: KeyHeader
    organization: str
    project: str
    @property
    def headers(self) -> list[HttpHeader]: ...
    @headers.setter
    def headers(self, value: Sequence[HttpHeader]) -> None: ...
    proxy: str
    ca_bundle: str
    temperature: float | None
    max_output_tokens: int | None
    token_limit_field: TokenLimitField
    reasoning_effort: str | None
    service_tier: str | None
    cache_hints: bool
    answer_form: AnswerForm
    context_tokens: int | None
    @property
    def timeout(self) -> datetime.timedelta | None: ...
    @timeout.setter
    def timeout(self, value: _Duration | None) -> None: ...
    @property
    def connect_timeout(self) -> datetime.timedelta: ...
    @connect_timeout.setter
    def connect_timeout(self, value: _Duration) -> None: ...
    max_response_bytes: int
    log: _Log | None

class AnthropicOptions(_Value):
    def __init__(
        self,
        *,
        base_url: str = ...,
        model: str = ...,
        api_key: str = ...,
        version: str = ...,
        headers: Sequence[HttpHeader] = ...,
        proxy: str = ...,
        ca_bundle: str = ...,
        temperature: float | None = ...,
        max_output_tokens: int = ...,
        context_tokens: int | None = ...,
        timeout: _Duration = ...,
        connect_timeout: _Duration = ...,
        max_response_bytes: int = ...,
        log: _Log | None = ...,
    ) -> None: ...
    base_url: str
    model: str
    api_key: str
    version: str
    @property
    def headers(self) -> list[HttpHeader]: ...
    @headers.setter
    def headers(self, value: Sequence[HttpHeader]) -> None: ...
    proxy: str
    ca_bundle: str
    temperature: float | None
    max_output_tokens: int
    context_tokens: int | None
    @property
    def timeout(self) -> datetime.timedelta: ...
    @timeout.setter
    def timeout(self, value: _Duration) -> None: ...
    @property
    def connect_timeout(self) -> datetime.timedelta: ...
    @connect_timeout.setter
    def connect_timeout(self, value: _Duration) -> None: ...
    max_response_bytes: int
    log: _Log | None

class AnthropicClient(LlmClient):
    def __init__(
        self,
        options: AnthropicOptions | None = None,
        *,
        base_url: str = ...,
        model: str = ...,
        api_key: str = ...,
        version: str = ...,
        headers: Sequence[HttpHeader] = ...,
        proxy: str = ...,
        ca_bundle: str = ...,
        temperature: float | None = ...,
        max_output_tokens: int = ...,
        context_tokens: int | None = ...,
        timeout: _Duration = ...,
        connect_timeout: _Duration = ...,
        max_response_bytes: int = ...,
        log: _Log | None = ...,
    ) -> None: ...

@overload
def engine_identity(options: OpenAiOptions) -> str: ...
@overload
def engine_identity(options: AnthropicOptions) -> str: ...

class OpenAiClient(LlmClient):
    def __init__(
        self,
        options: OpenAiOptions | None = None,
        *,
        base_url: str = ...,
        model: str = ...,
        api_key: str = ...,
        key_header: KeyHeader = ...,
        organization: str = ...,
        project: str = ...,
        headers: Sequence[HttpHeader] = ...,
        proxy: str = ...,
        ca_bundle: str = ...,
        temperature: float | None = ...,
        max_output_tokens: int | None = ...,
        token_limit_field: TokenLimitField = ...,
        reasoning_effort: str | None = ...,
        service_tier: str | None = ...,
        cache_hints: bool = ...,
        answer_form: AnswerForm = ...,
        context_tokens: int | None = ...,
        timeout: _Duration | None = ...,
        connect_timeout: _Duration = ...,
        max_response_bytes: int = ...,
        log: _Log | None = ...,
    ) -> None: ...

class ValidatingOptions(_Value):
    def __init__(
        self,
        *,
        max_reasks: int = ...,
    ) -> None: ...
    max_reasks: int

class ValidatingClient(LlmClient):
    def __init__(
        self,
        inner: LlmClient,
        options: ValidatingOptions | None = None,
        *,
        max_reasks: int = ...,
    ) -> None: ...

class RetryOptions(_Value):
    def __init__(
        self,
        *,
        max_retries: int = ...,
        initial_delay: _Duration = ...,
        max_delay: _Duration = ...,
        max_retry_after: _Duration = ...,
        sleep: Callable[[datetime.timedelta, CallContext], object] | None = ...,
        random: Callable[[], float] | None = ...,
        log: _Log | None = ...,
    ) -> None: ...
    max_retries: int
    @property
    def initial_delay(self) -> datetime.timedelta: ...
    @initial_delay.setter
    def initial_delay(self, value: _Duration) -> None: ...
    @property
    def max_delay(self) -> datetime.timedelta: ...
    @max_delay.setter
    def max_delay(self, value: _Duration) -> None: ...
    @property
    def max_retry_after(self) -> datetime.timedelta: ...
    @max_retry_after.setter
    def max_retry_after(self, value: _Duration) -> None: ...
    sleep: Callable[[datetime.timedelta, CallContext], object] | None
    random: Callable[[], float] | None
    log: _Log | None

class RetryingClient(LlmClient):
    def __init__(
        self,
        inner: LlmClient,
        options: RetryOptions | None = None,
        *,
        max_retries: int = ...,
        initial_delay: _Duration = ...,
        max_delay: _Duration = ...,
        max_retry_after: _Duration = ...,
        sleep: Callable[[datetime.timedelta, CallContext], object] | None = ...,
        random: Callable[[], float] | None = ...,
        log: _Log | None = ...,
    ) -> None: ...

class LimiterOptions(_Value):
    def __init__(
        self,
        *,
        requests_per_minute: int | None = ...,
        tokens_per_minute: int | None = ...,
        max_in_flight: int = ...,
        max_wait: _Duration = ...,
        log: _Log | None = ...,
    ) -> None: ...
    requests_per_minute: int | None
    tokens_per_minute: int | None
    max_in_flight: int
    @property
    def max_wait(self) -> datetime.timedelta: ...
    @max_wait.setter
    def max_wait(self, value: _Duration) -> None: ...
    log: _Log | None

class Limiter:
    def __init__(
        self,
        options: LimiterOptions | None = None,
        *,
        requests_per_minute: int | None = ...,
        tokens_per_minute: int | None = ...,
        max_in_flight: int = ...,
        max_wait: _Duration = ...,
        log: _Log | None = ...,
    ) -> None: ...
    def share(self, part: float) -> None: ...

class LimitingClient(LlmClient):
    def __init__(self, inner: LlmClient, limiter: Limiter) -> None: ...

class Price(_Value):
    def __init__(
        self,
        *,
        input: float = ...,
        cached_input: float = ...,
        cache_write: float | None = ...,
        output: float = ...,
    ) -> None: ...
    input: float
    cached_input: float
    cache_write: float | None
    output: float

def cost_of(usage: Usage, price: Price) -> float: ...
def estimated_prompt_tokens(request: LlmRequest) -> int: ...

class BudgetOptions(_Value):
    def __init__(
        self,
        *,
        max_tokens: int | None = ...,
        max_cost: float | None = ...,
        price: Price | None = ...,
    ) -> None: ...
    max_tokens: int | None
    max_cost: float | None
    price: Price | None

class BudgetClient(LlmClient):
    def __init__(
        self,
        inner: LlmClient,
        options: BudgetOptions | None = None,
        *,
        max_tokens: int | None = ...,
        max_cost: float | None = ...,
        price: Price | None = ...,
    ) -> None: ...
    def spent(self) -> Usage: ...

class CriteriaExtractor:
    def __init__(self, client: LlmClient) -> None: ...
    def extract(self, job_description: Document, context: CallContext | None = None) -> list[Criterion]: ...

max_score: Final[float]

class Evidence(_Value):
    def __init__(
        self,
        *,
        quote: str = ...,
        verified: bool = ...,
        page: int = ...,
        begin: int = ...,
        end: int = ...,
    ) -> None: ...
    quote: str
    verified: bool
    page: int
    begin: int
    end: int

class Period(_Value):
    def __init__(
        self,
        *,
        first: datetime.date = ...,
        last: datetime.date = ...,
        present: bool = ...,
        begin: int = ...,
        end: int = ...,
    ) -> None: ...
    first: datetime.date
    last: datetime.date
    present: bool
    begin: int
    end: int

def periods_in(text: str, as_of: datetime.date) -> list[Period]: ...

class YearsShown(_Value):
    def __init__(
        self,
        *,
        years: float = ...,
        all: float = ...,
        periods: Sequence[Evidence] = ...,
        asked: float = ...,
        capped: bool = ...,
    ) -> None: ...
    years: float
    all: float
    asked: float
    capped: bool
    @property
    def periods(self) -> list[Evidence]: ...
    @periods.setter
    def periods(self, value: Sequence[Evidence]) -> None: ...

class RoleFit(_Value):
    def __init__(self, *, occupation: str = ..., level: str = ...) -> None: ...
    occupation: str
    level: str

class CriterionScore(_Value):
    def __init__(
        self,
        *,
        criterion_id: str = ...,
        score: float = ...,
        reason: str = ...,
        evidence: Sequence[Evidence] = ...,
        unsupported: bool = ...,
        contradicted: bool = ...,
        years: YearsShown | None = ...,
        role: RoleFit | None = ...,
        unrelated: bool = ...,
    ) -> None: ...
    criterion_id: str
    score: float
    reason: str
    @property
    def evidence(self) -> list[Evidence]: ...
    @evidence.setter
    def evidence(self, value: Sequence[Evidence]) -> None: ...
    unsupported: bool
    contradicted: bool
    years: YearsShown | None
    role: RoleFit | None
    unrelated: bool

class WaveringScore(_Value):
    def __init__(self, *, criterion_id: str = ..., low: float = ..., high: float = ...) -> None: ...
    criterion_id: str
    low: float
    high: float

class ScoreSpread(_Value):
    def __init__(
        self,
        *,
        samples: int = ...,
        total_low: float = ...,
        total_high: float = ...,
        wavered: Sequence[WaveringScore] = ...,
    ) -> None: ...
    samples: int
    total_low: float
    total_high: float
    @property
    def wavered(self) -> list[WaveringScore]: ...
    @wavered.setter
    def wavered(self, value: Sequence[WaveringScore]) -> None: ...

class Scorecard(_Value):
    def __init__(
        self,
        *,
        scores: Sequence[CriterionScore] = ...,
        total: float = ...,
        percent: float = ...,
        engine: str = ...,
        usage: Usage = ...,
        findings: Sequence[Finding] = ...,
        prompt: str = ...,
        spread: ScoreSpread | None = ...,
    ) -> None: ...
    @property
    def scores(self) -> list[CriterionScore]: ...
    @scores.setter
    def scores(self, value: Sequence[CriterionScore]) -> None: ...
    total: float
    percent: float
    engine: str
    usage: Usage
    @property
    def findings(self) -> list[Finding]: ...
    @findings.setter
    def findings(self, value: Sequence[Finding]) -> None: ...
    prompt: str
    spread: ScoreSpread | None

class Failure(_Value):
    def __init__(
        self,
        *,
        code: ErrorCode = ...,
        message: str = ...,
        usage: Usage = ...,
    ) -> None: ...
    code: ErrorCode
    message: str
    usage: Usage

class Outcome(_Value):
    def __init__(
        self,
        *,
        name: str = ...,
        result: Failure | Scorecard = ...,
        findings: Sequence[Finding] = ...,
    ) -> None: ...
    name: str
    result: Failure | Scorecard
    @property
    def findings(self) -> list[Finding]: ...
    @findings.setter
    def findings(self, value: Sequence[Finding]) -> None: ...
    def scorecard(self) -> Scorecard | None: ...
    def failure(self) -> Failure | None: ...

def to_failure(error: BaseException) -> Failure: ...

class Redacted:
    @property
    def placeholder(self) -> str: ...
    @property
    def original(self) -> str: ...
    @property
    def kind(self) -> str: ...

class Redaction:
    @property
    def text(self) -> str: ...
    @property
    def parts(self) -> list[Redacted]: ...
    def restore(self, redacted: str) -> str: ...

def redact(resume_text: str, surroundings: str = "") -> Redaction: ...
def identifiers_in(text: str) -> list[str]: ...

max_criteria_per_request: Final[int]
max_repeat: Final[int]

class ScoreOptions(_Value):
    def __init__(
        self,
        *,
        as_of: datetime.date | None = ...,
        job_description: str = ...,
        repeat: int = ...,
        criteria_per_request: int = ...,
    ) -> None: ...
    as_of: datetime.date | None
    job_description: str
    repeat: int
    criteria_per_request: int

class ResumeScorer:
    def __init__(
        self,
        client: LlmClient,
        criteria: Sequence[Criterion],
        options: ScoreOptions | None = None,
        *,
        as_of: datetime.date | None = ...,
        job_description: str = ...,
        repeat: int = ...,
        criteria_per_request: int = ...,
    ) -> None: ...
    def score(self, resume: Document, context: CallContext | None = None) -> Scorecard: ...
    def criteria(self) -> list[Criterion]: ...
    def as_of(self) -> datetime.date: ...

# Record

class RecordOptions(_Value):
    def __init__(self, *, must_exist: bool = ..., patience: _Duration = ...) -> None: ...
    must_exist: bool
    @property
    def patience(self) -> datetime.timedelta: ...
    @patience.setter
    def patience(self, value: _Duration) -> None: ...

class RecordedReply(_Value):
    def __init__(
        self,
        *,
        key: str = ...,
        identity: str = ...,
        request: LlmRequest = ...,
        reply: LlmReply = ...,
        latency: _Duration = ...,
        time: str = ...,
    ) -> None: ...
    key: str
    identity: str
    request: LlmRequest
    reply: LlmReply
    @property
    def latency(self) -> datetime.timedelta: ...
    @latency.setter
    def latency(self, value: _Duration) -> None: ...
    time: str

def reply_key(request: LlmRequest, identity: str) -> str: ...

class RunDescription(_Value):
    def __init__(
        self,
        *,
        criteria: Sequence[Criterion] = ...,
        job_name: str = ...,
        job_text: str = ...,
        job_digest: str = ...,
        as_of: datetime.date | None = ...,
        options: str = ...,
        engine: str = ...,
        inputs: Sequence[str] = ...,
    ) -> None: ...
    @property
    def criteria(self) -> list[Criterion]: ...
    @criteria.setter
    def criteria(self, value: Sequence[Criterion]) -> None: ...
    job_name: str
    job_text: str
    job_digest: str
    as_of: datetime.date | None
    options: str
    engine: str
    @property
    def inputs(self) -> list[str]: ...
    @inputs.setter
    def inputs(self, value: Sequence[str]) -> None: ...

class RunSummary(_Value):
    def __init__(
        self,
        *,
        id: int = ...,
        time: str = ...,
        finished: str = ...,
        version: str = ...,
        job_name: str = ...,
        engine: str = ...,
        inputs: int = ...,
        scored: int = ...,
        failed: int = ...,
        forgotten: int = ...,
    ) -> None: ...
    id: int
    time: str
    finished: str
    version: str
    job_name: str
    engine: str
    inputs: int
    scored: int
    failed: int
    forgotten: int

class RecordedRun(_Value):
    def __init__(self, *, summary: RunSummary = ..., description: RunDescription = ...) -> None: ...
    summary: RunSummary
    description: RunDescription

class RecordedOutcome(_Value):
    def __init__(
        self,
        *,
        position: int = ...,
        outcome: Outcome = ...,
        document_digest: str = ...,
        time: str = ...,
    ) -> None: ...
    position: int
    outcome: Outcome
    document_digest: str
    time: str

class NamedDocument(_Value):
    def __init__(self, *, name: str = ..., digest: str = ...) -> None: ...
    name: str
    digest: str

class Erased(_Value):
    def __init__(
        self,
        *,
        runs: int = ...,
        outcomes: int = ...,
        replies: int = ...,
        documents: int = ...,
    ) -> None: ...
    runs: int
    outcomes: int
    replies: int
    documents: int

class ReplyStore:
    def __init__(self) -> None: ...
    def find(self, key: str) -> LlmReply | None: ...
    def keep(self, reply: RecordedReply) -> LlmReply: ...
    def drop(self, key: str) -> None: ...

class Record(ReplyStore):
    def __init__(
        self,
        path: str | bytes | os.PathLike[str],
        options: RecordOptions | None = None,
        *,
        must_exist: bool = ...,
        patience: _Duration = ...,
    ) -> None: ...
    def path(self) -> str: ...
    def replies(self, document_digest: str) -> list[RecordedReply]: ...
    def unfinished(self, description: RunDescription) -> int | None: ...
    def runs(self) -> list[RunSummary]: ...
    def run(self, id: int) -> RecordedRun: ...
    def outcomes(self, id: int, first: int = 0, count: int = ...) -> list[RecordedOutcome]: ...
    def document_text(self, digest: str) -> str | None: ...
    def documents_named(self, name: str) -> list[NamedDocument]: ...
    def forget(self, document_digest: str) -> Erased: ...
    def forget_unread(self, name: str) -> Erased: ...
    def purge(self, older_than: _Duration) -> Erased: ...

class RunLog:
    def __init__(self, record: Record, description: RunDescription) -> None: ...
    def id(self) -> int: ...
    def as_of(self) -> datetime.date: ...
    def continued(self) -> bool: ...
    def write(self, position: int, document: Document | None, outcome: Outcome) -> None: ...
    def finish(self) -> None: ...

class RecordingClient(LlmClient):
    def __init__(self, inner: LlmClient, store: ReplyStore, identity: str) -> None: ...

class ClientPolicies(_Value):
    def __init__(
        self,
        *,
        redact: bool = ...,
        record: Record | None = ...,
        validating: ValidatingOptions = ...,
        retrying: RetryOptions = ...,
        budget: BudgetOptions = ...,
        limiter: Limiter | None = ...,
    ) -> None: ...

    redact: bool
    record: Record | None
    validating: ValidatingOptions
    retrying: RetryOptions
    budget: BudgetOptions
    limiter: Limiter | None

def with_policies(
    model: LlmClient,
    policies: ClientPolicies | None = None,
    *,
    identity: str = "",
    redact: bool = ...,
    record: Record | None = ...,
    validating: ValidatingOptions = ...,
    retrying: RetryOptions = ...,
    budget: BudgetOptions = ...,
    limiter: Limiter | None = ...,
) -> tuple[LlmClient, BudgetClient]: ...

class RedactingClient(LlmClient):
    def __init__(self, inner: LlmClient) -> None: ...

class JobState(enum.Enum):
    queued = 0
    running = 1
    succeeded = 2
    failed = 3
    cancelled = 4

class QueueProgress(_Value):
    def __init__(
        self,
        *,
        submitted: int = ...,
        finished: int = ...,
        failed: int = ...,
    ) -> None: ...
    submitted: int
    finished: int
    failed: int

class JobQueueOptions(_Value):
    def __init__(
        self,
        *,
        workers: int = ...,
        capacity: int = ...,
        stop_after_fatal_error: bool = ...,
        time_limit: _Duration | None = ...,
        keep_outcomes: bool = ...,
        on_outcome: _OnOutcome | RunLog | None = ...,
        on_progress: Callable[[QueueProgress], object] | None = ...,
    ) -> None: ...
    workers: int
    capacity: int
    stop_after_fatal_error: bool
    @property
    def time_limit(self) -> datetime.timedelta | None: ...
    @time_limit.setter
    def time_limit(self, value: _Duration | None) -> None: ...
    keep_outcomes: bool
    on_outcome: _OnOutcome | RunLog | None
    on_progress: Callable[[QueueProgress], object] | None

class JobQueue:
    class Close(enum.Enum):
        finish = 0
        drop = 1

    def __init__(
        self,
        reader: DocumentReader,
        scorer: ResumeScorer,
        options: JobQueueOptions | None = None,
        *,
        workers: int = ...,
        capacity: int = ...,
        stop_after_fatal_error: bool = ...,
        time_limit: _Duration | None = ...,
        keep_outcomes: bool = ...,
        on_outcome: _OnOutcome | RunLog | None = ...,
        on_progress: Callable[[QueueProgress], object] | None = ...,
    ) -> None: ...
    def submit(self, resume: DocumentSource, context: CallContext | None = None) -> int: ...
    def status(self, id: int) -> JobState: ...
    def wait(self, id: int, context: CallContext | None = None) -> Outcome | None: ...
    def wait_all(self, context: CallContext | None = None) -> list[Outcome] | None: ...
    def on_finished(self, id: int, callback: Callable[[Outcome], object]) -> None: ...
    def cancel(self, id: int) -> bool: ...
    def cancel_all(self) -> None: ...
    def forget(self, id: int) -> bool: ...
    def close(self, how: JobQueue.Close) -> None: ...
    def progress(self) -> QueueProgress: ...

class RankSpan(_Value):
    def __init__(self, *, best: int = ..., worst: int = ...) -> None: ...
    best: int
    worst: int

class RankedOutcome(_Value):
    def __init__(
        self,
        *,
        rank: int = ...,
        candidate: str = ...,
        outcome: Outcome = ...,
        could_be: RankSpan | None = ...,
    ) -> None: ...
    rank: int
    candidate: str
    outcome: Outcome
    could_be: RankSpan | None
    def _repr_html_(self) -> str: ...

class Ranking(_Value):
    def __init__(
        self,
        *,
        criteria: Sequence[Criterion] = ...,
        rows: Sequence[RankedOutcome] = ...,
        engine: str = ...,
        as_of: datetime.date | None = ...,
        usage: Usage = ...,
        price: Price | None = ...,
    ) -> None: ...
    @property
    def criteria(self) -> list[Criterion]: ...
    @criteria.setter
    def criteria(self, value: Sequence[Criterion]) -> None: ...
    @property
    def rows(self) -> list[RankedOutcome]: ...
    @rows.setter
    def rows(self, value: Sequence[RankedOutcome]) -> None: ...
    engine: str
    as_of: datetime.date | None
    usage: Usage
    price: Price | None
    def _repr_html_(self) -> str: ...

class CsvOptions(_Value):
    def __init__(
        self,
        *,
        details: bool = ...,
    ) -> None: ...
    details: bool

def rank(
    criteria: Sequence[Criterion],
    outcomes: Sequence[Outcome],
    as_of: datetime.date | None = None,
) -> Ranking: ...

class Standing(_Value):
    def __init__(self, *, total: float = ..., percent: float = ..., rank: int = ...) -> None: ...
    total: float
    percent: float
    rank: int

def standings(criteria: Sequence[Criterion], scores: Sequence[Sequence[float]]) -> list[Standing]: ...
def must_haves_contradicted(card: Scorecard, criteria: Sequence[Criterion]) -> list[str]: ...
def must_haves_not_shown(card: Scorecard, criteria: Sequence[Criterion]) -> list[str]: ...
def candidate_names(paths: Sequence[str]) -> list[str]: ...
def to_csv(ranking: Ranking, options: CsvOptions | None = None, *, details: bool = ...) -> str: ...
@overload
def to_json(ranking: Ranking) -> str: ...
@overload
def to_json(outcome: Outcome, criteria: Sequence[Criterion], price: Price | None = None) -> str: ...

class AuditedCandidate(_Value):
    def __init__(
        self,
        *,
        candidate: str = ...,
        score: float | None = ...,
        selected: bool | None = ...,
        categories: Sequence[str] = ...,
    ) -> None: ...
    candidate: str
    score: float | None
    selected: bool | None
    @property
    def categories(self) -> list[str]: ...
    @categories.setter
    def categories(self, value: Sequence[str]) -> None: ...

class AuditRate(_Value):
    def __init__(
        self,
        *,
        count: int = ...,
        rate: float = ...,
        impact_ratio: float | None = ...,
        below_four_fifths: bool = ...,
        one_person_decides: bool = ...,
    ) -> None: ...
    count: int
    rate: float
    impact_ratio: float | None
    below_four_fifths: bool
    one_person_decides: bool

class AuditCategory(_Value):
    def __init__(
        self,
        *,
        names: Sequence[str] = ...,
        candidates: int = ...,
        share: float = ...,
        left_out: bool = ...,
        small_sample: bool = ...,
        scoring: AuditRate = ...,
        selection: AuditRate | None = ...,
    ) -> None: ...
    @property
    def names(self) -> list[str]: ...
    @names.setter
    def names(self, value: Sequence[str]) -> None: ...
    candidates: int
    share: float
    left_out: bool
    small_sample: bool
    scoring: AuditRate
    selection: AuditRate | None

class AuditTable(_Value):
    def __init__(
        self,
        *,
        dimensions: Sequence[str] = ...,
        categories: Sequence[AuditCategory] = ...,
        unknown: int = ...,
    ) -> None: ...
    @property
    def dimensions(self) -> list[str]: ...
    @dimensions.setter
    def dimensions(self, value: Sequence[str]) -> None: ...
    @property
    def categories(self) -> list[AuditCategory]: ...
    @categories.setter
    def categories(self, value: Sequence[AuditCategory]) -> None: ...
    unknown: int

class AuditReport(_Value):
    def __init__(
        self,
        *,
        scored: int = ...,
        failed: int = ...,
        median: float = ...,
        selected: int | None = ...,
        tables: Sequence[AuditTable] = ...,
    ) -> None: ...
    scored: int
    failed: int
    median: float
    selected: int | None
    @property
    def tables(self) -> list[AuditTable]: ...
    @tables.setter
    def tables(self, value: Sequence[AuditTable]) -> None: ...

max_audit_dimensions: Final[int]
max_audit_categories: Final[int]
small_audit_category: Final[int]

def audited_candidates(ranking: Ranking) -> list[AuditedCandidate]: ...
def select_top(candidates: Sequence[AuditedCandidate], ranks: int) -> list[AuditedCandidate]: ...
def audit(dimensions: Sequence[str], candidates: Sequence[AuditedCandidate]) -> AuditReport: ...
def audit_to_json(report: AuditReport) -> str: ...

# Testing

_Step: TypeAlias = Callable[[LlmRequest, CallContext], LlmReply]

class Step:
    def __call__(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply: ...

class ScriptedClient(LlmClient):
    def __init__(self, script: _Step | Sequence[_Step] | None = None) -> None: ...
    def requests(self) -> list[LlmRequest]: ...
    def calls(self) -> int: ...
    @staticmethod
    def reply(text: str, delay: _Duration = 0) -> Step: ...
    @staticmethod
    def valid(score: float = 3, delay: _Duration = 0) -> Step: ...
    @staticmethod
    def error(error: Error) -> Step: ...

def valid_reply(request: LlmRequest, score: float = 3) -> str: ...
def version() -> str: ...
