"""Figures of the service in the text form of Prometheus. They name no tenant, file or person."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Seconds: from a page's own request to a whole ranking in one request.
BUCKETS = (0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0)

Labels = tuple[tuple[str, str], ...]

# Name: kind and help.
_FAMILIES = {
    "atschecker_http_requests_total": ("counter", "Requests that were answered."),
    "atschecker_http_request_seconds": (
        "histogram",
        "From the first byte of a request to the last of its answer.",
    ),
    "atschecker_http_requests_in_flight": ("gauge", "Requests that are being answered."),
    "atschecker_rankings_running": ("gauge", "Rankings that are under way or wait for a turn."),
    "atschecker_resumes_queued": ("gauge", "Resumes of these rankings that have no outcome yet."),
    "atschecker_resumes_total": ("counter", "Resumes that came to an outcome, by state."),
    "atschecker_resume_failures_total": ("counter", "Resumes without a score, by error code."),
    "atschecker_model_calls_total": ("counter", "Requests to the engine that outcomes tell of."),
    "atschecker_tokens_total": ("counter", "Tokens that outcomes tell of, by kind."),
    "atschecker_cost_total": ("counter", "What these cost, in the currency of the prices."),
}


class Metrics:
    """Counts; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, dict[Labels, float]] = defaultdict(lambda: defaultdict(float))

    def add(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Add to a counter or a gauge."""
        with self._lock:
            self._values[name][tuple(sorted(labels.items()))] += amount

    def observe(self, name: str, seconds: float, /, **labels: str) -> None:
        """Put a duration into its histogram."""
        for bucket in BUCKETS:
            self.add(f"{name}_bucket", float(seconds <= bucket), **labels, le=_number(bucket))
        self.add(f"{name}_bucket", 1, **labels, le="+Inf")
        self.add(f"{name}_sum", seconds, **labels)
        self.add(f"{name}_count", 1, **labels)

    def text(self, gauges: Mapping[str, float]) -> str:
        """Everything, with the gauges of now."""
        with self._lock:
            values = {name: dict(series) for name, series in self._values.items()}
        for name, value in gauges.items():
            values[name] = {(): value}
        lines = []
        for family, (kind, text) in _FAMILIES.items():
            lines += [f"# HELP {family} {text}", f"# TYPE {family} {kind}"]
            for suffix in ("_bucket", "_sum", "_count") if kind == "histogram" else ("",):
                series = values.get(family + suffix, {})
                lines += [f"{family}{suffix}{_braces(labels)} {_number(series[labels])}" for labels in series]
        return "\n".join(lines) + "\n"


def _braces(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}" if labels else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
