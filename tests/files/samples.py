"""Files of every kind and of every trick, made here: bombs are small until they are opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.addonkit.people import Assurance
from cms.files.kinds import DOCUMENTS, KINDS, PICTURES
from cms.files.purposes import Purpose, Rules

ANYTHING = Rules(kinds=tuple(KINDS), most_bytes=5 * 1024 * 1024, most=3)
PURPOSES = (
    Purpose("tests.any", "Anything", ANYTHING),
    Purpose("tests.photo", "Photo", Rules(kinds=PICTURES, most_bytes=300_000, most=2)),
    Purpose("tests.letter", "Letter", Rules(kinds=DOCUMENTS), assurance=Assurance.VERIFIED),
    Purpose("tests.short", "Short-lived", Rules(kinds=("txt",)), keep_days=30),
    Purpose(
        "tests.matter",
        "Attachment of a matter",
        Rules(kinds=("txt", "pdf")),
        permission="ratusz_files.view_privatefile",
    ),
)


def upload(name, content=b"", content_type="application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type)


def picture(kind="JPEG", size=(64, 48), color=(200, 30, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **options)
    return out.getvalue()


def photo_with_place():
    """A JPEG that says where it was taken, and which way up it is held."""
    image = Image.new("RGB", (64, 48), (10, 200, 10))
    exif = image.getexif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "kanarek 44051401359"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (51.0, 25.0, 0.0)
    gps[3], gps[4] = "E", (21.0, 58.0, 0.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _chunk(name, data):
    return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))


def png_of(width, height, rows=0):
    """A PNG that announces many pixels in few bytes."""
    header = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * ((width // 8 + 1) * rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", data)
        + _chunk(b"IEND", b"")
    )


def animation(kind, frames=50):
    images = [Image.new("RGB", (8, 8), (i * 5 % 255, 0, 0)) for i in range(frames)]
    out = io.BytesIO()
    images[0].save(out, kind, save_all=True, append_images=images[1:], duration=20)
    return out.getvalue()


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def docx(**more):
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document>Pismo</document>"}
    return archive({**parts, **more})


def odt():
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"},
        zipfile.ZIP_STORED,
    )


def pdf(inside=b"", pages=1):
    page = b"".join(
        b"%d 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n" % (number + 10)
        for number in range(pages)
    )
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 >>\nendobj\n" + page + b"trailer\n<< /Root 1 0 R >>\n"
        b"startxref\n9\n%%EOF\n"
    )


def pdf_with_packed(objects):
    packed = zlib.compress(objects)
    stream = (
        b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(packed)
    )
    return pdf().replace(b"trailer\n", stream + packed + b"\nendstream\nendobj\ntrailer\n")


EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
