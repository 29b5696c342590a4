"""Fixtures of all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the developer's own key, server or width of terminal."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_BASE_URL",
        "ATS_ENGINE",
        "ATS_MODEL",
        "ATS_WORKERS",
        "ATS_CONTEXT_TOKENS",
        "ATS_MAX_OUTPUT_TOKENS",
        "ATS_TIMEOUT",
        "ATS_PRICES",
        "ATS_PROXY",
        "ATS_CA_BUNDLE",
        "ATS_HEADERS",
        "ATS_KEY_HEADER",
        "ATS_TEMPERATURE",
        "ATS_REASONING_EFFORT",
        "ATS_SERVICE_TIER",
        "ATS_REQUESTS_PER_MINUTE",
        "ATS_TOKENS_PER_MINUTE",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
        "SSL_CERT_FILE",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "ALL_PROXY",
        "COLUMNS",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    # No test writes to the developer's own database.
    monkeypatch.setenv("ATS_DATABASE_URL", "sqlite://")


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who signs the certificates of the tests' servers."""
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    """A file of the certificates to trust."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)
