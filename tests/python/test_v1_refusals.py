"""What is refused before an endpoint is reached is told in the form of the endpoints."""

from __future__ import annotations

from atschecker.service import ServiceOptions
from service_support import MarkingEngine, service


def test_outer_refusals_are_problem_details_below_v1_only() -> None:
    with service(MarkingEngine(), ServiceOptions(max_total_bytes=100)) as client:
        answers = [
            client.get("/v1/rankings", headers={"Host": "evil.example"}),
            client.get("/v1/rankings", headers={"Origin": "https://evil.example"}),
            client.post("/v1/rankings", content=b"x" * 200),
        ]
        elsewhere = client.get("/readyz", headers={"Host": "evil.example"})
    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (403, "host_not_allowed"),
        (403, "origin_not_allowed"),
        (413, "request_too_large"),
    ]
    for each in answers:
        assert each.headers["content-type"] == "application/problem+json"
        assert each.json()["status"] == each.status_code
        assert each.json()["title"]
    assert elsewhere.headers["content-type"] == "application/json"
