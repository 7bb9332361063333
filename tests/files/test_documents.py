"""The corpus of uploads (68, 69): archives, office documents, PDF, XML and text."""

import zipfile

import pytest

from cms.files import archives, pdfs, problems
from cms.files.purposes import Rules
from tests.files import samples
from tests.files.examining import refusal, taken


def test_68_archive_that_unpacks_to_a_thousand_times_its_size():
    bomb = samples.archive({"a.txt": b"\0" * 30_000_000})

    assert 30_000_000 / len(bomb) > 1_000
    assert refusal("a.zip", bomb).reason == problems.BAD_ARCHIVE
    assert (
        refusal("a.docx", samples.docx(**{"word/media/a.txt": b"\0" * 30_000_000})).reason
        == problems.BAD_ARCHIVE
    )


def test_68_archive_that_lies_about_its_size():
    content = samples.archive({"a.txt": b"\0" * 3_000_000})
    real = (3_000_000).to_bytes(4, "little")
    lying = content.replace(real, (100).to_bytes(4, "little"))

    assert refusal("a.zip", lying).reason in {problems.DAMAGED, problems.BAD_ARCHIVE}


@pytest.mark.parametrize("name", ["../../etc/cron.d/a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_68_archive_with_a_path_out_of_it(name):
    assert refusal("a.zip", samples.archive({name: "x"})).reason == problems.BAD_ARCHIVE


def test_68_archive_with_a_symbolic_link():
    entry = zipfile.ZipInfo("a.txt")
    entry.external_attr = 0o120777 << 16

    assert refusal("a.zip", samples.archive({entry: "/etc/passwd"})).reason == problems.BAD_ARCHIVE


def test_68_archive_in_an_archive_in_an_archive():
    inner = samples.archive({"c.txt": "x"})
    nested = samples.archive({"b.docx": samples.archive({"word/document.xml": inner})})

    assert refusal("a.zip", nested).reason == problems.BAD_ARCHIVE
    assert refusal("a.zip", samples.archive({"b.zip": inner})).reason == problems.BAD_ARCHIVE


def test_68_archive_with_a_program():
    assert refusal("a.zip", samples.archive({"a.exe": "MZ"})).reason == problems.BAD_ARCHIVE


def test_68_archive_with_too_many_entries():
    many = samples.archive({f"{number}.txt": "" for number in range(archives.MOST_ENTRIES + 1)})

    assert refusal("a.zip", many).reason == problems.BAD_ARCHIVE


def test_68_archive_whose_entries_share_their_bytes(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 2_000_000)
    entries = {f"{number}.txt": bytes(range(256)) * 4_000 for number in range(4)}

    assert refusal("a.zip", samples.archive(entries)).reason == problems.BAD_ARCHIVE


def test_locked_archive_is_refused():
    content = bytearray(samples.archive({"a.txt": "x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert refusal("a.zip", bytes(content)).reason == problems.LOCKED


def test_macros_are_refused():
    macro = samples.docx(**{"word/vbaProject.bin": b"\xd0\xcf"})

    assert refusal("a.docx", macro).reason == problems.ACTIVE


def test_archive_that_is_no_document_is_refused():
    other = samples.archive({"xl/workbook.xml": "<x/>"})

    assert refusal("a.docx", other).reason == problems.NOT_WHAT_IT_SAYS
    assert refusal("a.odt", samples.docx()).reason == problems.NOT_WHAT_IT_SAYS


def test_damaged_archive_is_refused():
    assert refusal("a.zip", samples.docx()[:-30]).reason == problems.DAMAGED


# -- PDF and text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/OpenAction << /S /J#61vaScript >>",
        b"/AA << /O << /S/JS >> >>",
    ],
)
def test_69_pdf_with_a_script(inside):
    assert refusal("a.pdf", samples.pdf(inside)).reason == problems.ACTIVE


def test_69_pdf_with_a_packed_script():
    packed = samples.pdf_with_packed(b"<< /S /JavaScript /JS (app.alert(1)) >>")

    assert refusal("a.pdf", packed).reason == problems.ACTIVE
    taken("a.pdf", samples.pdf_with_packed(b"<< /Type /Font >>"))


def test_69_pdf_with_a_packed_bomb(monkeypatch):
    monkeypatch.setattr(pdfs, "_MOST_INFLATED", 100_000)

    assert refusal("a.pdf", samples.pdf_with_packed(b" " * 200_000)).reason == problems.DAMAGED


def test_69_locked_pdf():
    locked = samples.pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R")

    assert refusal("a.pdf", locked).reason == problems.LOCKED


def test_69_pdf_of_10000_pages():
    assert refusal("a.pdf", samples.pdf(pages=10_000)).reason == problems.TOO_MANY_PAGES


def test_69_words_that_only_look_like_scripts_are_taken():
    stream = b"4 0 obj\n<< /Length 30 >>\nstream\n\x00/JS /JavaScript \xff\xfe\nendstream\nendobj\n"

    taken("a.pdf", samples.pdf().replace(b"trailer\n", stream + b"trailer\n"))
    taken("a.pdf", samples.pdf(b"/JSX 1"))


def test_pdf_that_is_cut_is_refused():
    assert refusal("a.pdf", samples.pdf()[:-8]).reason == problems.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        b"<a>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode(
            "utf-16"
        ),
    ],
)
def test_xml_with_entities_or_faults_is_refused(content):
    assert refusal("a.xml", content).reason in {problems.DAMAGED, problems.NOT_WHAT_IT_SAYS}


def test_text_that_is_none_is_refused():
    assert refusal("a.txt", b"a\0b").reason == problems.NOT_WHAT_IT_SAYS
    assert refusal("a.txt", b"x" * 5_000 + b"\0").reason == problems.NOT_WHAT_IT_SAYS


def test_only_kinds_of_the_rules_are_taken():
    reason = refusal("a.pdf", samples.pdf(), Rules(kinds=("jpeg", "png")))

    assert reason.reason == problems.WRONG_KIND
    assert "JPEG, PNG" in str(reason)
