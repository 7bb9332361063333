"""Servers on a raw socket: they misbehave in ways that no HTTP library would let us."""

import contextlib
import socket
import threading
import time


class Server:
    """A listening socket that hands each connection to a function, in a thread of its own."""

    def __init__(self, handle, tls=None):
        self.handle, self.tls = handle, tls
        self.requests = []
        self.connections = 0
        self.stopping = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"{'https' if tls else 'http'}://{self.host}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while not self.stopping.is_set():
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self.handle(self, connection)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)  # until the client closes, so that nothing sent is lost

    def read_request(self, connection):
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(65536)
        head, _, body = request.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                while len(body) < int(line.split(b":")[1]):
                    body += connection.recv(65536)
        self.requests.append((head, body))
        return head, body

    def drip(self, connection, content, every=0.1):
        """One byte at a time, until the test is over."""
        for byte in content:
            if self.stopping.is_set():
                return
            connection.sendall(bytes([byte]))
            time.sleep(every)

    def stop(self):
        self.stopping.set()
        self.socket.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept
        self.socket.close()


@contextlib.contextmanager
def server(handle, tls=None):
    """Run a server whose `handle(server, connection)` speaks for itself."""
    running = Server(handle, tls)
    try:
        yield running
    finally:
        running.stop()


def answering(body, *, status="200 OK", headers=(), content_type="text/xml"):
    """A handler that answers correctly with a body."""

    def handle(running, connection):
        running.read_request(connection)
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {content_type}",
            f"Content-Length: {len(body)}",
            *headers,
        ]
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return handle


def sending(raw):
    """A handler that reads the request and sends bytes as they are."""

    def handle(running, connection):
        running.read_request(connection)
        connection.sendall(raw)

    return handle
