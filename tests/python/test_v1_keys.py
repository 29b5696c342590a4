"""Keys: made, listed and revoked on the command line; what each may do; no tenant sees another's rankings."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from atschecker._engine import SettingsError
from atschecker.cli import app
from atschecker.service import ServiceOptions
from atschecker.service._key import check_key
from atschecker.store import Store
from service_support import CRITERIA, PATIENCE, MarkingEngine, service
from test_v1_rankings import TWO, finished, rows


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database file of this test."""
    return f"sqlite:///{tmp_path / 'data' / 'rankings.db'}"


def key_of(url: str, tenant: str, *scopes: str) -> str:
    """Make a key; its text."""
    store = Store(url)
    try:
        return store.keys.create(tenant, "test", scopes or ("read", "write"))[1]
    finally:
        store.close()


def bearer(key: str) -> dict[str, str]:
    """The header that carries a key."""
    return {"Authorization": f"Bearer {key}"}


def start(client: httpx.Client, key: str) -> str:
    """Make a ranking with a key; its id."""
    response = client.post(
        "/v1/rankings",
        data={"criteria": json.dumps(CRITERIA)},
        files=[("resumes", file) for file in TWO],
        headers={**bearer(key), "Idempotency-Key": "1"},
    )
    assert response.status_code == 202, response.text
    return str(response.json()["id"])


def test_every_id_of_a_tenant_is_unknown_to_another(url: str) -> None:
    ours, theirs = key_of(url, "ours"), key_of(url, "theirs", "read", "write", "admin")
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        ranking = start(client, ours)
        other = start(client, theirs)
        with httpx.Client(
            base_url=client.base_url, headers=bearer(ours), trust_env=False, timeout=PATIENCE
        ) as mine:
            finished(mine, ranking)
            row = rows(mine, ranking)[0]["id"]
            seen = [each["id"] for each in mine.get("/v1/rankings").json()["rankings"]]
        paths: dict[str, Any] = client.get("/openapi.json").json()["paths"]
        answers = {
            f"{method} {path}": client.request(
                method,
                path.format(ranking=ranking, row=row, n=1, page=1),
                headers=bearer(theirs),
                **body_for(operation),
            )
            for path, operations in paths.items()
            if "{ranking}" in path
            for method, operation in operations.items()
        }
        # Neither through a ranking of one's own.
        mixed = client.get(f"/v1/rankings/{other}/rows/{row}/file", headers=bearer(theirs))
        with httpx.Client(
            base_url=client.base_url, headers=bearer(ours), trust_env=False, timeout=PATIENCE
        ) as mine:
            left = rows(mine, ranking)
    assert ranking != other
    assert seen == [ranking]
    assert len(answers) > 10
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 404} == {}
    assert mixed.status_code == 404
    assert [each["stage"] for each in left] == ["new", "new"]


def body_for(operation: dict[str, Any]) -> dict[str, Any]:
    """A body that the operation takes."""
    kinds = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in kinds:
        return {"files": [("resumes", TWO[0])]}
    return {"json": {"criteria": [], "rows": [], "stage": "maybe"}} if kinds else {}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("read", {"GET": 200, "POST": 403}), ("write", {"GET": 200, "POST": 202})],
)
def test_a_key_may_do_what_its_scopes_say(url: str, scope: str, expected: dict[str, int]) -> None:
    key = key_of(url, "ours", scope)
    form: dict[str, Any] = {
        "data": {"criteria": json.dumps(CRITERIA)},
        "files": [("resumes", file) for file in TWO],
    }
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        answers = {
            "GET": client.get("/v1/rankings", headers=bearer(key)),
            "POST": client.post("/v1/rankings", headers=bearer(key), **form),
        }
    assert {method: answer.status_code for method, answer in answers.items()} == expected


