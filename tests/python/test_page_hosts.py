"""The elements of the page inside pages of others: plain HTML, React and Vue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from browser_support import ADA, BO, browser, page_at, ranked
from service_support import service

FRAMEWORKS = Path(__file__).parents[1] / "data/frameworks"

HEAD = """<!doctype html><html lang="en"><head><title>HR system</title>
<style>:root { --ats-accent: rgb(122, 31, 162); --ats-ink: rgb(20, 20, 60); }</style></head>
<body><h1>Opening 7</h1>"""

ELEMENTS = """<script type="module">
import "/page/ranking.js"; import "/page/candidate.js"; import "/page/criteria.js";
const src = "/v1/rankings/RANKING";
const criteria = CRITERIA;
"""

PLAIN = f"""{HEAD}
<ats-ranking src="/v1/rankings/RANKING"></ats-ranking><section></section>
<ats-criteria></ats-criteria><output></output>
{ELEMENTS}
document.querySelector("ats-ranking").addEventListener("open", ({{ detail }}) => {{
  const candidate = document.createElement("ats-candidate");
  candidate.src = `${{src}}/rows/${{detail.row}}`;
  document.querySelector("section").replaceChildren(candidate);
}});
const editor = document.querySelector("ats-criteria");
editor.criteria = criteria;
editor.addEventListener("change", ({{ detail }}) => (document.querySelector("output").value = detail.length));
</script></body></html>"""

REACT = f"""{HEAD}<div id="root"></div>
<script src="/host/react.js"></script><script src="/host/react-dom.js"></script>
{ELEMENTS}
const make = React.createElement;
function Opening() {{
  const [row, setRow] = React.useState("");
  const [count, setCount] = React.useState("");
  const list = React.useRef(), editor = React.useRef();
  React.useEffect(() => {{
    editor.current.criteria = criteria;
    const open = ({{ detail }}) => setRow(detail.row);
    const change = ({{ detail }}) => setCount(detail.length);
    list.current.addEventListener("open", open);
    editor.current.addEventListener("change", change);
    return () => {{
      list.current.removeEventListener("open", open);
      editor.current.removeEventListener("change", change);
    }};
  }}, []);
  return make(React.Fragment, null, make("ats-ranking", {{ src, ref: list }}),
    row && make("ats-candidate", {{ src: `${{src}}/rows/${{row}}` }}),
    make("ats-criteria", {{ ref: editor }}), make("output", null, count));
}}
ReactDOM.createRoot(document.getElementById("root")).render(make(Opening));
</script></body></html>"""

VUE = f"""{HEAD}<div id="root"></div><script src="/host/vue.js"></script>
{ELEMENTS}
const {{ createApp, h, ref }} = Vue;
createApp({{
  setup() {{
    const row = ref(""), count = ref("");
    return () => [
      h("ats-ranking", {{ src, onOpen: ({{ detail }}) => (row.value = detail.row) }}),
      row.value && h("ats-candidate", {{ src: `${{src}}/rows/${{row.value}}` }}),
      h("ats-criteria", {{ criteria, onChange: ({{ detail }}) => (count.value = detail.length) }}),
      h("output", count.value),
    ];
  }},
}}).mount("#root");
</script></body></html>"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests here."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A service with one finished ranking."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATS_DATABASE_URL", "sqlite://")
        with service() as client:
            ranked(client, [("ada.txt", ADA), ("bo.txt", BO)], ["Python", "German"])
            yield client


def hosted(route: Route) -> None:
    """A file of a framework, as the host serves it."""
    name = route.request.url.rsplit("/", 1)[1]
    route.fulfill(body=(FRAMEWORKS / name).read_text("utf-8"), content_type="text/javascript")


@pytest.mark.parametrize("host", [PLAIN, REACT, VUE], ids=["plain", "react", "vue"])
def test_the_elements_work_inside_a_page_of_somebody_else_and_take_its_look(
    chromium: Browser, client: httpx.Client, host: str
) -> None:
    ranking = client.get("/v1/rankings").json()["rankings"][0]
    text = host.replace("RANKING", ranking["id"]).replace("CRITERIA", json.dumps(ranking["criteria"]))
    with page_at(chromium, f"{client.base_url}/page/icon.svg") as (page, watch):
        page.route("**/host.html", lambda route: route.fulfill(body=text, content_type="text/html"))
        page.route("**/host/*", hosted)
        page.goto(f"{client.base_url}/host.html")
        page.locator("ats-ranking tbody th a", has_text="ada.txt").click()
        expect(page.locator("ats-candidate h1")).to_have_text("ada.txt")
        page.locator("ats-candidate [data-criterion=c2] .quote").click()
        expect(page.locator("ats-candidate mark")).to_have_text("German, native")
        page.get_by_label("Remove German").click()
        expect(page.locator("output")).to_have_text("1")
        accent = page.locator("ats-ranking [data-filter=all]").evaluate(
            "one => getComputedStyle(one).backgroundColor"
        )
        inks = [
            page.locator(name).evaluate("one => getComputedStyle(one).color")
            for name in ("ats-candidate h1", "ats-criteria input.text")
        ]
        assert page.url.endswith("/host.html")
    assert accent == "rgb(122, 31, 162)"
    assert inks == ["rgb(20, 20, 60)"] * 2
    assert watch.complaints == []
