"""What law asks for: notices, reports, corrections, counts by group, people who are not to be scored."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse

from atschecker._core import audit_to_json
from atschecker.service._access import RankingAccess, not_found, on_hold, tenant_of
from atschecker.service._errors import RequestProblem, bad_request, forbidden
from atschecker.service._facts_html import facts_page, table_of
from atschecker.service._form import Expected, read_form
from atschecker.service._identity import identity_in
from atschecker.service._json import json_body
from atschecker.service._law import (
    AUDIT_HEADS,
    SystemFacts,
    audit_rows,
    audit_summary,
    audited,
    candidate_report,
    notice,
)
from atschecker.service._options import ServiceOptions
from atschecker.service._people_schema import PATHS
from atschecker.service._ranking_inputs import is_text
from atschecker.service._ranking_views import hides
from atschecker.service._rankings_schema import add_routes
from atschecker.service._tenant_settings import TenantSettings, changed_settings, settings_of
from atschecker.store import Person, Resume

# Longer than any address that is delivered to.
MAX_ADDRESS = 320


class PeopleResource:
    """Answers people about themselves, and those who must tell them."""

    def __init__(self, access: RankingAccess, options: ServiceOptions, facts: SystemFacts) -> None:
        self._access = access
        self._options = options
        self._facts = facts

    def add_to(self, app: FastAPI) -> None:
        """Register the paths."""
        add_routes(app, self, PATHS)

    async def get_settings(self, request: Request) -> Response:
        """Employer, contact, and reasons to decline."""
        return JSONResponse((await self._settings(tenant_of(request))).view())

    async def change_settings(self, request: Request) -> Response:
        """Change some of them; the rest stays."""
        tenant = tenant_of(request)
        stored = await self._access.db(lambda store: store.people.settings(tenant))
        settings = changed_settings(stored, await json_body(request))
        await self._access.db(lambda store: store.people.set_settings(tenant, settings.view()))
        return JSONResponse(settings.view())

    async def notice(self, request: Request, ranking: str) -> Response:
        """What applicants are told before they are scored; ``format`` is json or html."""
        saved = await self._access.saved(tenant_of(request), ranking)
        facts = notice(saved, self._facts, await self._settings(saved.tenant))
        return _in_form(request, "Notice: a computed score helps with this opening", facts)

    async def report(self, request: Request, ranking: str, row: str) -> Response:
        """All that was read and scored of one candidate; ``format`` is json or html."""
        saved, entry = await self._access.entry(tenant_of(request), ranking, row)
        place = (await self._access.table(saved)).place_of(row)
        if place is None:
            raise not_found()
        if hides(entry, saved):
            raise forbidden("blind", "this ranking is blind until a first decision on the row")
        text = await self._access.db(lambda store: store.text(ranking, row))
        log = await self._access.db(lambda store: store.decisions(ranking))
        corrected = await self._access.db(lambda store: store.corrections(ranking, row))
        settings = await self._settings(saved.tenant)
        facts = await asyncio.to_thread(
            candidate_report, saved, entry, place, text, self._facts, settings, log, corrected
        )
        return _in_form(request, "Report for a candidate", facts)

    async def correct(self, request: Request, ranking: str, row: str) -> Response:
        """Send a corrected resume: it is a row of its own, scored anew and linked to this one."""
        saved, _ = await self._access.entry(tenant_of(request), ranking, row)
        resume = await self._one_file(request)
        added = await self._access.db(lambda store: store.add_correction(saved.tenant, ranking, row, resume))
        await self._access.scheduler.start(saved)
        return JSONResponse({"row": added, "corrects": row}, 202)

    async def audit(self, request: Request, ranking: str) -> Response:
        """Count scores and picks by groups that the request tells; ``format`` is json, csv or html.

        What belongs to which group is used for this answer and kept nowhere.
        """
        saved = await self._access.saved(tenant_of(request), ranking)
        body = await json_body(request)
        table = await self._access.table(saved)
        report = await asyncio.to_thread(audited, body, table.places)
        summary = audit_summary(report, saved, self._facts)
        kind = request.query_params.get("format", "json")
        if kind == "csv":
            return _csv(AUDIT_HEADS, audit_rows(report))
        facts = {"summary": summary, "audit": json.loads(audit_to_json(report))}
        shown = table_of(AUDIT_HEADS, audit_rows(report))
        return _in_form(request, "Impact ratios", facts, summary, [shown])

    async def set_person_only(self, request: Request, ranking: str, row: str) -> Response:
        """Leave a row to a person (``person_only`` true), or let it be scored (false)."""
        saved, _ = await self._access.entry(tenant_of(request), ranking, row)
        wanted = (await json_body(request)).get("person_only")
        if not isinstance(wanted, bool):
            raise bad_request("'person_only' must be true or false")
        actor = identity_in(request).actor
        await self._access.db(lambda store: store.people.set_person_only(ranking, row, actor, wanted=wanted))
        if not wanted:
            await self._access.scheduler.start(saved)
        return JSONResponse({"row": row, "person_only": wanted})

    async def erase_row(self, request: Request, ranking: str, row: str) -> Response:
        """Erase a person: file, text, scores, answers, notes. The row stays as a mark.

        ``everywhere=true`` erases the file's rows in all rankings of the tenant, in one transaction.
        """
        saved, _ = await self._access.entry(tenant_of(request), ranking, row)
        if saved.hold:
            raise on_hold()
        everywhere = request.query_params.get("everywhere", "false")
        if everywhere not in ("true", "false"):
            raise bad_request("'everywhere' must be true or false")
        erased = await self._access.db(
            lambda store: store.people.erase(saved.tenant, ranking, row, everywhere=everywhere == "true")
        )
        return JSONResponse({"erased": [{"ranking": each, "row": its_row} for each, its_row in erased]})

    async def list_not_scored(self, request: Request) -> Response:
        """Who is not to be scored; addresses are kept as digests only."""
        tenant = tenant_of(request)
        found = await self._access.db(lambda store: store.people.not_scored(tenant))
        return JSONResponse({"people": [_person(each) for each in found]})

    async def add_not_scored(self, request: Request) -> Response:
        """Name an e-mail address: resumes that hold it are left to a person from now on."""
        address = (await json_body(request)).get("email")
        if not is_text(address) or not isinstance(address, str) or not _is_address(address):
            raise bad_request("send a JSON object with 'email'")
        tenant, actor = tenant_of(request), identity_in(request).actor
        person = await self._access.db(lambda store: store.people.add_not_scored(tenant, address, actor))
        return JSONResponse(_person(person), 201)

    async def remove_not_scored(self, request: Request, person: str) -> Response:
        """Take somebody off the list."""
        tenant = tenant_of(request)
        await self._access.db(lambda store: store.people.remove_not_scored(tenant, person))
        return Response(status_code=204)

    async def _settings(self, tenant: str) -> TenantSettings:
        return settings_of(await self._access.db(lambda store: store.people.settings(tenant)))

    async def _one_file(self, request: Request) -> Resume:
        try:
            form = await read_form(
                request.headers.get("content-type", ""),
                request.stream(),
                Expected(file_field="resume", max_files=1),
                self._options,
            )
        except ClientDisconnect:
            raise RequestProblem(408, "client_gone", "the client left") from None
        try:
            if not form.files:
                raise bad_request("send the corrected file in the field 'resume'")
            return Resume(form.files[0].name, await form.files[0].take())
        finally:
            form.close()


def _person(person: Person) -> dict[str, Any]:
    return asdict(person)


def _is_address(text: str) -> bool:
    name, at, host = text.strip().rpartition("@")
    return bool(name and at and host) and len(text) <= MAX_ADDRESS and not any(map(str.isspace, text.strip()))


def _csv(heads: tuple[str, ...], rows: list[list[str]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([heads, *([_safe(cell) for cell in row] for row in rows)])
    return Response(
        text.getvalue(),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _safe(cell: str) -> str:
    # A spreadsheet would run it.
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _in_form(
    request: Request,
    title: str,
    facts: dict[str, Any],
    summary: dict[str, Any] | None = None,
    tables: list[Any] | None = None,
) -> Response:
    kind = request.query_params.get("format", "json")
    if kind == "json":
        return JSONResponse(facts)
    if kind == "html":
        return HTMLResponse(facts_page(title, summary or facts, tables or []))
    raise bad_request("'format' must be json or html")
