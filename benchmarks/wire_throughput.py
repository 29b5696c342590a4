#!/usr/bin/env python3
"""The model client under load beside a load generator and the official Python client, in one run.

    pip install openai; apt-get install nginx libnginx-mod-http-echo nghttp2-client openssl
    benchmarks/wire_throughput.py [--in-flight 1000] [--rounds 3]

Starts an nginx of its own on the loopback interface that answers after 200 ms with 1 KB; a request has 6 KB.
Runs in turn: bench_wire (build/bench/bin, from scripts/bench) over HTTP/1.1, over TLS and over HTTP/2, h2load
(HTTP/1.1), and the official client under asyncio. Prints the median rate, CPU time for each call and resident
memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLAIN, TLS, HTTP2 = 18180, 18181, 18182
ANSWER = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "slow",
    "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "a" * 800}},
    ],
    "usage": {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940},
}
CONFIG = """
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
worker_processes 1; daemon off; pid FOLDER/pid; error_log FOLDER/errors;
worker_rlimit_nofile 20000;
events { worker_connections 8000; }
http {
  access_log off; keepalive_requests 10000000; keepalive_timeout 600; client_body_buffer_size 64k;
  http2_max_concurrent_streams 250;
  client_body_temp_path FOLDER/a; proxy_temp_path FOLDER/b; fastcgi_temp_path FOLDER/c;
  uwsgi_temp_path FOLDER/d; scgi_temp_path FOLDER/e;
  server {
    listen 127.0.0.1:18180 backlog=4096; listen 127.0.0.1:18181 ssl backlog=4096;
    listen 127.0.0.1:18182 ssl http2 backlog=4096;
    ssl_certificate FOLDER/cert.pem; ssl_certificate_key FOLDER/key.pem;
    location / {
      default_type application/json; echo_read_request_body; echo_sleep 0.2; echo 'ANSWER';
    }
  }
}
"""
REQUEST_BYTES = 6000
SECONDS = 5


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start the server."""
    certificate = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"), "-days", "2"]
    subprocess.run(  # noqa: S603
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *(*certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    config = CONFIG.replace("FOLDER", str(folder)).replace("ANSWER", json.dumps(ANSWER))
    (folder / "nginx.conf").write_text(config)
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", str(folder), "-c", "nginx.conf"])  # noqa: S603
    time.sleep(1)
    return server


def load_generator(in_flight: int, folder: Path) -> dict[str, float]:
    """Run h2load."""
    (folder / "body").write_text(json.dumps({"messages": [{"role": "user", "content": "x" * REQUEST_BYTES}]}))
    done = subprocess.run(  # noqa: S603
        [
            *("h2load", "--h1", "-c", str(in_flight), "-D", str(SECONDS), "--warm-up-time", "2", "-d"),
            *(str(folder / "body"), f"http://127.0.0.1:{PLAIN}/v1/chat/completions"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"([\d.]+) req/s", done.stdout)
    return {"calls_per_second": float(found[1]) if found else 0}


def ours(url: str, in_flight: int, folder: Path) -> dict[str, float]:
    """Run bench_wire."""
    command = [str(ROOT / "build/bench/bin/bench_wire"), url, str(in_flight), str(SECONDS)]
    done = subprocess.run(  # noqa: S603
        [*command, str(folder / "cert.pem")], check=True, capture_output=True, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


async def official(in_flight: int) -> dict[str, float]:
    """Drive the official client."""
    from openai import AsyncOpenAI  # noqa: PLC0415 (only who measures needs it)

    base_url = f"http://127.0.0.1:{PLAIN}/v1"
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0, timeout=120)
    ends = False
    calls = 0

    async def ask() -> None:
        nonlocal calls
        while not ends:
            content = "x" * REQUEST_BYTES
            await client.chat.completions.create(
                model="slow", messages=[{"role": "user", "content": content}]
            )
            calls += 1

    tasks = [asyncio.create_task(ask()) for _ in range(in_flight)]
    await asyncio.sleep(3)
    counted, wall, cpu = calls, time.monotonic(), time.process_time()
    await asyncio.sleep(SECONDS)
    counted, wall, cpu = calls - counted, time.monotonic() - wall, time.process_time() - cpu
    ends = True
    await asyncio.gather(*tasks, return_exceptions=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"calls_per_second": counted / wall, "cpu_us_per_call": 1e6 * cpu / counted, "rss_mb": memory}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--in-flight", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--official", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.official:  # in a process of its own, so that its memory is its own
        print(json.dumps(asyncio.run(official(arguments.in_flight))))
        return
    rows: dict[str, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = start(folder)
        try:
            for _ in range(arguments.rounds):
                for who, url in {
                    "ours, HTTP/1.1": f"http://127.0.0.1:{PLAIN}/v1",
                    "ours, TLS": f"https://127.0.0.1:{TLS}/v1",
                    "ours, HTTP/2": f"https://127.0.0.1:{HTTP2}/v1",
                }.items():
                    rows.setdefault(who, []).append(ours(url, arguments.in_flight, folder))
                load = load_generator(arguments.in_flight, folder)
                rows.setdefault("load generator, HTTP/1.1", []).append(load)
                command = [sys.executable, __file__, "--official", "--in-flight", str(arguments.in_flight)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
                rows.setdefault("official client", []).append(json.loads(done.stdout))
        finally:
            server.terminate()
            server.wait()
    print("| who | calls/s | CPU a call, us | memory, MB |\n| --- | --- | --- | --- |")
    for who, figures in rows.items():
        cells = [
            f"{statistics.median(figure.get(key, float('nan')) for figure in figures):.0f}"
            for key in ("calls_per_second", "cpu_us_per_call", "rss_mb")
        ]
        print(f"| {who} | {' | '.join(cells)} |".replace("nan", ""))


if __name__ == "__main__":
    main()
