"""The job queue in Python: order, waiting, dropping, leaving, Ctrl-C."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from atschecker import (
    CallContext,
    CallerError,
    CancelToken,
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    JobQueue,
    JobState,
    LlmClient,
    LlmReply,
    LlmRequest,
    QueueError,
    QueueProgress,
    ResumeScorer,
    criteria_from_texts,
)
from atschecker.testing import ScriptedClient, valid_reply

CRITERIA = criteria_from_texts(["C++"])
# How long a process of a test may take before it counts as hanging.
PATIENCE = 60


def make_queue(client: LlmClient, workers: int = 2, capacity: int = 64) -> JobQueue:
    return JobQueue(DocumentReader(), ResumeScorer(client, CRITERIA), workers=workers, capacity=capacity)


def resume(name: str = "jane.txt") -> DocumentSource:
    return DocumentSource.from_bytes(name, b"C++ since 2015")


class Blocking(LlmClient):
    """Blocks in Python until it is cancelled or released."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.leave = threading.Event()

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        assert context is not None
        stop = context.cancel.on_cancel(self.leave.set)
        self.entered.set()
        self.leave.wait()
        stop.close()
        context.check()
        return LlmReply(text=valid_reply(request))


def test_outcomes_come_in_the_order_of_submission() -> None:
    queue = make_queue(ScriptedClient())
    ids = [queue.submit(resume(f"{number}.txt")) for number in range(10)]
    queue.submit(DocumentSource.from_file("/does/not/exist.pdf"))
    outcomes = queue.wait_all()
    assert outcomes is not None
    assert [outcome.name for outcome in outcomes][:10] == [f"{number}.txt" for number in range(10)]
    assert len(set(ids)) == 10
    failure = outcomes[10].failure()
    assert failure is not None
    assert failure.code is ErrorCode.document_not_found
    assert queue.progress() == QueueProgress(submitted=11, finished=11, failed=1)


def test_a_wait_ends_with_its_timeout() -> None:
    client = Blocking()
    queue = make_queue(client)
    job = queue.submit(resume())
    client.entered.wait()
    assert queue.status(job) is JobState.running
    assert queue.wait(job, CallContext(timeout=0.01)) is None
    assert queue.wait_all(CallContext(timeout=0)) is None
    client.leave.set()
    assert queue.wait(job) is not None
    assert queue.status(job) is JobState.succeeded


def test_a_wait_ends_with_its_token() -> None:
    client = Blocking()
    queue = make_queue(client)
    job = queue.submit(resume())
    token = CancelToken()
    client.entered.wait()
    threading.Thread(target=token.cancel).start()
    assert queue.wait(job, CallContext(cancel=token)) is None


def test_a_full_queue_makes_submit_wait() -> None:
    client = Blocking()
    queue = make_queue(client, workers=1, capacity=1)
    queue.submit(resume("running"))
    client.entered.wait()
    queue.submit(resume("waiting"))
    with pytest.raises(CallerError) as caught:
        queue.submit(resume("too many"), CallContext(timeout=0.01))
    assert caught.value.code is ErrorCode.deadline_exceeded
    client.leave.set()


def test_a_cancelled_job_ends_and_can_be_forgotten() -> None:
    client = Blocking()
    queue = make_queue(client)
    job = queue.submit(resume())
    client.entered.wait()
    assert queue.cancel(job)
    outcome = queue.wait(job)
    assert outcome is not None
    failure = outcome.failure()
    assert failure is not None
    assert failure.code is ErrorCode.cancelled
    assert not queue.cancel(job)
    assert queue.forget(job)
    with pytest.raises(QueueError) as caught:
        queue.status(job)
    assert caught.value.code is ErrorCode.unknown_job


def test_a_closed_queue_takes_nothing_and_keeps_its_outcomes() -> None:
    queue = make_queue(ScriptedClient())
    job = queue.submit(resume())
    queue.close(JobQueue.Close.finish)
    outcome = queue.wait(job)
    assert outcome is not None
    assert outcome.scorecard() is not None
    with pytest.raises(QueueError) as caught:
        queue.submit(resume())
    assert caught.value.code is ErrorCode.queue_closed


def test_dropping_a_queue_whose_workers_run_python_does_not_deadlock() -> None:
    client = Blocking()
    queue = make_queue(client)
    queue.submit(resume())
    client.entered.wait()
    del queue
    gc.collect()
    assert client.leave.is_set()


def test_a_queue_that_is_dropped_by_its_own_worker_does_not_deadlock() -> None:
    holder: list[JobQueue] = []
    dropped = threading.Event()
    submitted = threading.Event()

    class Dropping(LlmClient):
        def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
            submitted.wait()
            holder.clear()
            gc.collect()
            dropped.set()
            return LlmReply(text=valid_reply(request))

    holder.append(make_queue(Dropping()))
    holder[0].submit(resume())
    submitted.set()
    assert dropped.wait(PATIENCE)


