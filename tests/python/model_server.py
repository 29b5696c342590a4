"""A model server on the loopback interface that speaks enough of OpenAI's protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, Any]]


@dataclass
class ModelServer:
    """Where the server is and what it was asked."""

    base_url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)


@contextmanager
def model_server(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[ModelServer]:
    """Serve ``answer(body)`` until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append(body)
            state.arrived.set()
            status, reply = answer(body)
            content = json.dumps(reply).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # the client has gone, as some tests want it

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name in the base class)
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state = ModelServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chat_completion(content: str) -> Answer:
    """A 200 with this content."""
    message = {"role": "assistant", "content": content}
    return 200, {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "test-model-2026",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }


def error(status: int, code: str, message: str) -> Answer:
    """An error as OpenAI words it."""
    return status, {"error": {"message": message, "type": code, "code": code, "param": None}}


def valid_answer(body: dict[str, Any]) -> Answer:
    """An answer that fits the request's schema: "hint" and "other", which need no quote."""
    schema = body["response_format"]["json_schema"]["schema"]
    return chat_completion(json.dumps(_instance(schema)))


def _instance(schema: dict[str, Any]) -> Any:  # noqa: ANN401 (any JSON value)
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "object":
        return {name: _instance(part) for name, part in schema["properties"].items()}
    if kind == "array":
        return [_instance(schema["items"])]
    for needs_no_quote in ("hint", "other"):
        # A kind of criterion may be "other" too; the first of them does.
        if needs_no_quote in schema.get("enum", ()) and "skill" not in schema["enum"]:
            return needs_no_quote
    if "enum" in schema:
        return schema["enum"][0]
    return "C++" if kind == "string" else 3
