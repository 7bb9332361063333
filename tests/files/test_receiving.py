"""Corpus 67 and 72: bodies too large, endless, lying or slow; and what lies on the disk."""

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser
from django.http.request import UnreadablePostError
from django.test import RequestFactory

from cms.files import problems, receiving
from cms.files.models import PrivateFile
from cms.files.receiving import PacedStream, PrivateUploadHandler, UploadLimitsMiddleware
from tests.files.disks import no_file_beyond
from tests.files.examining import refusal_of

pytestmark = pytest.mark.urls("tests.files.urls")

REPORT = "/tests/report/"
BOUNDARY = "----granica"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def body(content, name="a.txt", end=f"\r\n--{BOUNDARY}--\r\n"):
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="words"\r\n\r\nDziura\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    return head.encode() + content + end.encode()


class Unreadable:
    def read(self, *args):
        raise AssertionError("It was read.")

    readline = read


@pytest.mark.django_db
def test_67_body_that_announces_10_gb_is_refused_unread(client):
    answer = client.generic(
        "POST", REPORT, b"", MULTIPART,
        **{"CONTENT_LENGTH": str(10 * 1024**3), "wsgi.input": Unreadable()},
    )  # fmt: skip

    assert answer.status_code == 413
    text = answer.content.decode()
    assert "Razem mogą mieć najwyżej 100\N{NO-BREAK SPACE}MB" in text
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_67_limit_is_a_setting(client, settings):
    settings.RATUSZ_REQUEST_MAX_BYTES = 100

    assert client.post(REPORT, {"words": "x" * 200}).status_code == 413
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_67_body_without_a_length_is_none(client):
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("It was read.")

    answer = client.generic(
        "POST", REPORT, b"", MULTIPART,
        **{"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Endless()},
    )  # fmt: skip

    assert answer.status_code == 200
    assert "To pole jest wymagane" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "end"), [("3000", None), ("9000", ""), ("9000", None)])
def test_67_length_that_lies_stores_nothing(client, site_of_tests, length, end):
    content = b"%PDF-1.7" + b"x" * 5_000
    whole = body(content, "a.pdf") if end is None else body(content, "a.pdf", end)
    stream = {"wsgi.input": io.BytesIO(whole)}

    answer = client.generic("POST", REPORT, b"", MULTIPART, CONTENT_LENGTH=length, **stream)

    assert answer.status_code < 500
    assert not PrivateFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["-5", "x", "1e9", "0x10"])
def test_67_length_that_is_none(client, length):
    answer = client.generic("POST", REPORT, b"", MULTIPART, CONTENT_LENGTH=length)

    assert answer.status_code < 500


# -- slow ones ----------------------------------------------------------------------------------


class Dripping:
    """A byte now and then, as one that wants to hold a worker sends them."""

    def __init__(self, pause=0.01):
        self.pause = pause
        self.sent = 0

    def read(self, size):
        time.sleep(self.pause * min(size, 4))
        self.sent += min(size, 4)
        return b"x" * min(size, 4)


def test_72_dripping_body_is_broken_off(monkeypatch):
    monkeypatch.setattr(receiving, "GRACE", 0.2)
    stream = Dripping()
    started = time.monotonic()

    with pytest.raises(TimeoutError):
        PacedStream(stream).read(10_000)

    assert time.monotonic() - started < 1
    assert stream.sent < 200


def test_72_dripping_body_is_unreadable_for_django(monkeypatch):
    monkeypatch.setattr(receiving, "GRACE", 0.2)

    def view(request):
        with pytest.raises(UnreadablePostError):
            request.read()
        return HttpResponse("let go")

    request = RequestFactory().generic("POST", "/", b"x" * 1_000)
    request._stream = Dripping()

    assert UploadLimitsMiddleware(view)(request).content == b"let go"


def test_flowing_body_is_read_whole_and_in_the_pieces_asked_for():
    content = os.urandom(500_000)
    stream = PacedStream(io.BytesIO(content))

    found = [stream.read(1), stream.read(70_000), stream.readline(5), stream.read(), stream.read(5)]

    assert [len(piece) for piece in found[:2]] == [1, 70_000]
    assert b"".join(found) == content
    stream.close()


