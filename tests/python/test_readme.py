"""The Python code of the README runs as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from documents import JOB, RESUME, docx, pdf

README = Path(__file__).parents[2] / "README.md"


def test_the_python_code_of_the_readme_ranks_resumes(tmp_path: Path) -> None:
    (tmp_path / "job.pdf").write_bytes(pdf(*JOB.splitlines()))
    (tmp_path / "ann.pdf").write_bytes(pdf(*RESUME.splitlines()))
    (tmp_path / "bob.docx").write_bytes(docx("Bob Bloggs", "Gardener since 2019"))
    blocks = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert blocks
    result = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["1", "ann"], ["2", "bob"]]
    assert "<bound method" not in result.stdout
