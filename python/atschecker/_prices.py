"""What a model costs: a table that users edit."""

from __future__ import annotations

import json
import math
from importlib import resources
from pathlib import Path

from atschecker._core import Price

# Of the standard price, as the provider says of these tiers; what others cost nobody knows.
TIER_SHARES = {None: 1.0, "auto": 1.0, "default": 1.0, "flex": 0.5}
FIELDS = ("input", "cached_input", "cache_write", "output")


class PriceProblem(ValueError):
    """The table cannot be used; the text says where and why."""


def price_of(model: str, table: Path | None = None, service_tier: str | None = None) -> Price | None:
    """Look a model up in the table of the package, or in the user's own. None: the table does not know it.

    Nor does the table of the package know what tiers cost that no share is published of.
    """
    entries = _read(table)
    # Dated names ("gpt-5-mini-2025-08-07") cost what their model costs.
    known = [name for name in entries if name and (model == name or _is_dated(model, name))]
    if not known:
        return None
    entry = entries[max(known, key=len)]
    # Whoever has a table of their own has written what they pay.
    share = TIER_SHARES.get(service_tier, None if table is None else 1.0)
    if share is None:
        return None
    return Price(**{field: value * share for field, value in entry.items()})


def _is_dated(model: str, name: str) -> bool:
    rest = model.removeprefix(name)
    return rest != model and rest.startswith("-") and rest[1:].replace("-", "").isdecimal()


def _read(table: Path | None) -> dict[str, dict[str, float]]:
    if table is None:
        text = resources.files("atschecker").joinpath("prices.json").read_text("utf-8")
    else:
        try:
            text = table.read_text("utf-8-sig")
        except OSError as error:
            raise PriceProblem(f"{table}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise PriceProblem(f"{table}: is not UTF-8 text") from error
    try:
        root = json.loads(text)
    except ValueError as error:
        raise PriceProblem(f"{table}: is no JSON: {error}") from error
    if not isinstance(root, dict):
        raise PriceProblem(f'{table}: must be an object: {{"model": {{"input": 0.1, "output": 0.5}}}}')
    # The entry without a name is a comment.
    return {name: _price(table, name, entry) for name, entry in root.items() if name}


def _price(table: Path | None, name: str, entry: object) -> dict[str, float]:
    wrong = PriceProblem(
        f"{table}: {name}: needs the numbers input and output, and may have cached_input and cache_write"
    )
    if not isinstance(entry, dict) or not {"input", "output"} <= entry.keys() or entry.keys() - set(FIELDS):
        raise wrong
    values = {"cached_input": entry["input"], "cache_write": entry["input"], **entry}
    if not all(_is_price(value) for value in values.values()):
        raise wrong
    return {field: float(values[field]) for field in FIELDS}


def _is_price(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
    )
