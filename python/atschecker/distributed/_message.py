"""``ats.score/1``: what a message says. It carries references, never a text and never a key."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields

TYPE = "ats.score/1"

# What brokers take as the name of a queue; a worker hears only queues of messages that it knows.
QUEUE_PREFIX = "ats_score_1_"
QUEUE_DIGITS = 16

_ID = re.compile("[0-9a-zA-Z_.:-]{1,64}")
MAX_VERSION = 1 << 31


class MessageProblem(ValueError):
    """The message is none of this version."""


@dataclass(frozen=True)
class ScoreMessage:
    """One row of a ranking is to be scored."""

    tenant: str
    ranking: str
    row: str
    document: str
    """SHA-256 of the file's bytes."""
    criteria: int
    """The version of the ranking's criteria."""

    def to_json(self) -> dict[str, str | int]:
        """As it is sent."""
        return {"type": TYPE, **asdict(self)}

    @property
    def id(self) -> str:
        """The digest of what it asks: the same question has the same id."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()


def read_message(root: object) -> ScoreMessage:
    """Read what came from a broker. Raises ``MessageProblem``."""
    if not isinstance(root, dict) or root.get("type") != TYPE:
        raise MessageProblem(f"the message is not of the type {TYPE}")
    values = {field.name: root.get(field.name) for field in fields(ScoreMessage)}
    if set(root) != {"type", *values}:
        raise MessageProblem("the message has other fields than its type")
    version = values.pop("criteria")
    if type(version) is not int or not 0 < version < MAX_VERSION:
        raise MessageProblem("'criteria' is no version")
    return ScoreMessage(criteria=version, **{name: _id(name, value) for name, value in values.items()})


def _id(name: str, value: object) -> str:
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise MessageProblem(f"'{name}' is no id")
    return value


def queue_of(engine_identity: str) -> str:
    """Name the queue of one engine: workers of another model never answer for it."""
    return QUEUE_PREFIX + hashlib.sha256(engine_identity.encode()).hexdigest()[:QUEUE_DIGITS]
