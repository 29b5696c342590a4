"""Fixtures of all tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the developer's own key, server or width of terminal."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "ATS_ENGINE",
        "ATS_MODEL",
        "ATS_WORKERS",
        "ATS_CONTEXT_TOKENS",
        "ATS_MAX_OUTPUT_TOKENS",
        "ATS_TIMEOUT",
        "COLUMNS",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
