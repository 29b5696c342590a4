"""What whoever runs the service looks at: readiness, figures, lines of the log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from atschecker import CallContext, LlmReply, LlmRequest, Usage
from atschecker.service import ServiceOptions
from atschecker.service._metrics import Metrics
from atschecker.service._operations import JsonLines
from atschecker.store import Store
from service_support import MarkingEngine, resume, service
from test_v1_rankings import ranked


def test_metrics_are_written_in_the_form_of_prometheus() -> None:
    metrics = Metrics()
    metrics.add("atschecker_resume_failures_total", code='a"b\\c\nd')
    metrics.observe("atschecker_http_request_seconds", 0.2, route="/x")
    lines = metrics.text({"atschecker_rankings_running": 2}).splitlines()
    assert 'atschecker_resume_failures_total{code="a\\"b\\\\c\\nd"} 1' in lines
    assert "# TYPE atschecker_http_request_seconds histogram" in lines
    assert 'atschecker_http_request_seconds_bucket{le="0.1",route="/x"} 0' in lines
    assert 'atschecker_http_request_seconds_bucket{le="0.5",route="/x"} 1' in lines
    assert 'atschecker_http_request_seconds_bucket{le="+Inf",route="/x"} 1' in lines
    assert 'atschecker_http_request_seconds_sum{route="/x"} 0.2' in lines
    assert "atschecker_rankings_running 2" in lines


class PaidEngine(MarkingEngine):
    """Tells what its answers cost."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer."""
        reply = super().complete(request, context)
        reply.usage = Usage(requests=1, prompt_tokens=30, completion_tokens=4)
        return reply


def test_metrics_count_what_the_service_did_and_name_nobody() -> None:
    with service(PaidEngine()) as client:
        ranked(client, [("jane.txt", resume(2)), ("c.pdf", b"%PDF-1.4\nbroken")])
        client.get("/jane-roe")
        answer = client.get("/metrics")
    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'atschecker_resumes_total{state="scored"} 1',
        'atschecker_resumes_total{state="failed"} 1',
        'atschecker_resume_failures_total{code="document_damaged"} 1',
        "atschecker_model_calls_total 1",
        'atschecker_tokens_total{kind="prompt"} 30',
        "atschecker_rankings_running 0",
        "atschecker_resumes_queued 0",
        'atschecker_http_requests_total{method="GET",route="other",status="404"} 1',
        'atschecker_http_requests_total{method="POST",route="/v1/rankings",status="202"} 1',
    ):
        assert line in lines
    assert "jane" not in answer.text


def test_metrics_need_a_key_of_an_admin_and_readiness_needs_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    store = Store(url)
    keys = [store.keys.create("ours", "x", [scope])[1] for scope in ("write", "admin")]
    store.close()
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        codes = [client.get("/metrics", headers={"X-API-Key": key}).status_code for key in keys]
        ready = client.get("/readyz")
    assert codes == [403, 200]
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


def test_a_service_whose_database_fails_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Store) -> None:
        raise TimeoutError

    monkeypatch.setattr(Store, "ready", fail)
    with service(MarkingEngine()) as client:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")


def test_requests_are_logged_by_route(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="atschecker.access")
    with service(MarkingEngine()) as client:
        client.get("/v1/rankings/janeroe?filter=tag:Jane")
    (record,) = [each for each in caplog.records if each.name == "atschecker.access"]
    line = json.loads(JsonLines().format(record))
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/rankings/{ranking}", 404)
    assert (line["level"], line["logger"]) == ("info", "atschecker.access")
    assert "jane" not in json.dumps(line).lower()
