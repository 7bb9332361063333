"""The corpus of uploads (57-67, 71): each is refused with a sentence, or comes out harmless."""

import io
import zipfile

import pytest
from PIL import Image

from cms.files import pictures, problems
from cms.files.examine import examine
from cms.files.problems import FileRefused
from tests.files import samples
from tests.files.examining import refusal, taken
from tests.files.samples import ANYTHING, upload

# -- what may come ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.jpg", samples.picture(), "image/jpeg"),
        ("a.JPEG", samples.picture(), "image/jpeg"),
        ("a.png", samples.picture("PNG"), "image/png"),
        ("a.webp", samples.picture("WEBP"), "image/webp"),
        ("a.pdf", samples.pdf(), "application/pdf"),
        ("a.odt", samples.odt(), "application/vnd.oasis.opendocument.text"),
        ("a.zip", samples.archive({"b.pdf": samples.pdf()}), "application/zip"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "application/xml"),
        ("a.txt", "Zażółć".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_good_file_is_taken(name, content, media_type):
    examined, _content = taken(name, content)

    assert examined.media_type == media_type


def test_docx_is_taken_with_an_embedded_sheet():
    sheet = samples.archive({"xl/workbook.xml": "<x/>"})

    examined, content = taken("pismo.docx", samples.docx(**{"word/embeddings/a.xlsx": sheet}))

    assert examined.name == "pismo.docx"
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_text_of_an_old_windows_program_becomes_utf_8():
    _examined, content = taken("a.txt", "Zażółć gęślą".encode("cp1250"))

    assert content.decode() == "Zażółć gęślą"


def test_heic_of_a_phone_becomes_jpeg():
    assert pictures.has_heic()
    content = samples.picture("HEIF", size=(128, 96))

    examined, written = taken("IMG_0001.HEIC", content)

    assert (examined.name, examined.media_type) == ("IMG_0001.jpg", "image/jpeg")
    assert Image.open(io.BytesIO(written)).size == (128, 96)


# -- pictures -----------------------------------------------------------------------------------


def test_57_tiny_png_of_60000_by_60000_pixels():
    bomb = samples.png_of(60_000, 60_000)

    assert len(bomb) < 1_000
    assert refusal("a.png", bomb).reason == problems.TOO_MANY_PIXELS


def test_58_png_of_12000_by_8000_pixels():
    content = samples.png_of(12_000, 8_000, rows=8_000)

    assert len(content) < 50_000
    assert refusal("a.png", content).reason == problems.TOO_MANY_PIXELS


def test_59_gif_that_is_a_script_too():
    polyglot = b"GIF89a=1;alert(1)//" + samples.animation("GIF", 1)

    for name in ("a.gif", "a.js"):
        assert refusal(name, polyglot).reason == problems.WRONG_KIND
    assert refusal("a.jpg", polyglot).reason == problems.NOT_WHAT_IT_SAYS


def test_60_script_behind_a_jpeg_is_gone():
    _examined, content = taken("a.jpg", samples.picture() + b"<script>alert(1)</script>")

    assert b"<script" not in content


def test_61_place_and_words_of_a_photo_are_gone_and_it_stands_upright():
    photo = samples.photo_with_place()
    assert b"44051401359" in photo

    _examined, content = taken("a.jpg", photo)

    image = Image.open(io.BytesIO(content))
    assert b"Exif" not in content and b"44051401359" not in content
    assert not image.getexif()
    assert image.size == (48, 64)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_61_words_in_other_pictures_are_gone(kind):
    image = Image.new("RGBA", (8, 8), (1, 2, 3, 100))
    exif = image.getexif()
    exif[0x010E] = "kanarek"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)

    _examined, content = taken(f"a.{kind.lower()}", out.getvalue())

    assert b"kanarek" not in content
    assert Image.open(io.BytesIO(content)).mode == "RGBA"


def test_62_svg_with_a_script_named_jpg():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"

    assert refusal("a.jpg", svg).reason == problems.NOT_WHAT_IT_SAYS
    assert refusal("a.svg", svg).reason == problems.WRONG_KIND


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"<html><script>alert(1)</script></html>"),
        ("a.php.jpg", b"<?php system($_GET['c']);"),
        (".htaccess", b"AddType application/x-httpd-php .jpg"),
        ("a.html", b"<p>"),
        ("a.txt", b"<script>alert(1)</script>"),
        ("a.exe", b"MZ"),
        ("a", b"bez koncowki"),
    ],
)
def test_63_names_and_contents_that_do_not_fit(name, content):
    assert refusal(name, content).reason in {problems.NOT_WHAT_IT_SAYS, problems.WRONG_KIND}


def test_64_name_that_hides_its_ending():
    assert refusal("zdjecie\u202egpj.exe", samples.picture()).reason == problems.WRONG_KIND


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_65_cut_picture(kind):
    content = samples.picture(kind, size=(400, 400), color=(9, 99, 200))
    ending = kind.lower()

    for length in (len(content) // 2, len(content) - 40):
        assert refusal(f"a.{ending}", content[:length]).reason == problems.DAMAGED


def test_66_empty_file():
    assert refusal("a.jpg", b"").reason == problems.EMPTY


def test_67_large_file_is_refused_before_it_is_read():
    class Unreadable(io.BytesIO):
        def read(self, *args):
            raise AssertionError("It was read.")

    large = upload("a.jpg", b"x")
    large.file, large.size = Unreadable(), 10 * 1024**3

    with pytest.raises(FileRefused) as refused:
        examine(large, ANYTHING)

    assert refused.value.reason == problems.TOO_LARGE
    assert "5\N{NO-BREAK SPACE}MB" in str(refused.value)


@pytest.mark.parametrize(("ending", "kind"), [("webp", "WEBP"), ("png", "PNG")])
def test_71_animation(ending, kind):
    assert refusal(f"a.{ending}", samples.animation(kind)).reason == problems.ANIMATED


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "ICO", "BMP", "TGA", "PPM"])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_71_other_decoders_never_see_an_upload(kind, name):
    content = samples.picture(kind, size=(16, 16))

    assert refusal(name, content).reason == problems.NOT_WHAT_IT_SAYS


def test_71_other_format_behind_the_right_first_bytes():
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        ending = {b"\xff": "jpg", b"\x89": "png", b"R": "webp"}[start[:1]]
        assert refusal(f"a.{ending}", start + samples.picture("TIFF")).reason == problems.DAMAGED


def test_large_picture_is_made_smaller():
    _examined, content = taken("a.jpg", samples.picture(size=(6000, 3000)))

    assert Image.open(io.BytesIO(content)).size == (4096, 2048)


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_unusual_colours_are_taken(mode):
    content = samples.picture("TIFF" if mode == "1" else "JPEG", mode=mode, color=0)
    if mode == "1":
        content = samples.picture("PNG", mode="1", color=1)

    _examined, written = taken("a.png" if mode == "1" else "a.jpg", content)

    assert Image.open(io.BytesIO(written)).mode == "RGB"
