"""How uploads come in: never more than allowed, never in clear on the disk, never for ever.

The middleware stands before anything that reads the body (Django's CSRF check reads it all).
"""

from __future__ import annotations

import contextlib
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from .problems import size_words

MOST_BYTES = 100 * 1024 * 1024  # of a whole request
GRACE = 20.0  # seconds before the pace counts
SLOWEST = 2_000  # bytes a second, on average
_STALLED = 20.0  # seconds without a byte
_DRIP, _FLOW = 16, 2**16  # bytes asked for at once
_QUICK = 0.1  # seconds


class UploadLimitsMiddleware:
    """Refuses bodies that are too large before a byte is read, and breaks off those that crawl.

    `RATUSZ_REQUEST_MAX_BYTES` is the most that a request may announce. A body without a length is
    none to Django. One that brings less than `SLOWEST` bytes a second after a while ends as a
    broken connection: nobody holds a worker with a byte now and then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or watch the body while it is read."""
        announced = _announced(request)
        most: int = getattr(settings, "RATUSZ_REQUEST_MAX_BYTES", MOST_BYTES)
        if announced > most:
            context = {"limit": size_words(most)}
            return render(request, "files/too_large.html", context, status=413)
        if not announced or not hasattr(request, "_stream"):
            return self.get_response(request)
        stream = PacedStream(request._stream, request.META.get("gunicorn.socket"))
        request._stream = stream  # type: ignore[assignment]
        try:
            return self.get_response(request)
        finally:
            stream.done()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A body that broke off is the sender's fault, not an error of ours."""
        if isinstance(exception, UnreadablePostError):
            return HttpResponse(status=408)
        return None


class PacedStream:
    """A request's body that must keep going.

    Args:
        stream: what Django reads.
        sock: the connection, where the server tells it: then a silent one ends too.

    """

    def __init__(self, stream: Any, sock: Any = None) -> None:
        self._stream = stream
        self._started = 0.0
        self._read = 0
        self._piece = _DRIP
        self._sock = sock
        self._timer: threading.Timer | None = None
        self._cut = False

    def read(self, size: int | None = None) -> bytes:
        """Up to that many bytes.

        Raises:
            TimeoutError: the sender is too slow. Django makes it an `UnreadablePostError`.

        """
        self._begin()
        found = bytearray()
        most = sys.maxsize if size is None or size < 0 else size
        while len(found) < most:
            asked = time.monotonic()
            piece = self._stream.read(min(self._piece, most - len(found)))
            now = time.monotonic()
            found += piece
            self._read += len(piece)
            # Small pieces while it drips, so that the clock is looked at; large ones when it flows.
            self._piece = min(_FLOW, self._piece * 2) if now - asked < _QUICK else _DRIP
            if self._cut or self._is_late():
                message = "The body comes too slowly."
                raise TimeoutError(message)
            if not piece:
                break
        return bytes(found)

    def readline(self, size: int | None = None) -> bytes:
        """A line, as the stream gives it."""
        self._begin()
        line: bytes = self._stream.readline() if size is None else self._stream.readline(size)
        return line

    def close(self) -> None:
        """Close what Django reads."""
        self.done()
        self._stream.close()

    def done(self) -> None:
        """Stop watching: the request is answered."""
        sock, self._sock = self._sock, None
        if sock is not None and self._timer is not None:
            self._timer.cancel()

    def _begin(self) -> None:
        if self._started:
            return
        self._started = time.monotonic()
        if self._sock is not None:
            self._sock.settimeout(_STALLED)
            self._watch()

    def _watch(self) -> None:
        self._timer = threading.Timer(GRACE, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        """The server waits for a kilobyte at least; with one byte a second that is long."""
        sock = self._sock
        if sock is None:
            return
        if self._is_late():
            self._cut = True
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RD)  # wakes the server: the body ends here
        else:
            self._watch()

    def _is_late(self) -> bool:
        return time.monotonic() - self._started > GRACE + self._read / SLOWEST


class PrivateUploadHandler(FileUploadHandler):
    """Keeps large uploads in a file without a name: it is gone with the process, even when killed.

    Django's own handler leaves `/tmp/….upload` behind then. A full disk does not end the request:
    the file arrives marked, so that the form can say so and keep what was typed.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a nameless file."""
        super().new_file(*args, **kwargs)
        self.failed = False
        self.content: Any = BytesIO()
        try:
            self.content = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        except OSError:
            self.failed = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write; after a failure what still comes is let fall."""
        if self.failed:
            return
        try:
            self.content.write(raw_data)
        except OSError:
            self._give_up()

    def file_complete(self, file_size: int) -> UploadedFile:
        """The upload, marked with `failure` when it could not be kept."""
        if not self.failed:
            try:
                self.content.flush()
                self.content.seek(0)
            except OSError:
                self._give_up()
        upload = UploadedFile(
            file=self.content,
            name=self.file_name,
            content_type=self.content_type,
            size=0 if self.failed else file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        upload.failure = self.failed  # type: ignore[attr-defined]
        return upload

    def upload_interrupted(self) -> None:
        """Let the file go."""
        if hasattr(self, "content"):
            self.content.close()

    def _give_up(self) -> None:
        self.failed = True
        self.content.close()
        self.content = BytesIO()


def _announced(request: HttpRequest) -> int:
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0
