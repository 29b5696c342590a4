"""The page at the root: what is served, and under which policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from scikit_build_core.build._pathutil import packages_to_file_mapping

from atschecker.service import ServiceOptions
from service_support import service

ROOT = Path(__file__).parents[2]
FILES = ROOT / "python/atschecker/service/page"
SCRIPTS = sorted(path.name for path in FILES.glob("*.js"))
BUDGET = 60_000  # bytes, compressed: what a phone on a slow line loads in a second


def test_the_root_is_the_page_and_all_that_it_names_is_there() -> None:
    with service() as client:
        page = client.get("/")
        names = re.findall(r'(?:src|href)="(page/[^"]+)"', page.text)
        answers = {name: client.get(f"/{name}").status_code for name in names}
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert answers == {"page/icon.svg": 200, "page/page.css": 200, "page/app.js": 200}


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/nothing.js", "/v1/criteria"])
def test_only_the_documentation_may_run_inline_scripts(path: str) -> None:
    with service() as client:
        policy = client.get(path).headers["content-security-policy"]
        docs = client.get("/docs").headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "unsafe" not in policy
    assert "script-src 'self' 'unsafe-inline'" in docs


def test_the_page_is_public_and_its_data_is_not() -> None:
    with service(options=ServiceOptions(key="k" * 32)) as client:
        statuses = [client.get(path).status_code for path in ("/", "/page/app.js", "/v1/criteria")]
    assert statuses == [200, 200, 401]


def test_below_a_prefix_the_page_stands_in_its_folder() -> None:
    with service(options=ServiceOptions(root_path="/ats")) as client:
        bare = client.get("/ats", follow_redirects=True)
        page = client.get("/ats/")
        script = client.get("/ats/page/app.js")
    assert (bare.status_code, bare.url.path) == (200, "/ats/")
    assert (page.status_code, script.status_code) == (200, 200)


@pytest.mark.parametrize("path", ["/page/..%2f_app.py", "/page/%2e%2e/_app.py", "/page/"])
def test_nothing_beside_the_page_is_served(path: str) -> None:
    with service() as client:
        assert client.get(path).status_code == 404


def test_the_wheel_holds_the_page_and_the_licence_of_its_library() -> None:
    mapping = packages_to_file_mapping(
        packages={"atschecker": "python/atschecker"},
        platlib_dir=Path("wheel"),
        include=[],
        src_exclude=[],
        target_exclude=[],
        build_dir="",
        mode="default",
    )
    packed = {
        Path(target).relative_to("wheel/atschecker/service/page").as_posix()
        for target in mapping.values()
        if "service/page/" in str(target)
    }
    assert {"index.html", "page.css", "lit.js", "lit.LICENSE", "example/job.txt", *SCRIPTS} <= packed
    assert "BSD 3-Clause" in (FILES / "lit.LICENSE").read_text()


def test_the_page_with_its_library_stays_within_its_budget() -> None:
    loaded = [path for path in FILES.iterdir() if path.suffix in {".html", ".css", ".js", ".svg"}]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in loaded) <= BUDGET


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_load_nothing_from_elsewhere_and_make_no_markup_of_text(name: str) -> None:
    text = (FILES / name).read_text()
    assert all(place.startswith("./") for place in re.findall(r'^import .*?"([^"]+)";', text, re.MULTILINE))
    if name != "lit.js":
        assert not re.search(
            r"innerHTML|unsafeHTML|insertAdjacentHTML|document\.write|\beval\(|https?://", text
        )


def test_both_languages_have_the_same_texts() -> None:
    text = (FILES / "texts.js").read_text()
    english, german = text.split("\n  de: {", 1)[0], text.split("\n  de: {", 1)[1].split("\n};", 1)[0]
    keys = [set(re.findall(r"(?:^|[,{]\s*|\n\s*)([a-z_]+): \"", part)) for part in (english, german)]
    assert len(keys[0]) > 90
    assert keys[0] == keys[1]


def test_every_text_that_is_asked_for_is_in_the_catalogue() -> None:
    known = set(re.findall(r"([a-z_]+): \"", (FILES / "texts.js").read_text()))
    asked = {
        key
        for name in SCRIPTS
        if name != "lit.js"
        for key in re.findall(r"\bt\(\"([a-z_]+)\"", (FILES / name).read_text())
    }
    assert len(asked) > 60
    assert asked - known == set()