def test_on_finished_calls_back_once_even_when_it_comes_late() -> None:
    queue = make_queue(ScriptedClient())
    job = queue.submit(resume())
    first = threading.Event()
    queue.on_finished(job, lambda outcome: first.set())
    assert first.wait(PATIENCE)
    names: list[str] = []
    queue.on_finished(job, lambda outcome: names.append(outcome.name))
    assert names == ["jane.txt"]


SCRIPT = """
import gc, itertools, os, signal, sys, threading, time
import atschecker
from atschecker.testing import ScriptedClient, valid_reply

signal.signal(signal.SIGINT, signal.default_int_handler)
criteria = atschecker.criteria_from_texts(["C++"])
resume = atschecker.DocumentSource.from_bytes("a.txt", b"C++")

class Waiting(atschecker.LlmClient):
    def complete(self, request, context):
        print("entered", flush=True)
        while not context.cancel.wait_for(600):
            pass
        context.check()

def queue_of(client, **options):
    return atschecker.JobQueue(
        atschecker.DocumentReader(), atschecker.ResumeScorer(client, criteria), **options
    )

"""


def start(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT + textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("client", ["Waiting()", "ScriptedClient(ScriptedClient.valid(delay=600))"])
@pytest.mark.parametrize("keep", ["queue", "None"])
def test_leaving_python_with_a_running_queue_ends_cleanly(client: str, keep: str) -> None:
    process = start(f"""
        queue = queue_of({client}, workers=2)
        for _ in range(5):
            queue.submit(resume)
        while queue.progress().submitted < 5 or queue.status(1) is not atschecker.JobState.running:
            time.sleep(0.01)
        kept = {keep}
        """)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")


def test_leaving_python_with_a_client_that_heeds_no_cancellation_ends() -> None:
    process = start("""
        class Deaf(atschecker.LlmClient):
            def complete(self, request, context):
                job = next(jobs)
                while True:
                    # One never comes back; the others want the interpreter while it goes away, some from
                    # Python and some from C++.
                    if job == 0:
                        time.sleep(600)
                    elif job % 2:
                        time.sleep(0.001)
                    else:
                        atschecker.CancelToken().wait_for(0.001)

        jobs = itertools.count()
        queue = queue_of(Deaf(), workers=5)
        for _ in range(5):
            queue.submit(resume)
        while queue.status(5) is not atschecker.JobState.running:
            time.sleep(0.01)
        """)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    "call",
    [
        "queue = queue_of(Waiting()); queue.submit(resume); time.sleep(600)",
        "queue = queue_of(Waiting()); queue.submit(resume); queue.wait_all()",
        "queue = queue_of(Waiting()); queue.wait(queue.submit(resume))",
        "queue = queue_of(Waiting()); queue.submit(resume); queue.close(atschecker.JobQueue.Close.finish)",
        "queue = queue_of(Waiting(), workers=1, capacity=1); [queue.submit(resume) for _ in range(3)]",
        "atschecker.ResumeScorer(Waiting(), criteria).score(atschecker.Document.from_text('a', 'C++'))",
        "atschecker.CriteriaExtractor(atschecker.RetryingClient(Waiting())).extract("
        "atschecker.Document.from_text('a', 'C++'))",
        "atschecker.rank_resumes(criteria, [resume], Waiting())",
        "print('entered', flush=True); atschecker.CancelToken().wait_for(600)",
    ],
)
def test_ctrl_c_ends_a_long_wait(call: str) -> None:
    process = start(f"""
        try:
            {call}
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """)
    assert process.stdout is not None
    assert process.stdout.readline() == "entered\n"
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output, errors) == (0, "interrupted\n", "")


def test_a_forked_child_is_told_and_ends() -> None:
    process = start("""
        queue = queue_of(ScriptedClient())
        queue.submit(resume)
        queue.wait_all()
        child = os.fork()
        if child == 0:
            try:
                queue.submit(resume)
            except atschecker.CallerError as error:
                sys.exit(42 if error.code is atschecker.ErrorCode.caller_forked else 1)
            sys.exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output, errors) == (0, "42\n", "")


def test_a_document_is_shared_by_many_readers() -> None:
    document = Document.from_text("a.txt", "C++")
    queue = make_queue(ScriptedClient(), workers=8)
    for _ in range(50):
        queue.submit(DocumentSource.from_document(document))
    outcomes = queue.wait_all()
    assert outcomes is not None
    assert len({card.total for outcome in outcomes if (card := outcome.scorecard())}) == 1
