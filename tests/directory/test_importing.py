"""Tables from spreadsheet programs: all or nothing, with line, column and remedy."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.directory import importing, tables
from cms.directory.importing import COLUMNS, Kind, import_table
from cms.directory.models import Officer, Unit

pytestmark = pytest.mark.sql

UNITS = "nazwa;jednostka nadrzędna;telefon\nReferat Podatków;Urząd;81 555 01 10\nUrząd;;\n"
OFFICERS = (
    "Imię i nazwisko;Stanowisko;Jednostka;E-mail;Identyfikator EZD\n"
    "Łucja Żak;inspektor;Referat Podatków;lucja@gmina.example;EZD-1\n"
    "Jan Nowak;referent;;;\n"
)


def bring(site, text, kind=Kind.UNITS, *, dry_run=False, encoding="utf-8"):
    return import_table(site.pk, kind, text.encode(encoding), dry_run=dry_run)


def counts(report):
    return report.created, report.updated, report.unchanged


def found(report):
    return [(problem.line, problem.column) for problem in report.problems]


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_table_of_any_program_is_read(site, encoding, delimiter):
    report = bring(site, UNITS.replace(";", delimiter), encoding=encoding)

    assert counts(report) == (2, 0, 0)
    unit = Unit.objects.get(name="Referat Podatków")
    assert (unit.parent.name, unit.phone) == ("Urząd", "81 555 01 10")


@pytest.mark.django_db
def test_officers_are_matched_by_what_does_not_change(site):
    bring(site, UNITS)
    assert counts(bring(site, OFFICERS, Kind.OFFICERS)) == (2, 0, 0)
    assert counts(bring(site, OFFICERS, Kind.OFFICERS)) == (0, 0, 2)

    married = OFFICERS.replace("Łucja Żak", "Łucja Żak-Nowak")

    assert counts(bring(site, married, Kind.OFFICERS)) == (0, 1, 1)
    officer = Officer.objects.get(external_id="EZD-1")
    assert (officer.name, officer.unit.name) == ("Łucja Żak-Nowak", "Referat Podatków")


@pytest.mark.django_db
def test_identifier_is_given_to_the_one_who_has_none(site):
    bring(site, OFFICERS.replace("Referat Podatków", ""), Kind.OFFICERS)

    bring(site, "imię i nazwisko,ezd\nJan Nowak,EZD-2\n", Kind.OFFICERS)
    other = bring(site, "imię i nazwisko,ezd\nJan Nowak,EZD-3\n", Kind.OFFICERS)

    assert counts(other) == (1, 0, 0)
    assert set(Officer.objects.filter(name="Jan Nowak").values_list("external_id", flat=True)) == {
        "EZD-2",
        "EZD-3",
    }


@pytest.mark.django_db
def test_columns_that_are_not_there_stay_as_they_are(site):
    bring(site, UNITS)

    report = bring(site, "nazwa,pokój\nReferat Podatków,12\n")

    unit = Unit.objects.get(name="Referat Podatków")
    assert counts(report) == (0, 1, 0)
    assert (unit.room, unit.phone, unit.parent.name) == ("12", "81 555 01 10", "Urząd")


@pytest.mark.django_db
def test_dry_run_writes_nothing_and_says_the_same(site):
    report = bring(site, UNITS, dry_run=True)

    assert counts(report) == (2, 0, 0)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_table_of_one_municipality_leaves_the_others(site, other_site):
    bring(other_site, UNITS)

    assert counts(bring(site, UNITS)) == (2, 0, 0)
    assert Unit.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("telefon\n1\n", [(1, "nazwa")]),
        ("nazwa,nazwa\na,b\n", [(1, "nazwa")]),
        ("nazwa\n", [(2, "")]),
        ("nazwa,e-mail\na,b\n", [(2, "e-mail")]),
        ("nazwa,telefon\na,1\n,2\n", [(3, "nazwa")]),
        ("nazwa\n" + "x" * 201 + "\n", [(2, "nazwa")]),
        ("nazwa\na\nb\na\n", [(4, "")]),
        ('nazwa\n"a\n', [(2, "")]),
        ("nazwa,parent\na,nobody\n", [(2, "jednostka nadrzędna")]),
        ("nazwa,parent\na,b\nb,a\n", [(2, "jednostka nadrzędna"), (3, "jednostka nadrzędna")]),
        ('nazwa,telefon\n"a\nb",1\n,2\n', [(4, "nazwa")]),
    ],
)
def test_fault_is_named_with_line_and_column_and_nothing_is_written(site, text, expected):
    report = bring(site, text)

    assert found(report) == expected
    assert all(problem.text for problem in report.problems)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_remedy_is_in_the_readers_language(site):
    with translation.override("pl"):
        report = bring(site, "imię i nazwisko,jednostka\nJan,Referat Nieznany\n", Kind.OFFICERS)

    assert report.problems[0].text.startswith("Nie ma jednostki „Referat Nieznany”.")
    assert not Officer.objects.exists()


@pytest.mark.django_db
def test_table_of_many_rows_takes_few_queries(site, django_assert_max_num_queries):
    rows = "".join(f"Referat {number},Urząd\n" for number in range(1_000))

    with django_assert_max_num_queries(30):
        assert counts(bring(site, "nazwa,parent\nUrząd,\n" + rows)) == (1_001, 0, 0)


def test_too_much_is_refused():
    many = b"nazwa\n" + b"\n".join(b"%d" % n for n in range(tables.MOST_ROWS + 5))

    assert len(tables.read(many, COLUMNS[Kind.UNITS]).problems) == 1
    assert tables.read(b"x" * (tables.MOST_BYTES + 1), COLUMNS[Kind.UNITS]).problems
    assert tables.read(b"nazwa\na\0b", COLUMNS[Kind.UNITS]).problems


def test_of_many_faults_the_first_are_named():
    faulty = "nazwa,e-mail\n" + "x,y\n" * 500

    assert len(tables.read(faulty.encode(), COLUMNS[Kind.UNITS]).problems) == tables.MOST_PROBLEMS


@given(st.binary(max_size=2_000))
def test_any_bytes_give_a_report(content):
    for kind in Kind:
        table = tables.read(content, COLUMNS[kind])
        assert table.rows or table.problems


@pytest.mark.django_db
def test_command_imports_or_says_why_not(site, tmp_path, capsys):
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="cp1250")
    call_command("import_directory", "units", str(path), "--site", site.hostname, "--dry-run")
    assert not Unit.objects.exists()
    call_command("import_directory", "units", str(path), "--site", site.hostname)
    assert Unit.objects.count() == 2

    path.write_text("nazwa\n\n", encoding="utf-8")
    for arguments in (
        (str(path), site.hostname),
        (str(path), "nowhere"),
        ("/nowhere", "testserver"),
    ):
        with pytest.raises(CommandError):
            call_command("import_directory", "units", arguments[0], "--site", arguments[1])
    assert "line 2" in capsys.readouterr().err


def test_every_column_can_be_named_in_polish_and_english():
    for columns in importing.COLUMNS.values():
        titles = [title for column in columns for title in column.titles]
        assert len(titles) == len(set(titles))
        assert all(title == title.lower() for title in titles)