def served_slowly(pause):
    """What a view meets when a body comes over a real connection, a byte at each pause."""
    ours, theirs = socket.socketpair()
    stopped = threading.Event()

    def send():
        with contextlib.suppress(OSError):
            while not stopped.wait(pause):
                theirs.sendall(b"x")

    def view(request):
        return HttpResponse(request.body)

    threading.Thread(target=send, daemon=True).start()
    request = RequestFactory().generic("POST", "/", b"x" * 1_000)
    request._stream = ours.makefile("rb")  # waits for a whole kilobyte, as servers do
    request.META["gunicorn.socket"] = ours
    middleware = UploadLimitsMiddleware(view)
    started = time.monotonic()
    try:
        middleware(request)
    except UnreadablePostError as error:
        return middleware.process_exception(request, error), time.monotonic() - started
    finally:
        stopped.set()
        ours.close()
        theirs.close()


@pytest.mark.parametrize("pause", [0.02, 30.0])
def test_72_slow_or_silent_connection_is_let_go(monkeypatch, pause):
    monkeypatch.setattr(receiving, "GRACE", 0.3)
    monkeypatch.setattr(receiving, "_STALLED", 5.0)
    monkeypatch.setattr(receiving, "_DRIP", 1_024)

    answer, seconds = served_slowly(pause)

    assert answer.status_code == 408
    assert seconds < 1.5


def test_connection_that_flows_is_watched_no_longer_than_it_lasts(monkeypatch):
    monkeypatch.setattr(receiving, "GRACE", 0.05)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        stream = PacedStream(io.BytesIO(b"x" * 5_000), ours)
        stream.read()
        stream.done()
        time.sleep(0.2)
        theirs.sendall(b"next")
        assert ours.recv(10) == b"next"


def test_other_errors_are_not_the_senders():
    middleware = UploadLimitsMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


# -- where large ones wait ----------------------------------------------------------------------


def parsed(content, name="a.txt"):
    raw = body(content, name)
    meta = {"CONTENT_TYPE": MULTIPART, "CONTENT_LENGTH": len(raw)}
    handlers = [MemoryFileUploadHandler(), PrivateUploadHandler()]
    return MultiPartParser(meta, io.BytesIO(raw), handlers).parse()


def test_large_upload_waits_in_a_file_without_a_name(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    post, files = parsed(b"44051401359" * 400_000)

    assert post["words"] == "Dziura"
    assert files["files"].size == 4_400_000
    assert files["files"].read(11) == b"44051401359"
    assert not hasattr(files["files"], "temporary_file_path")
    assert list(tmp_path.iterdir()) == []


def test_editors_large_files_are_stored_as_before(tmp_path):
    content = os.urandom(3_000_000)

    name = FileSystemStorage(tmp_path).save("a.bin", parsed(content)[1]["files"])

    assert (tmp_path / name).read_bytes() == content


def test_killed_process_leaves_no_upload_behind(tmp_path, settings):
    code = (
        "import sys, time; from django.conf import settings;"
        f"settings.configure(FILE_UPLOAD_TEMP_DIR={str(tmp_path)!r});"
        "from cms.files.receiving import PrivateUploadHandler as H; h = H();"
        "h.new_file('f', 'a.txt', 'text/plain', None); h.receive_data_chunk(b'44051401359', 0);"
        "print('there', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"there\n"

    process.send_signal(signal.SIGKILL)
    process.wait()

    assert list(Path(tmp_path).iterdir()) == []


def test_74_full_disk_under_the_uploads_is_a_sentence():
    with no_file_beyond(100_000):
        post, files = parsed(b"x" * 4_000_000)

    assert post["words"] == "Dziura"
    assert refusal_of(files["files"]).reason == problems.NO_ROOM


def test_74_no_folder_for_uploads_is_a_sentence(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")

    _post, files = parsed(b"x" * 4_000_000)

    assert refusal_of(files["files"]).reason == problems.NO_ROOM


def test_broken_upload_lets_its_file_go():
    handler = PrivateUploadHandler()
    handler.upload_interrupted()
    handler.new_file("f", "a.txt", "text/plain", None)
    handler.upload_interrupted()

    assert handler.content.closed
