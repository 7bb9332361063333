"""The other side: an HTTP server that takes each call and remembers it, twice if it comes twice.

    python -m tests.reliability.receiver PORT FILE

It is strict: a call needs a key, and the reference of the call before it. It does not see to it
that a key comes once: that is what the tests are about. What it took is a line each in the file.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ORDER = ["case", "file", "close"]


class Receiver(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, file):
        super().__init__(("127.0.0.1", port), Handler)
        self.file = Path(file)
        self.lock = threading.Lock()
        self.known = {}  # (call, key): reference
        for line in self.file.read_text().splitlines() if self.file.exists() else ():
            call = json.loads(line)
            self.known[call["call"], call["key"]] = call["reference"]

    def take(self, call, key, body):
        with self.lock:
            before = ORDER[: ORDER.index(call)]
            references = body["references"]
            if set(references) != set(before):
                return None
            if any(ref not in self.known.values() for ref in references.values()):
                return None
            reference = f"{call}-{len(self.known) + 1}"
            self.known[call, key] = reference
            line = {"call": call, "key": key, "reference": reference, "body": body}
            with self.file.open("a") as file:
                file.write(json.dumps(line) + "\n")
            return reference


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        call, key = self.path.strip("/"), self.headers.get("Idempotency-Key")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if call not in ORDER or not key:
            self.answer(400, {})
            return
        reference = self.server.take(call, key, json.loads(body))
        self.answer(*((201, {"reference": reference}) if reference else (409, {})))

    def do_GET(self):
        key = self.headers.get("Idempotency-Key", "")
        reference = self.server.known.get((self.path.strip("/"), key))
        self.answer(*((200, {"reference": reference}) if reference else (404, {})))

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    Receiver(int(sys.argv[1]), sys.argv[2]).serve_forever(poll_interval=0.05)
