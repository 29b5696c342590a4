"""How long rankings stay: terms, legal hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from atschecker._engine import SettingsError
from atschecker.service import ServiceOptions
from atschecker.service._options import options_from, serve_options
from atschecker.service._retention import sweep
from atschecker.store import NewRanking, Resume, Store
from service_support import MarkingEngine, service
from test_v1_rankings import TWO, ranked


def test_terms_are_read() -> None:
    assert [options_from({"ATS_RETENTION": term}).retention_days for term in ("", "90d", "6m", "3y")] == [
        *(None, 90, 186, 1098)
    ]
    assert serve_options({"ATS_RETENTION": "6m"}, retention="4y").retention_days == 1464
    for term in ("0d", "six", "5", "9999y"):
        with pytest.raises(SettingsError, match="ATS_RETENTION must be a term such as 6m, 3y or 90d"):
            options_from({"ATS_RETENTION": term})


def test_finished_rankings_are_erased_after_their_term_unless_held_or_decided_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    store = Store(url)
    ids = {}
    for name in ("old", "held", "decided", "running", "new"):
        ids[name] = store.create("ours", NewRanking(name, None, None, {})).id
        row = store.add_resume("ours", ids[name], Resume("a.txt", name.encode()))
        store.set_state(ids[name], "running" if name == "running" else "done")
        if name == "decided":
            store.decide(ids[name], row, "somebody", {"stage": "maybe"})
    store.set_hold(ids["held"], hold=True)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE rankings SET created = '2020-01-01T00:00:00' WHERE name != 'new'"))
    forgotten: list[str] = []
    erased = sweep(store, 90, forgotten.append)
    left = {saved.name for saved in store.rankings("ours")}
    with engine.connect() as connection:
        documents = connection.execute(text("SELECT content FROM documents")).scalars().all()
    engine.dispose()
    store.close()
    assert (erased, forgotten) == (1, [ids["old"]])
    assert left == {"held", "decided", "running", "new"}
    assert b"old" not in documents


def test_a_service_erases_what_is_too_old_when_it_starts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        ranking = ranked(client, TWO)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE rankings SET created = '2020-01-01T00:00:00'"))
    engine.dispose()
    with service(MarkingEngine(), ServiceOptions(database_url=url, retention_days=30)) as client:
        for _ in range(1000):
            if client.get(f"/v1/rankings/{ranking}").status_code == 404:
                return
    raise AssertionError("the ranking is still there")


def test_a_held_ranking_is_not_erased_and_only_an_admin_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    store = Store(url)
    writer, admin = (store.keys.create("default", "x", [scope])[1] for scope in ("write", "admin"))
    store.close()
    with service(MarkingEngine(), ServiceOptions(database_url=url)) as client:
        client.headers["X-API-Key"] = writer
        ranking = ranked(client, TWO)
        path = f"/v1/rankings/{ranking}"
        refused = client.patch(path, json={"hold": True})
        held = client.patch(path, json={"hold": True}, headers={"X-API-Key": admin})
        kept = client.delete(path)
        client.patch(path, json={"hold": False}, headers={"X-API-Key": admin})
        gone = client.delete(path)
    assert refused.status_code == 403
    assert held.json()["hold"] is True
    assert (kept.status_code, kept.json()["code"]) == (409, "on_hold")
    assert gone.status_code == 204
