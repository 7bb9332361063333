"""One server for all simulators, the control page and the mailbox: threads, real sockets."""

from __future__ import annotations

import contextlib
import io
import logging
import socket
import sys
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from . import control, mailbox
from .catalogue import Mounted, matching
from .misbehave import OK, TRANSPORT_MODES, Answer, Wire
from .replies import CONTROL, MAILBOX, text

MAX_REQUEST_BYTES = 20 * 1024 * 1024

logger = logging.getLogger(__name__)


class SimulatorServer(ThreadingHTTPServer):
    """Serves on 127.0.0.1 until `stop`.

    Args:
        port: where; 0 for any free one.
        simulators: what to serve.
        chatty: whether each request prints a line.

    Raises:
        OSError: the port is taken.

    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, simulators: Sequence[Mounted], *, chatty: bool = False) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.simulators = simulators
        self.chatty = chatty
        self.stopping = threading.Event()

    @property
    def host(self) -> str:
        """`host:port`, as an allow-list writes it."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """The server's URL, without a slash at the end."""
        return f"http://{self.host}"

    def start(self) -> None:
        """Serve in a thread."""
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def stop(self) -> None:
        """Stop at once, also in the middle of answers that drip."""
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that hang up; show what is wrong with a simulator."""
        if not isinstance(sys.exc_info()[1], OSError):
            logger.exception("a simulator failed")


class _Handler(BaseHTTPRequestHandler):
    server: SimulatorServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def setup(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().setup()

    def _serve(self) -> None:
        self.close_connection = True
        path = unquote(urlsplit(self.path).path)
        simulator = matching(self.server.simulators, path)
        environ = self._environ(path, simulator.path if simulator else "/")
        mode = OK
        if environ is None:
            answer = text("413 Content Too Large", "The request is too large.")
        elif simulator is not None:
            mode = simulator.mode
            environ["ratusz.mode"] = OK if mode in TRANSPORT_MODES else mode
            answer = _called(simulator.app, environ)
        else:
            answer = _own_page(path, environ, self.server)
        if self.server.chatty:
            print(self.command, path, answer.status, mode, flush=True)  # noqa: T201
        wire = Wire(self.connection, self.server.stopping)
        with contextlib.suppress(OSError):
            TRANSPORT_MODES.get(mode, TRANSPORT_MODES[OK]).send(wire, answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve  # noqa: N815 - the library's names

    def _environ(self, path: str, mount: str) -> dict[str, Any] | None:
        """The WSGI environment; None when the body is larger than anybody's should be."""
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdecimal() else 0
        if size > MAX_REQUEST_BYTES:
            return None
        environ: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()
        }
        script = mount.rstrip("/")
        environ.update(
            {
                "REQUEST_METHOD": self.command,
                "SCRIPT_NAME": script,
                "PATH_INFO": path.removeprefix(script),
                "QUERY_STRING": urlsplit(self.path).query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(size),
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": str(self.server.server_address[1]),
                "SERVER_PROTOCOL": self.request_version,
                "REMOTE_ADDR": self.client_address[0],
                "wsgi.version": (1, 0),
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(self.rfile.read(size)),
                "wsgi.errors": sys.stderr,
                "wsgi.multithread": True,
                "wsgi.multiprocess": False,
                "wsgi.run_once": False,
            }
        )
        return environ

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: `_serve` prints what is worth it."""


def _called(app: Any, environ: dict[str, Any]) -> Answer:
    """Run a WSGI application to its end; a broken one is answered for."""
    started: list[Any] = ["500 Internal Server Error", []]

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        started[:] = [status, headers]

    try:
        body = b"".join(app(environ, start_response))
    except Exception:
        logger.exception("the simulator %s failed", app.name)
        return text("500 Internal Server Error", "The simulator itself failed; see its output.")
    headers = [pair for pair in started[1] if pair[0].lower() != "content-length"]
    return Answer(started[0], headers, body)


def _own_page(path: str, environ: dict[str, Any], server: SimulatorServer) -> Answer:
    if path.startswith(CONTROL):
        return control.answer(environ, server.simulators, server.address)
    if path.startswith(MAILBOX):
        return mailbox.answer(environ)
    if path == "/":
        return Answer("302 Found", [("Location", CONTROL)], b"")
    return text("404 Not Found", f"Nothing is here. See {CONTROL} and {MAILBOX}.")
