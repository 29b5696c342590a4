"""Answers of models, kept where the rest is: nothing is paid for twice, and one transaction erases all."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import ColumnElement, Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from atschecker._core import ErrorCode, FinishReason, LlmReply, RecordedReply, ReplyStore, Usage
from atschecker._errors import CallerError
from atschecker.store._tables import REPLIES
from atschecker.store._values import USAGE

Transaction = Callable[[], AbstractContextManager[Connection]]


class StoredReplies(ReplyStore):
    """The answers of one tenant; thread-safe.

    No question is kept: its key names it, and the resume that it quotes is kept once, with its row.
    """

    def __init__(self, transaction: Transaction, reading: Transaction, tenant: str) -> None:
        super().__init__()
        self._transaction = transaction
        self._reading = reading
        self._tenant = tenant

    def find(self, key: str) -> LlmReply | None:
        """The answer under a key. Raises ``CallerError`` record_failed, as all do."""
        try:
            with self._reading() as connection:
                return self._find(connection, key)
        except SQLAlchemyError as error:
            raise _failed(error) from None

    def keep(self, reply: RecordedReply) -> LlmReply:
        """Keep an answer; the first under a key stays. It is on disk when this returns."""
        values = {
            "tenant": self._tenant,
            "key": reply.key,
            "document": reply.request.document,
            "identity": reply.identity,
            "reply": _to_json(reply.reply),
            "milliseconds": round(reply.latency.total_seconds() * 1000),
            "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        }
        try:
            with self._transaction() as connection:
                connection.execute(insert(REPLIES).values(**values))
        except IntegrityError:
            pass  # somebody else was first
        except SQLAlchemyError as error:
            raise _failed(error) from None
        kept = self.find(reply.key)
        return kept if kept is not None else reply.reply

    def drop(self, key: str) -> None:
        """Drop an answer of no use, if it is there."""
        try:
            with self._transaction() as connection:
                connection.execute(delete(REPLIES).where(*self._here(key)))
        except SQLAlchemyError as error:
            raise _failed(error) from None

    def _find(self, connection: Connection, key: str) -> LlmReply | None:
        found = connection.execute(select(REPLIES.c.reply).where(*self._here(key))).scalar()
        return None if found is None else _from_json(str(found))

    def _here(self, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return REPLIES.c.tenant == self._tenant, REPLIES.c.key == key


def _failed(error: SQLAlchemyError) -> CallerError:
    # The driver's words may hold values.
    message = f"the database of the replies failed ({type(error).__name__})"
    return CallerError(ErrorCode.record_failed, message)


def _to_json(reply: LlmReply) -> str:
    return json.dumps(
        {
            "text": reply.text,
            "model": reply.model,
            "request_id": reply.request_id,
            "finish_reason": reply.finish_reason.name,
            "usage": {name: getattr(reply.usage, name) for name in USAGE},
        }
    )


def _from_json(text: str) -> LlmReply:
    root = json.loads(text)
    return LlmReply(
        **{name: root[name] for name in ("text", "model", "request_id")},
        finish_reason=FinishReason[root["finish_reason"]],
        usage=Usage(**root["usage"]),
    )
