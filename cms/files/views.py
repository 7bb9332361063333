"""Serving private files: to residents by a link of their session, to officials in the admin."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.addonkit.people import subject_of
from cms.addonkit.vault import SealBroken
from cms.audit.services import record

from . import links, names, services
from .audit_events import OPENED
from .models import PrivateFile, State
from .ranges import NotSatisfiable, asked_part
from .staff_rights import may_open

logger = logging.getLogger(__name__)


@require_safe
def serve(request: HttpRequest, token: str) -> HttpResponseBase:
    """A file by a link of this session. Whatever is wrong with the link, the answer is 404."""
    try:
        key = links.key_of(token, request)
    except links.OldLink:
        return render(request, "files/link_over.html", status=410)
    except links.BadLink:
        raise Http404 from None
    file = PrivateFile.objects.visible_to(subject_of(request)).filter(key=key).first()
    if file is None:
        raise Http404
    return answer(request, file)


@require_safe
def serve_to_staff(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file for an official of its municipality; recorded before the first byte leaves."""
    file = PrivateFile.objects.filter(pk=pk, state=State.KEPT).first()
    # Another municipality's file is not there, as everywhere in the staff screens.
    if file is None or not may_open(request.user, file):
        raise Http404
    return answer(request, file, reader_is_staff=True)


def answer(
    request: HttpRequest, file: PrivateFile, *, reader_is_staff: bool = False
) -> HttpResponseBase:
    """The content, or the part that is asked for. Whoever calls has checked who asks."""
    try:
        part = _part(request, file)
    except NotSatisfiable:
        headers = {"Content-Range": f"bytes */{file.size}"}
        return _protected(HttpResponse(status=416, headers=headers), file)
    start, stop = part or (0, file.size)
    if reader_is_staff:
        _record(request, file, start, stop)
    response = _content(request, file, start, stop)
    if response.status_code == 200 and part is not None:  # noqa: PLR2004
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    return response


def _part(request: HttpRequest, file: PrivateFile) -> tuple[int, int] | None:
    if request.method != "GET":  # RFC 9110: Range is for GET alone
        return None
    condition = request.headers.get("If-Range", "")
    if condition and condition != _tag(file):
        return None
    return asked_part(request.headers.get("Range", ""), file.size)


def _content(request: HttpRequest, file: PrivateFile, start: int, stop: int) -> HttpResponseBase:
    pieces = services.content(file, start, stop)
    try:
        # The first piece now: a file that does not open must not begin as a good answer.
        first = next(pieces, b"")
    except (OSError, SealBroken) as error:
        logger.error("private file %s cannot be read (%s)", file.pk, type(error).__name__)
        return render(request, "files/unreadable.html", status=503)
    if request.method == "HEAD":
        pieces.close()
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(_from(first, pieces))
    response.headers["Content-Length"] = str(stop - start)
    return _protected(response, file)


def _from(first: bytes, rest: Generator[bytes, None, None]) -> Iterator[bytes]:
    try:
        yield first
        yield from rest
    finally:
        rest.close()  # the file too, when the browser went away


def _protected(response: HttpResponseBase, file: PrivateFile) -> HttpResponseBase:
    """The headers that keep a file from being shown, guessed at, or kept by anybody between."""
    headers = {
        "Content-Type": file.media_type,
        "Content-Disposition": names.attachment(file.name),
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": _tag(file),
        "X-Content-Type-Options": "nosniff",
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _tag(file: PrivateFile) -> str:
    # The content of a row never changes, so its key is as good as a hash, and says nothing.
    return f'"{file.key.hex}"'


def _record(request: HttpRequest, file: PrivateFile, start: int, stop: int) -> None:
    record(
        OPENED,
        site=file.site_id,
        actor=request.user,
        subject_user_id=file.owner_id,
        object_type="ratusz_files.privatefile",
        object_id=str(file.pk),
        detail={"purpose": file.purpose, "first": start, "last": max(start, stop - 1)},
        request=request,
    )
