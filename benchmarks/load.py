"""A small load generator: raw sockets, kept open, so that the client costs little."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Result:
    """What one run measured."""

    requests: int
    seconds: float
    cpu: float
    latencies: list[float]

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds

    @property
    def cpu_per_request(self) -> float:
        """CPU seconds of the server for one request."""
        return self.cpu / self.requests


class Connection:
    """One kept-alive HTTP connection that asks for one address."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str]) -> None:
        lines = [f"GET {path} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
        self.request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self) -> int:
        """Send the request once; returns the status."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        self.socket.sendall(self.request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        fields = head.lower().split(b"\r\n")
        length = next(int(line[15:]) for line in fields if line.startswith(b"content-length:"))
        while len(body) < length:
            body += self._more()
        if b"connection: close" in fields:
            self.socket.close()
            self.socket = None
        return int(head[9:12])

    def _more(self) -> bytes:
        assert self.socket is not None
        chunk = self.socket.recv(65536)
        if not chunk:
            message = "The server closed the connection in the middle of an answer."
            raise ConnectionError(message)
        return chunk


def cpu_seconds(group: int) -> float:
    """The CPU time that the live processes of a process group have used."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / TICK


def load(
    port: int,
    path: str,
    headers: Mapping[str, str],
    *,
    group: int,
    seconds: float,
    clients: int = 4,
) -> Result:
    """Ask for one address from several connections at once for some seconds.

    Args:
        port: of the server on the loopback.
        path: the address asked for.
        headers: sent with each request; `Host` must be among them.
        group: the process group whose CPU time is measured.
        seconds: how long.
        clients: how many connections.

    Raises:
        RuntimeError: an answer was not 200.

    """
    latencies: list[float] = []
    problems: list[str] = []
    end = time.monotonic() + seconds

    def ask_until_the_end() -> None:
        connection = Connection(port, path, headers)
        while time.monotonic() < end and not problems:
            started = time.perf_counter()
            status = connection.ask()
            latencies.append(time.perf_counter() - started)
            if status != 200:
                problems.append(f"{path} answered {status}")

    cpu = cpu_seconds(group)
    started = time.monotonic()
    threads = [threading.Thread(target=ask_until_the_end) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - started
    if problems or not latencies:
        raise RuntimeError("; ".join(problems) or f"{path} never answered")
    return Result(len(latencies), took, cpu_seconds(group) - cpu, latencies)
