"""Who gets in: keys, host names, pages of others, proxies."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Mapping

import httpx
import pytest
from starlette.types import Message
from typer.testing import CliRunner

from atschecker._engine import Settings, SettingsError, is_loopback
from atschecker.cli import app as command
from atschecker.service import ServiceOptions, create_app, options_from, serve, serve_options
from atschecker.service._options import with_host
from atschecker.service._proxy import prefix_of
from service_support import PATIENCE, MarkingEngine, resume, score, service

KEY = "a-long-and-secret-key"


def answered(
    options: ServiceOptions,
    path: str = "/openapi.json",
    *,
    server: tuple[str, int | None] = ("192.0.2.7", 8000),
    client: tuple[str, int] = ("198.51.100.9", 1234),
    method: str = "GET",
    scheme: str = "http",
    more: Mapping[str, str] | None = None,
    **headers: str | list[str],
) -> tuple[int, bytes]:
    """What the service answers to a request that came in at an address which no test can have."""
    app = create_app(Settings(), options, client=MarkingEngine())
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    pairs = [
        (name.replace("_", "-").encode(), value.encode())
        for name, values in {**(more or {}), **headers}.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": pairs,
        "client": client,
        "server": server,
    }
    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], body


def test_who_sends_the_key_is_served_and_nobody_else() -> None:
    with service(MarkingEngine(), ServiceOptions(key=KEY)) as client:

        def status(**headers: str) -> int:
            client.headers = httpx.Headers(headers)
            return score(client, [("a.txt", resume(1))]).status_code

        assert status() == 401
        assert status(Authorization=f"Bearer {KEY}") == 200
        assert status(Authorization=f"bearer  {KEY}") == 200
        assert status(**{"X-API-Key": KEY}) == 200
        assert status(**{"X-API-Key": "wrong", "Authorization": f"Bearer {KEY}"}) == 200
        assert status(Authorization=f"Basic {KEY}") == 401
        assert status(Authorization=KEY) == 401
        assert status(**{"X-API-Key": KEY[:-1]}) == 401
        assert status(**{"X-API-Key": f"{KEY}x"}) == 401
        assert status(**{"X-API-Key": ""}) == 401
        client.headers = httpx.Headers()
        refused = client.post("/extract-criteria")
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.json()["code"] == "service_key_refused"
    assert KEY not in refused.text


def test_health_and_the_pages_about_the_service_need_no_key() -> None:
    with service(MarkingEngine(), ServiceOptions(key=KEY)) as client:
        for path in ("/healthz", "/docs", "/openapi.json", "/static-offline-docs/swagger-ui.css"):
            assert client.get(path).status_code == 200, path
        schema = client.get("/openapi.json").json()
        assert client.post("/docs").status_code == 401
        assert client.get("/nothing").status_code == 401
    assert schema["security"] == [{"bearer": []}, {"header": []}]


def test_the_key_is_in_no_log_and_no_text_of_the_options(caplog: pytest.LogCaptureFixture) -> None:
    options = ServiceOptions(key=KEY)
    with service(MarkingEngine(), options) as client:
        client.post("/extract-criteria", headers={"X-API-Key": KEY + "x"})
    assert KEY not in caplog.text + repr(options)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "ats.example", ""])
def test_other_machines_are_served_with_a_key_or_the_word_that_there_is_none(host: str) -> None:
    with pytest.raises(SettingsError, match="set ATS_SERVICE_KEY, or say --no-key"):
        serve(host, 8000, Settings(), options=ServiceOptions())


def test_the_command_says_that_a_key_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATS_SERVICE_KEY", raising=False)
    result = CliRunner().invoke(command, ["serve", "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert "--no-key" in result.stderr


@pytest.mark.parametrize("server", [("192.0.2.7", 8000), ("2001:db8::7", 8000)])
def test_an_application_that_another_server_opens_to_the_network_needs_a_key_too(
    server: tuple[str, int],
) -> None:
    names = ServiceOptions(allowed_hosts=("ats.example",))
    status, body = answered(names, "/score-resumes", server=server, method="POST", host="ats.example")
    assert (status, json.loads(body)["code"]) == (403, "service_key_not_set")
    open_to_all = ServiceOptions(allowed_hosts=("ats.example",), without_key=True)
    assert answered(open_to_all, "/score-resumes", server=server, method="POST", host="ats.example")[0] == 400
    assert answered(names, "/score-resumes", server=("::1", 1), method="POST", host="ats.example")[0] == 400


@pytest.mark.parametrize(
    ("host", "served"),
    [
        ("ats.example", True),
        ("ATS.example.:8000", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("[::ffff:127.0.0.1]", True),
        ("evil.example", False),
        ("192.0.2.7:8000", False),
        ("localhost.evil.example", False),
        ("evil.example@localhost", False),
        ("localhost/evil", False),
        ("", False),
        ("[::1", False),
        ("localhost:x", False),
    ],
)
def test_beyond_this_machine_only_the_names_that_were_given_are_served(host: str, served: bool) -> None:
    options = ServiceOptions(key=KEY, allowed_hosts=("ats.example",))
    assert answered(options, host=host)[0] == (200 if served else 403)


def test_the_name_that_the_service_listens_on_is_served_but_its_pages_are_not_trusted() -> None:
    options = with_host(ServiceOptions(key=KEY), "192.0.2.7")
    assert answered(options, host="192.0.2.7:8000")[0] == 200
    assert answered(options, host="192.0.2.7:8000", origin="http://192.0.2.7")[0] == 403
    assert answered(with_host(ServiceOptions(key=KEY), "0.0.0.0"), host="192.0.2.7:8000")[0] == 403


def test_several_host_headers_are_refused() -> None:
    status, body = answered(ServiceOptions(), server=("127.0.0.1", 1), host=["localhost", "evil.example"])
    assert (status, json.loads(body)["code"]) == (400, "host_repeated")


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "served"),
    [
        ("http", "localhost:80", "http://localhost", True),
        ("http", "localhost", "http://localhost:80", True),
        ("https", "localhost", "https://localhost:443", True),
        ("http", "LOCALHOST:8000", "http://localhost:8000", True),
        ("http", "[::1]:8000", "http://[::1]:8000", True),
        ("http", "localhost", "https://localhost", False),
        ("https", "localhost", "http://localhost", False),
        ("http", "localhost:8000", "http://localhost", False),
        ("http", "localhost:8000", "http://localhost:8001", False),
        ("http", "localhost:8000", "localhost:8000", False),
        ("http", "localhost:8000", "null", False),
        ("http", "localhost:8000", "", False),
        ("http", "localhost:8000", "http://", False),
        ("http", "localhost:8000", "http://localhost:8000@evil.example", False),
        # A proxy that passes its own name for the service on.
        ("http", "127.0.0.1:8000", "https://ats.example", True),
        ("http", "127.0.0.1:8000", "http://ats.example", True),
        ("http", "127.0.0.1:8000", "https://ats.example:8443", False),
        ("http", "127.0.0.1:8000", "https://evil.example", False),
    ],
)
def test_an_origin_is_compared_with_scheme_and_port(
    scheme: str, host: str, origin: str, served: bool
) -> None:
    options = ServiceOptions(allowed_hosts=("ats.example",))
    status, _ = answered(options, server=("127.0.0.1", 8000), scheme=scheme, host=host, origin=origin)
    assert status == (200 if served else 403)


@pytest.mark.parametrize(
    ("site", "method", "origin", "status"),
    [
        ("cross-site", "POST", None, 403),
        ("cross-site", "POST", "http://localhost:8000", 403),
        ("Cross-Site", "DELETE", None, 403),
        ("cross-site", "GET", None, 405),
        ("same-origin", "POST", "http://localhost:8000", 400),
        ("none", "POST", None, 400),
        # Through a proxy on this machine, which passes another port.
        ("same-origin", "POST", "http://127.0.0.1:8080", 400),
        ("same-site", "POST", "http://127.0.0.1:8080", 403),
        ("same-origin", "POST", "http://evil.example", 403),
    ],
)
def test_what_a_browser_says_of_the_page_counts(
    site: str, method: str, origin: str | None, status: int
) -> None:
    headers = {"sec_fetch_site": site, **({"origin": origin} if origin else {})}
    got, _ = answered(
        ServiceOptions(),
        "/score-resumes",
        server=("127.0.0.1", 8000),
        method=method,
        host="localhost:8000",
        more=headers,
    )
    assert got == status


def test_health_may_be_asked_by_address_and_in_http_1_0_without_a_host() -> None:
    with service(MarkingEngine()) as client:
        port = client.base_url.port or 0

        def first_line(request: str) -> bytes:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
                connection.sendall(request.encode())
                return connection.makefile("rb").readline()

        assert first_line("GET /healthz HTTP/1.0\r\n\r\n") == b"HTTP/1.1 200 OK\r\n"
        assert first_line("HEAD /healthz HTTP/1.0\r\n\r\n") == b"HTTP/1.1 200 OK\r\n"
        assert b" 403 " in first_line("GET /openapi.json HTTP/1.0\r\n\r\n")
        hosts = {"10.1.2.3": 200, "10.1.2.3:8000": 200, "[2001:db8::1]": 200, "evil.example": 403}
        for host, status in hosts.items():
            assert client.get("/healthz", headers={"Host": host}).status_code == status, host
        assert client.get("/docs", headers={"Host": "10.1.2.3"}).status_code == 403


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("/ats", "/ats"),
        ("/ats/", "/ats"),
        (" /a/b-c_d.e~f ", "/a/b-c_d.e~f"),
        ("", ""),
        ("/", ""),
        ("ats", None),
        ("//evil.example", None),
        ("/a//b", None),
        ("/../x", None),
        ("/a/./b", None),
        ("/a?b", None),
        ("/a\r\nb", None),
        ("/a, /b", None),
        ("/" + "x" * 200, None),
    ],
)
def test_a_prefix_is_a_path_on_the_same_site(text: str, prefix: str | None) -> None:
    assert prefix_of(text) == prefix


def test_below_a_prefix_pages_and_answers_are_found_whether_the_proxy_takes_it_off_or_not() -> None:
    with service(MarkingEngine(), ServiceOptions(root_path="/ats")) as client:
        for base in ("", "/ats"):
            docs = client.get(f"{base}/docs").text
            assert "'/ats/openapi.json'" in docs
            assert '"/ats/static-offline-docs/swagger-ui-bundle.js"' in docs
            assert client.get(f"{base}/static-offline-docs/swagger-ui-bundle.js").status_code == 200
            assert client.get(f"{base}/openapi.json").json()["servers"] == [{"url": "/ats"}]
            assert client.get(f"{base}/healthz").status_code == 200
            assert "page/app.js" in client.get(f"{base}/").text
            assert client.post(f"{base}/extract-criteria").status_code == 400
        assert client.get("/atsx/docs").status_code == 404


def test_only_of_a_trusted_proxy_is_the_prefix_taken() -> None:
    sent = {"X-Forwarded-Prefix": "/of/proxy", "X-Forwarded-For": "198.51.100.9"}
    with service(MarkingEngine()) as client:
        assert (
            "'/of/proxy/openapi.json'"
            in client.get("/docs", headers={"X-Forwarded-Prefix": "/of/proxy"}).text
        )
        evil = client.get("/docs", headers={"X-Forwarded-Prefix": "//evil.example"})
    assert "'/openapi.json'" in evil.text
    with service(MarkingEngine(), ServiceOptions(trusted_proxies=())) as client:
        assert "'/openapi.json'" in client.get("/docs", headers=sent).text
    trusting = ServiceOptions(key=KEY, allowed_hosts=("ats.example",), trusted_proxies=("10.0.0.0/8",))
    for peer, shown in (("10.1.2.3", b"'/p/openapi.json'"), ("11.1.2.3", b"'/openapi.json'")):
        headers = {"host": "ats.example", "x_forwarded_prefix": "/p", "x_forwarded_for": "10.9.9.9"}
        assert shown in answered(trusting, "/docs", client=(peer, 1), more=headers)[1]


def test_only_of_a_trusted_proxy_is_the_scheme_taken() -> None:
    headers = {"host": "ats.example", "origin": "https://ats.example:8443", "x_forwarded_proto": "https"}
    headers["host"] = "ats.example:8443"
    options = ServiceOptions(key=KEY, allowed_hosts=("ats.example",))
    assert answered(options, client=("127.0.0.1", 1), more=headers)[0] == 200
    assert answered(options, client=("198.51.100.9", 1), more=headers)[0] == 403


def test_the_environment_and_the_command_set_the_doors() -> None:
    environment = {
        "ATS_SERVICE_KEY": f" {KEY}\n",
        "ATS_NO_SERVICE_KEY": "1",
        "ATS_ROOT_PATH": "/ats/",
        "ATS_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
    }
    options = options_from(environment)
    assert (options.key, options.without_key, options.root_path) == (KEY, True, "/ats")
    assert options.trusted_proxies == ("10.0.0.0/8", "::1")
    assert options_from({"ATS_TRUSTED_PROXIES": "none"}).trusted_proxies == ()
    chosen = serve_options({"ATS_ROOT_PATH": "/a"}, without_key=True, root_path="/b")
    assert (chosen.without_key, chosen.root_path) == (True, "/b")
    with pytest.raises(SettingsError, match="--root-path must be a path"):
        serve_options({}, root_path="ats")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATS_SERVICE_KEY", "a\nb"),
        ("ATS_SERVICE_KEY", "schlüssel"),
        ("ATS_ROOT_PATH", "//x"),
        ("ATS_TRUSTED_PROXIES", "proxy.example"),
        ("ATS_NO_SERVICE_KEY", "yes"),
    ],
)
def test_a_door_that_is_set_wrongly_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        options_from({name: value})
    assert name != "ATS_SERVICE_KEY" or value not in str(caught.value)


def test_what_is_loopback() -> None:
    assert [is_loopback(name) for name in ("::ffff:127.0.0.1", "::ffff:8.8.8.8", "127.9.9.9", "::1")] == [
        True,
        False,
        True,
        True,
    ]
