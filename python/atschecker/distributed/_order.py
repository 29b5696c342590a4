"""What is to be scored by workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from atschecker._core import Criterion, criteria_to_json
from atschecker._cost import price_as_json
from atschecker._engine import Budget
from atschecker.store import Resume


@dataclass(frozen=True)
class Order:
    """What is to be scored by workers."""

    criteria: Sequence[Criterion]
    job: Resume | None
    files: Sequence[str]
    as_of: str | None
    scoring: dict[str, Any]
    """``job_text``, ``redact``, ``hidden_check``, ``repeat``, ``criteria_per_request``."""
    budget: Budget = field(default_factory=Budget)
    """It decides nothing about scores: the same order with more money goes on where it was."""

    def options(self) -> dict[str, Any]:
        """As workers find it in the database."""
        price = price_as_json(self.budget.price)
        limits = {"max_tokens": self.budget.max_tokens, "max_cost": self.budget.max_cost, "price": price}
        return {"scoring": self.scoring, "budget": limits}

    def key(self, queue: str) -> str:
        """The digest of all that decides: the same order goes on where it was."""
        job = hashlib.sha256(self.job.content).hexdigest() if self.job else ""
        what = [queue, criteria_to_json(list(self.criteria)), job, list(self.files), self.as_of, self.scoring]
        return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
