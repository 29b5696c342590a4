"""Prints the version, from the only place where it is written."""

import re
from pathlib import Path

HEADER = Path(__file__).resolve().parents[1] / "include/ats/version.hpp"


def version() -> str:
    """Major, minor and patch."""
    return ".".join(re.findall(r"#define ATS_VERSION_\w+ (\d+)", HEADER.read_text(encoding="utf-8")))


if __name__ == "__main__":
    print(version())
