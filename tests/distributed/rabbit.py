"""A throw-away RabbitMQ cluster of three nodes on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

NODES = 3
FOLDER = next(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin"), Path("/usr/sbin"))
PATIENCE_SECONDS = 120


class RabbitCluster:
    """Three nodes, whose quorum queues survive the loss of one."""

    def __init__(self, folder: Path, first_port: int) -> None:
        self._folder = folder
        self._first_port = first_port
        self._nodes: dict[str, subprocess.Popen[bytes]] = {}
        self._as = ["runuser", "-u", "rabbitmq", "--"] if os.geteuid() == 0 else []
        folder.mkdir(mode=0o755)
        if self._as:
            shutil.chown(folder, "rabbitmq")
        self.names = [f"ats{number}@localhost" for number in range(NODES)]
        for name in self.names:
            self._start(name)
        for name in self.names[1:]:
            for command in (["stop_app"], ["join_cluster", self.names[0]], ["start_app"]):
                self._control(name, *command)

    @property
    def url(self) -> str:
        """All nodes: a client goes to the next when one is away."""
        ports = range(self._first_port, self._first_port + NODES)
        return ";".join(f"amqp://guest:guest@127.0.0.1:{port}//" for port in ports)

    def kill_leader(self) -> None:
        """End the node that leads the queue as a machine that loses power does, and start it again."""
        name = self._leader()
        node = self._nodes[name]
        os.killpg(node.pid, signal.SIGKILL)
        node.wait()
        time.sleep(1)
        self._start(name)

    def stop(self) -> None:
        """End all nodes."""
        for node in self._nodes.values():
            if node.poll() is None:
                os.killpg(node.pid, signal.SIGKILL)
                node.wait()

    def _leader(self) -> str:
        for name in self.names:
            told = self._run(name, "rabbitmqctl", "-q", "list_queues", "name", "leader")
            leaders = [line.split()[-1] for line in told.splitlines() if line.startswith("ats_score")]
            if leaders:
                return leaders[0]
        return self.names[0]

    def _start(self, name: str) -> None:
        log = (self._folder / f"{name}.out").open("ab")
        command = [*self._as, *self._environment(name), str(FOLDER / "rabbitmq-server")]
        # A group of its own: what it starts is ended with it.
        self._nodes[name] = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._answers(name):
            if time.monotonic() > end or self._nodes[name].poll() is not None:
                raise RuntimeError(f"{name} does not start: see {log.name}")
            time.sleep(0.5)

    def _answers(self, name: str) -> bool:
        try:
            self._control(name, "await_startup", "--timeout", "60")
        except subprocess.CalledProcessError:
            return False
        return True

    def _control(self, name: str, *command: str) -> None:
        self._run(name, "rabbitmqctl", "-q", *command)

    def _run(self, name: str, program: str, *command: str) -> str:
        line = [*self._as, *self._environment(name), str(FOLDER / program), *command]
        done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=PATIENCE_SECONDS)
        return done.stdout

    def _environment(self, name: str) -> list[str]:
        number = self.names.index(name)
        port = self._first_port + number
        folder = self._folder
        return [
            "env",
            f"HOME={folder}",
            f"RABBITMQ_NODENAME={name}",
            f"RABBITMQ_NODE_PORT={port}",
            "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
            f"RABBITMQ_DIST_PORT={port + 20000}",
            f"ERL_EPMD_PORT={self._first_port - 1}",
            "ERL_EPMD_ADDRESS=127.0.0.1",
            f"RABBITMQ_MNESIA_BASE={folder}/data",
            f"RABBITMQ_LOG_BASE={folder}/log",
            f"RABBITMQ_CONFIG_FILE={folder}/none",
            f"RABBITMQ_ENABLED_PLUGINS_FILE={folder}/plugins",
        ]
