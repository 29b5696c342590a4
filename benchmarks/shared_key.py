"""How well many workers keep to one key's limit together: by parts, and by what each learns from refusals.

Each worker is a limiter of its own, as each process has one; the server allows so many requests a minute.
"""

from __future__ import annotations

import argparse
import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from atschecker import (
    CallContext,
    ErrorCode,
    Limiter,
    LimitingClient,
    LlmClient,
    LlmReply,
    LlmRequest,
    ModelServiceDetails,
    ModelServiceError,
)

ANSWER_SECONDS = 0.2


class Server(LlmClient):
    """A bucket of requests that fills evenly; what finds it empty is refused with the time to wait."""

    def __init__(self, per_minute: int) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._per_second = per_minute / 60
        # Of a second: what a burst takes is not what this is about.
        self._capacity = self._level = self._per_second
        self._filled = time.monotonic()
        self.taken: list[float] = []
        self.refused: list[float] = []

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer after a while, or refuse at once."""
        with self._lock:
            now = time.monotonic()
            self._level = min(self._capacity, self._level + (now - self._filled) * self._per_second)
            self._filled = now
            if self._level < 1:
                self.refused.append(now)
                wait = datetime.timedelta(seconds=(1 - self._level) / self._per_second)
                details = ModelServiceDetails(http_status=429, retry_after=wait)
                raise ModelServiceError(ErrorCode.model_rate_limited, "slow down", details)
            self._level -= 1
            self.taken.append(now)
        time.sleep(ANSWER_SECONDS)
        return LlmReply()


def run(workers: int, threads: int, per_minute: int, seconds: float, *, parts: bool) -> tuple[float, float]:
    """The share of what is allowed that was used, and the share of calls refused, after the first seconds."""
    server = Server(per_minute)
    end = time.monotonic() + seconds
    first = time.monotonic() + seconds / 6

    def work(client: LimitingClient) -> None:
        while time.monotonic() < end:
            with suppress(ModelServiceError):
                client.complete(LlmRequest(task="benchmark"))

    with ThreadPoolExecutor(workers * threads) as pool:
        for _ in range(workers):
            limiter = Limiter(requests_per_minute=per_minute if parts else None)
            if parts:
                limiter.share(1 / workers)
            client = LimitingClient(server, limiter)
            for _ in range(threads):
                pool.submit(work, client)
    taken = sum(first < each < end for each in server.taken)
    refused = sum(first < each < end for each in server.refused)
    return taken / ((end - first) * per_minute / 60), refused / max(1, taken + refused)


def main() -> None:
    """Print both ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--per-minute", type=int, default=1200)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    for name, parts in (("parts", True), ("refusals alone", False)):
        used, refused = run(
            arguments.workers, arguments.threads, arguments.per_minute, arguments.seconds, parts=parts
        )
        print(f"{name}: {used:.3f} of the allowed rate, {refused:.1%} of calls refused")


if __name__ == "__main__":
    main()