def test_as_soon_as_there_is_a_key_everybody_needs_one_and_a_revoked_one_is_none(url: str) -> None:
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        before = client.get("/v1/rankings")
        key = key_of(url, "default")
        codes = [
            client.get("/v1/rankings", headers=headers).status_code
            for headers in ({}, bearer(key), bearer(key + "x"), bearer("ats_00_x"), {"X-API-Key": key})
        ]
        store = Store(url)
        store.keys.revoke(key.split("_")[1])
        key_of(url, "other")
        store.close()
        revoked = client.get("/v1/rankings", headers=bearer(key))
    assert before.status_code == 200
    assert codes == [401, 200, 401, 401, 200]
    assert (revoked.status_code, revoked.headers["content-type"]) == (401, "application/problem+json")


def test_the_key_of_the_service_is_the_admin_of_the_default_tenant(url: str) -> None:
    with service(MarkingEngine(), ServiceOptions(database_url=url, key="sesame")) as client:
        who = client.get("/v1/session", headers=bearer("sesame")).json()
        wrong = client.get("/v1/session", headers=bearer("sesam"))
    assert who == {"tenant": "default", "scopes": ["read", "write", "admin"], "actor": "service"}
    assert wrong.status_code == 401


def test_a_session_takes_the_place_of_a_key_until_it_ends(url: str) -> None:
    key = key_of(url, "ours")
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        refused = client.post("/v1/session", json={"key": "ats_1_2"})
        opened = client.post("/v1/session", json={"key": key})
        cookie = opened.headers["set-cookie"]
        ranking = start(client, key)
        with httpx.Client(
            base_url=client.base_url, cookies=client.cookies, trust_env=False, timeout=PATIENCE
        ) as page:
            who = page.get("/v1/session").json()
            finished(page, ranking)
            row = rows(page, ranking)[0]["id"]
            page.patch(f"/v1/rankings/{ranking}/rows/{row}", json={"stage": "maybe"})
            log = page.get(f"/v1/rankings/{ranking}/decisions").json()["decisions"]
            foreign = page.post("/v1/rankings", headers={"Origin": "https://elsewhere.example"})
            token = page.cookies["ats_session"]
            page.delete("/v1/session")
        after = client.get("/v1/rankings", headers={"Cookie": f"ats_session={token}"})
    assert refused.status_code == 401
    assert opened.status_code == 201
    assert {part.strip() for part in cookie.split(";")} >= {"HttpOnly", "SameSite=strict", "Path=/"}
    assert who["tenant"] == "ours"
    assert [each["actor"] for each in log] == [f"key:{key.split('_')[1]}"]
    assert foreign.status_code == 403
    assert after.status_code == 401


def test_a_session_ends_with_its_key(url: str) -> None:
    key = key_of(url, "ours")
    key_of(url, "theirs")
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        client.post("/v1/session", json={"key": key})
        before = client.get("/v1/rankings").status_code
        store = Store(url)
        store.keys.revoke(key.split("_")[1])
        store.close()
        after = client.get("/v1/rankings").status_code
    assert (before, after) == (200, 401)


def test_keys_are_made_listed_and_revoked_on_the_command_line(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATS_DATABASE_URL", url)
    run = CliRunner().invoke
    made = run(app, ["keys", "create", "hr system", "--tenant", "ours", "--scope", "read"])
    key = made.stdout.strip()
    listed = run(app, ["keys", "list"])
    revoked = run(app, ["keys", "revoke", key.split("_")[1]])
    again = run(app, ["keys", "revoke", key.split("_")[1]])
    wrong = run(app, ["keys", "create", "x", "--tenant", "Ours!"])
    with sqlite3.connect(tmp_path / "data" / "rankings.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert re.fullmatch(r"ats_[0-9a-f]{16}_[A-Za-z0-9_-]{43}", key)
    assert re.fullmatch(r"[0-9a-f]{16}  ours  read  \d{4}-\d\d-\d\d  usable  hr system\n", listed.stdout)
    assert (revoked.exit_code, again.exit_code, wrong.exit_code) == (0, 1, 2)
    assert key.split("_", 2)[2] not in listed.stdout + dump


def test_other_machines_are_served_where_there_is_a_key(url: str) -> None:
    options = ServiceOptions(database_url=url)
    Store(url).close()
    with pytest.raises(SettingsError, match="atschecker keys create"):
        check_key("0.0.0.0", options)
    key_of(url, "ours")
    check_key("0.0.0.0", options)
