"""/v1/rankings: rankings that outlive the request that made them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, StreamingResponse

from atschecker._core import (
    DocumentReader,
    Price,
    criteria_from_json,
    criteria_from_texts,
    criteria_to_json,
)
from atschecker._reports import WRITERS, is_there
from atschecker.service._access import RankingAccess, not_found, on_hold, tenant_of
from atschecker.service._agreement import agreement
from atschecker.service._archive import is_archive, unpacked
from atschecker.service._errors import RequestProblem, bad_request, forbidden, too_large
from atschecker.service._form import Expected, Form, Upload, read_form
from atschecker.service._identity import identity_in
from atschecker.service._json import json_body
from atschecker.service._lists import Standings
from atschecker.service._options import ServiceOptions
from atschecker.service._pages import Pages, has_it, image_answer, image_tag, page_number
from atschecker.service._ranking_inputs import (
    changed_criteria,
    cursor_of,
    human_half,
    limit_of,
    ranking_options,
    selected,
)
from atschecker.service._ranking_views import (
    Place,
    cost_so_far,
    full_ranking,
    hides,
    part_of_ranking,
    quote_marks,
    ranking_view,
    row_view,
    shown_name,
    text_view,
)
from atschecker.service._rankings_schema import PATHS, add_routes
from atschecker.service._scheduler import Scheduler
from atschecker.service._tenant_settings import check_reason, settings_of
from atschecker.service._text_remarks import text_remarks
from atschecker.store import Entry, NewRanking, Resume, Saved, Store

T = TypeVar("T")

# What a ranking can be taken away as.
EXPORTS = {suffix[1:]: writer for suffix, writer in WRITERS.items() if is_there(writer)}

# Uploads that are in memory at once: an archive may be as large as a request.
MAX_READING = 2

# Proxies end a connection on which nothing comes for a minute.
PING_SECONDS = 15


class RankingsResource:
    """Makes, shows, changes and deletes rankings."""

    def __init__(
        self,
        options: ServiceOptions,
        reader: DocumentReader,
        engine: str,
        model: str,
        price: Price | None = None,
    ) -> None:
        self._options = options
        self._pages = Pages(reader)
        self._engine = engine
        self._model = model
        self._price = price
        self._reading = asyncio.Semaphore(MAX_READING)
        self.access = RankingAccess()

    def add_to(self, app: FastAPI) -> None:
        """Register the paths."""
        add_routes(app, self, PATHS)

    async def create_ranking(self, request: Request) -> Response:
        """Send a job description or criteria, and resumes: the answer comes at once, the scores later."""
        tenant = tenant_of(request)
        form = await self._form(request)
        try:
            new = await self._new_ranking(form, request.headers.get("idempotency-key"))
            saved = await self._db(lambda store: store.create(tenant, new))
            if saved.state == "draft" and form.files:
                await self._add_first(saved, form)
        finally:
            form.close()
        view = await self._view(tenant, saved.id)
        location = f"{request.scope.get('root_path', '')}/v1/rankings/{saved.id}"
        return JSONResponse(view, 202, headers={"Location": location, "ETag": _etag(saved.version)})

    async def list_rankings(self, request: Request) -> Response:
        """Newest first."""
        found = await self._db(lambda store: store.rankings(tenant_of(request)))
        return JSONResponse({"rankings": [await self._view_of(saved) for saved in found]})

    async def get_ranking(self, request: Request, ranking: str) -> Response:
        """State, counts, criteria and warnings."""
        saved = await self._saved(tenant_of(request), ranking)
        return JSONResponse(await self._view_of(saved), headers={"ETag": _etag(saved.version)})

    async def add_resumes(self, request: Request, ranking: str) -> Response:
        """Send more files; one that is there already, by name and content, is not added again."""
        saved = await self._saved(tenant_of(request), ranking)
        form = await self._form(request)
        try:
            if not form.files:
                raise bad_request("send at least one resume in the field 'resumes'")
            await self._add(saved, form)
        finally:
            form.close()
        return JSONResponse(await self._view(tenant_of(request), ranking), 202)

    async def cancel_ranking(self, request: Request, ranking: str) -> Response:
        """Stop scoring; what is scored stays."""
        saved = await self._saved(tenant_of(request), ranking)
        if saved.state in ("running", "draft"):
            await self._scheduler.cancel(ranking)
        return JSONResponse(await self._view(tenant_of(request), ranking))

    async def delete_ranking(self, request: Request, ranking: str) -> Response:
        """Erase the ranking, its decisions, and documents that no other ranking has."""
        saved = await self._saved(tenant_of(request), ranking)
        if saved.hold:
            raise on_hold()
        await self._scheduler.halt(ranking)
        await self._db(lambda store: store.delete(saved.tenant, ranking))
        self.access.forget(ranking)
        return Response(status_code=204)

    async def reweigh_ranking(self, request: Request, ranking: str) -> Response:
        """Change weights and importance: the ranks follow at once, and no model is asked.

        ``hold`` keeps the ranking from being erased, by anybody and by retention; it needs the scope admin.
        """
        saved = await self._saved(tenant_of(request), ranking)
        expected = _expected(request, saved.version)
        body = await json_body(request)
        if "hold" in body:
            await self._hold(request, ranking, body.pop("hold"))
            if not body:
                return await self.get_ranking(request, ranking)
        if saved.criteria is None:
            raise RequestProblem(409, "not_ready", "the criteria are not there yet")
        criteria = changed_criteria(saved.criteria, body)
        done = await self._db(lambda store: store.set_criteria(ranking, criteria, expected))
        if not done:
            raise _precondition()
        return await self.get_ranking(request, ranking)

    async def _hold(self, request: Request, ranking: str, hold: object) -> None:
        if not isinstance(hold, bool):
            raise bad_request("'hold' must be true or false")
        if not identity_in(request).may("admin"):
            raise forbidden("scope_missing", "this key may not do that: it lacks 'admin'")
        await self._db(lambda store: store.set_hold(ranking, hold=hold))

    async def rows(self, request: Request, ranking: str) -> Response:
        """Best first, unless sorted otherwise; ``next`` is the cursor of the next page."""
        saved = await self._saved(tenant_of(request), ranking)
        query = request.query_params
        limit = limit_of(query.get("limit"))
        table = await self._table(saved)

        def page(store: Store) -> dict[str, Any]:
            chosen = selected(table.places, query.get("filter", ""), query.get("sort", ""))
            begin = cursor_of(chosen, query.get("cursor", ""))
            shown = chosen[begin : begin + limit]
            more = begin + limit < len(chosen)
            entries = store.entries_of(ranking, [place.line.id for place in shown])
            return {
                "rows": [
                    _row_view(entry, place, saved, table) for entry, place in zip(entries, shown, strict=True)
                ],
                "next": shown[-1].line.id if more and shown else None,
            }

        return JSONResponse(await self._db(page))

    async def row(self, request: Request, ranking: str, row: str) -> Response:
        """One row with its evidence."""
        saved, entry = await self._entry(tenant_of(request), ranking, row)
        table = await self._table(saved)
        place = table.place_of(row)
        if place is None:
            raise not_found()
        view = _row_view(entry, place, saved, table)
        view["corrected_by"] = await self._db(lambda store: store.corrections(ranking, row))
        if request.method == "GET":
            await self._note_opening(request, ranking, row)
        return JSONResponse(view, headers={"ETag": _etag(entry.version)})

    async def decide(self, request: Request, ranking: str, row: str) -> Response:
        """Set stage, reason, note, tags or a person's own score; each change is logged."""
        await self._saved(tenant_of(request), ranking)
        entry = await self._db(lambda store: store.entry(ranking, row))
        expected = _expected(request, entry.version)
        change = human_half(await json_body(request))
        await self._check_reason(request, change, [entry])
        done = await self._db(
            lambda store: store.decide(ranking, row, identity_in(request).actor, change, expected)
        )
        if not done:
            raise _precondition()
        return await self.row(request, ranking, row)

    async def decide_many(self, request: Request, ranking: str) -> Response:
        """Make the same change to many rows."""
        await self._saved(tenant_of(request), ranking)
        body = await json_body(request)
        rows = body.get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise bad_request("'rows' must be a list of ids")
        change = human_half(body.get("change"))
        entries = await self._db(lambda store: store.entries_of(ranking, rows))  # all or none
        await self._check_reason(request, change, entries)
        for row in rows:
            await self._db(
                partial(
                    Store.decide, ranking=ranking, row=row, actor=identity_in(request).actor, change=change
                )
            )
        return JSONResponse({"changed": len(rows)})

    async def _check_reason(self, request: Request, change: dict[str, Any], entries: list[Entry]) -> None:
        tenant = tenant_of(request)
        settings = settings_of(await self._db(lambda store: store.people.settings(tenant)))
        for entry in entries:
            check_reason(settings, change, entry.reason)

    async def _note_opening(self, request: Request, ranking: str, row: str) -> None:
        actor = identity_in(request).actor
        await self._db(lambda store: store.people.note_opening(ranking, row, actor))

    async def decisions(self, request: Request, ranking: str) -> Response:
        """The log of all changes by people, oldest first."""
        await self._saved(tenant_of(request), ranking)
        return JSONResponse({"decisions": await self._db(lambda store: store.decisions(ranking))})

    async def agreement(self, request: Request, ranking: str) -> Response:
        """Pairs of decided rows that the order puts right or wrong, picks among the first, and surprises."""
        table = await self._table(await self._saved(tenant_of(request), ranking))
        return JSONResponse(await asyncio.to_thread(agreement, table.places))

    async def row_file(self, request: Request, ranking: str, row: str) -> Response:
        """The original file, as a download."""
        saved, entry = await self._seen_entry(tenant_of(request), ranking, row)
        content = await self._db(lambda store: store.content(saved.tenant, entry.digest))
        await self._note_opening(request, ranking, row)
        # Whatever it is, no browser opens it here.
        return Response(
            content,
            media_type="application/octet-stream",
            headers={
                "Content-Disposition": _attachment(entry.file),
                "Content-Security-Policy": "sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def row_text(self, request: Request, ranking: str, row: str) -> Response:
        """What was read of the file, and where the quotes stand in it."""
        saved, entry = await self._entry(tenant_of(request), ranking, row)
        text = await self._db(lambda store: store.text(ranking, row))
        await self._note_opening(request, ranking, row)
        view = await asyncio.to_thread(partial(text_view, entry, text, hidden=hides(entry, saved)))
        remarks = await asyncio.to_thread(partial(text_remarks, entry, text, hidden=hides(entry, saved)))
        return JSONResponse({**view, **remarks})

    async def row_pages(self, request: Request, ranking: str, row: str) -> Response:
        """The pages of a PDF, and on each the boxes of the quotes, in shares of its width and height."""
        saved, entry = await self._seen_entry(tenant_of(request), ranking, row)
        content = await self._db(lambda store: store.content(saved.tenant, entry.digest))
        text = await self._db(lambda store: store.text(ranking, row))
        await self._note_opening(request, ranking, row)
        pages = await self._pages.places(entry.file, content, text, quote_marks(entry))
        base = f"{request.scope.get('root_path', '')}/v1/rankings/{ranking}/rows/{row}/pages"
        return JSONResponse({"pages": [{**page, "image": f"{base}/{page['number']}"} for page in pages]})

    async def row_page(self, request: Request, ranking: str, row: str, page: str) -> Response:
        """A page of a PDF as a PNG image."""
        saved, entry = await self._seen_entry(tenant_of(request), ranking, row)
        number = page_number(page)
        tag = image_tag(entry.digest, number)
        if has_it(request, tag):
            return image_answer(None, tag)
        content = await self._db(lambda store: store.content(saved.tenant, entry.digest))
        return image_answer(await self._pages.image(entry.file, content, number), tag)

    async def export(self, request: Request, ranking: str) -> Response:
        """A report: ``format`` is one of the ranking's ``exports``."""
        return await self._export(request, ranking, None)

    async def export_some(self, request: Request, ranking: str) -> Response:
        """A report of the rows that are named, with their ranks among all."""
        rows = (await json_body(request)).get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise bad_request("'rows' must be a list of ids")
        return await self._export(request, ranking, rows)

    async def _export(self, request: Request, ranking: str, rows: list[str] | None) -> Response:
        kind = request.query_params.get("format", "csv")
        if kind not in EXPORTS:
            raise bad_request(f"'format' must be {' or '.join(EXPORTS)}")
        saved = await self._saved(tenant_of(request), ranking)
        table = await self._table(saved)
        entries = await self._db(
            lambda store: store.entries(ranking) if rows is None else store.entries_of(ranking, rows)
        )
        writer = EXPORTS[kind]
        view = full_ranking if rows is None else part_of_ranking
        report = await asyncio.to_thread(
            lambda: writer.write(view(entries, table.places, table.criteria, saved))
        )
        return Response(
            report,
            media_type=writer.media_type,
            headers={"Content-Disposition": f'attachment; filename="ranking.{kind}"'},
        )

    async def events(self, request: Request, ranking: str) -> Response:
        """Server-sent: ``row``, ``progress`` and ``done``; goes on after ``Last-Event-ID``."""
        await self._saved(tenant_of(request), ranking)
        seen = request.headers.get("last-event-id", "")
        since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0  # noqa: PLR2004
        return StreamingResponse(
            self._events(tenant_of(request), ranking, since),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _events(self, tenant: str, ranking: str, since: int) -> AsyncIterator[str]:
        while True:
            changed = self._scheduler.change(ranking)  # taken first, so that no change falls between
            try:
                saved = await self._saved(tenant, ranking)
            except RequestProblem:
                return  # deleted meanwhile
            entries = await self._db(partial(Store.entries, ranking=ranking, since=since))
            for entry in sorted(entries, key=lambda entry: entry.change):
                since = entry.change
                yield _event("row", _row_event(entry, saved), since)
            view = await self._view_of(saved)
            yield _event("progress", {name: view[name] for name in ("counts", "progress", "seconds_left")})
            if saved.state != "running":
                yield _event("done", {"state": saved.state, "message": saved.message})
                return
            while not changed.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), PING_SECONDS)
                if not changed.is_set():
                    yield ": still here\n\n"
            if not self.access.is_open:
                return  # the service ends

    @property
    def _scheduler(self) -> Scheduler:
        return self.access.scheduler

    async def _db(self, call: Callable[[Store], T]) -> T:
        return await self.access.db(call)

    async def _saved(self, tenant: str, ranking: str) -> Saved:
        return await self.access.saved(tenant, ranking)

    async def _entry(self, tenant: str, ranking: str, row: str) -> tuple[Saved, Entry]:
        return await self.access.entry(tenant, ranking, row)

    async def _seen_entry(self, tenant: str, ranking: str, row: str) -> tuple[Saved, Entry]:
        """Of a row whose person may be seen."""
        saved, entry = await self._entry(tenant, ranking, row)
        if hides(entry, saved):
            raise forbidden("blind", "this ranking is blind until a first decision on the row")
        return saved, entry

    async def _table(self, saved: Saved) -> Standings:
        return await self.access.table(saved)

    async def _view(self, tenant: str, ranking: str) -> dict[str, Any]:
        return await self._view_of(await self._saved(tenant, ranking))

    async def _view_of(self, saved: Saved) -> dict[str, Any]:
        counts = await self._db(lambda store: store.counts(saved.id))
        extra: dict[str, Any] = {"exports": list(EXPORTS)}
        pace = self._scheduler.pace(saved.id)
        if pace is not None:
            extra["seconds_left"] = pace.seconds_left(counts.get("pending", 0))
            extra["per_minute"] = pace.per_minute()
        if self._price is not None:
            extra["cost"] = cost_so_far((await self._table(saved)).facts.usage, self._price)
        return ranking_view(saved, counts, self._engine, self._model, extra)

    async def _form(self, request: Request) -> Form:
        expected = Expected(
            file_field="resumes",
            max_files=self._options.max_files,
            text_field="criteria",
            more_text=("job_description", "options"),
            archives=True,
            single_files=("job_description",),
        )
        try:
            return await read_form(
                request.headers.get("content-type", ""), request.stream(), expected, self._options
            )
        except ClientDisconnect:
            raise RequestProblem(408, "client_gone", "the client left") from None

    async def _new_ranking(self, form: Form, request_key: str | None) -> NewRanking:
        job = await _job(form)
        texts = form.fields.get("criteria", "")
        if job is None and not texts.strip():
            raise bad_request("send a 'job_description' or 'criteria'")
        options = ranking_options(form.fields.get("options", ""))
        name = str(options.get("name") or (job.file if job is not None else "Ranking"))
        return NewRanking(
            name=name,
            job=job,
            criteria=_criteria(texts) if texts.strip() else None,
            options=options,
            request_key=hashlib.sha256(request_key.encode()).hexdigest() if request_key else None,
        )

    async def _add_first(self, saved: Saved, form: Form) -> None:
        try:
            await self._add(saved, form)
        except RequestProblem:
            # Who is refused finds no half of a ranking, and may use the same Idempotency-Key again.
            await self._db(lambda store: store.delete(saved.tenant, saved.id))
            raise

    async def _add(self, saved: Saved, form: Form) -> None:
        for upload in form.files:
            async with self._reading:
                resumes = await self._resumes(upload)
                await self._db(partial(self._keep, saved=saved, resumes=resumes))
        await self._scheduler.start(await self._saved(saved.tenant, saved.id))

    async def _resumes(self, upload: Upload) -> list[Resume]:
        content = await upload.take()
        if is_archive(upload.name, content):
            # All or none: what is beyond the limits may show only at the end.
            return await asyncio.to_thread(unpacked, upload.name, content, self._options)
        return [Resume(upload.name, content)]

    def _keep(self, store: Store, saved: Saved, resumes: list[Resume]) -> None:
        if sum(store.counts(saved.id).values()) + len(resumes) > self._options.max_ranking_files:
            raise too_large(f"a ranking may hold at most {self._options.max_ranking_files} files")
        for resume in resumes:
            store.add_resume(saved.tenant, saved.id, resume)


async def _job(form: Form) -> Resume | None:
    upload = form.single.get("job_description")
    text = form.fields.get("job_description", "")
    if upload is not None and text.strip():
        raise bad_request("send the job description as a file or as text, not both")
    if upload is not None:
        return Resume(upload.name, await upload.take())
    return Resume("job.txt", text.encode()) if text.strip() else None


def _criteria(text: str) -> str:
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        raise bad_request("the field 'criteria' must be JSON") from None
    if isinstance(root, list) and root and all(isinstance(each, str) for each in root):
        return criteria_to_json(criteria_from_texts(root))
    return criteria_to_json(criteria_from_json(text))


def _row_view(entry: Entry, place: Place, saved: Saved, table: Standings) -> dict[str, Any]:
    return row_view(entry, place, saved, table.criteria, table.duplicates_of(place.line))


def _row_event(entry: Entry, saved: Saved) -> dict[str, Any]:
    return {"id": entry.id, "file": shown_name(entry, saved), "state": entry.state}


def _event(name: str, data: dict[str, Any], number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data)}\n\n"


def _etag(version: int) -> str:
    return f'"{version}"'


def _expected(request: Request, version: int) -> int | None:
    """The version that an edit was made of; None where the client does not care."""
    wanted = request.headers.get("if-match", "*").strip()
    if wanted == "*":
        return None
    if wanted != _etag(version):
        raise _precondition()
    return version


def _precondition() -> RequestProblem:
    return RequestProblem(412, "changed_meanwhile", "somebody else changed it: load it again")


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
