"""Values from outside: accepted exactly, or refused with the field's name and never the value."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.connectors import parsing
from cms.connectors.errors import WrongData

NOT_A_NUMBER = [
    None,
    "",
    " ",
    "NaN",
    "Infinity",
    "-INF",
    "1E+400",
    "1e2",
    "-0.00",
    "390,00",
    "1 000",
    "+1",
    "0x10",
    "1_000",
    "٣",
    "\uff11",
    "12.",
    ".5",
    "1.2.3",
    "1" * 40,
    "1\n2",
    "--1",
    "01",
]


@pytest.mark.parametrize("value", NOT_A_NUMBER)
def test_decimal_refuses_what_is_no_plain_decimal(value):
    with pytest.raises(WrongData, match=r"^balance: "):
        parsing.decimal(value, "balance", least=Decimal(-1000))


@pytest.mark.parametrize("value", [*NOT_A_NUMBER, "1.0", "-0"])
def test_integer_refuses_what_is_no_whole_number(value):
    with pytest.raises(WrongData, match=r"^count: "):
        parsing.integer(value, "count", least=-1000)


@pytest.mark.parametrize("value", [*NOT_A_NUMBER, "1.0", "-1", str(10**12 + 1), True, -5])
def test_grosze_to_pln_refuses_what_is_no_amount(value):
    with pytest.raises(WrongData, match=r"^principal: "):
        parsing.grosze_to_pln(value, "principal")


@given(st.integers(-parsing.MAX_GROSZE, parsing.MAX_GROSZE))
def test_grosze_to_pln_is_exact(grosze):
    amount = parsing.grosze_to_pln(str(grosze), "principal", negative=True)

    assert amount * 100 == grosze
    assert amount.as_tuple().exponent == -2
    assert parsing.grosze_to_pln(grosze, "principal", negative=True) == amount


@given(st.decimals(-(10**10), 10**10, places=2, allow_nan=False))
def test_decimal_reads_back_what_was_written(amount):
    written = f"{amount:.2f}".replace("-0.00", "0.00")

    assert parsing.decimal(f" {written}\n", "rate", least=Decimal(-(10**10))) == amount


@pytest.mark.parametrize(("value", "places"), [("131.001", 2), ("1.5", 0)])
def test_decimal_refuses_to_round(value, places):
    with pytest.raises(WrongData, match="too many decimals"):
        parsing.decimal(value, "rate", places=places)


@given(st.text(max_size=30))
def test_numbers_are_refused_with_wrong_data_only(value):
    for parse in (
        parsing.integer,
        parsing.decimal,
        parsing.grosze_to_pln,
        parsing.date,
        parsing.moment,
        parsing.identifier,
        parsing.text,
        parsing.boolean,
    ):
        try:
            parse(value, "field")
        except WrongData as error:
            assert str(error).startswith("field: ")


def test_wrong_data_never_repeats_the_value():
    with pytest.raises(WrongData) as caught:
        parsing.date("secret-85010112349", "due")

    assert "85010112349" not in str(caught.value)
    assert caught.value.field == "due"


def test_date_reads_a_day():
    assert parsing.date(" 2020-11-16 ", "due") == datetime.date(2020, 11, 16)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "0001-01-01",
        "1999-12-31",
        "2101-01-01",
        "9999-12-31",
        "2021-02-29",
        "2020-1-1",
        "16.11.2020",
        "2020-11-16Z",
        "2020-11-16T00:00:00",
        "20201116",
        "2020-W47-1",
        "٢٠٢٠-11-16",
    ],
)
def test_date_refuses_what_is_no_day_of_this_century(value):
    with pytest.raises(WrongData):
        parsing.date(value, "due")


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        ("2020-11-10T08:00:00Z", "2020-11-10T08:00:00+00:00"),
        ("2020-11-10T08:00:00+01:00", "2020-11-10T07:00:00+00:00"),
        ("2020-11-10T08:00:00", "2020-11-10T07:00:00+00:00"),
        ("2020-07-10T08:00:00.5", "2020-07-10T06:00:00.500000+00:00"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),  # twice that night: the first
    ],
)
def test_moment_reads_a_moment_in_warsaw_unless_told(value, utc):
    assert parsing.moment(value, "at").astimezone(datetime.UTC).isoformat() == utc


@pytest.mark.parametrize(
    "value",
    [
        None,
        "2020-11-10",
        "2020-11-10 08:00:00",
        "2020-11-10T25:00:00",
        "2020-11-10T08:00:60",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59Z",
        "2026-03-29T02:30:00",
        "2020-11-10T08:00",
        "2020-11-10T08:00:00+99:00",
    ],
)
def test_moment_refuses_what_never_was(value):
    with pytest.raises(WrongData):
        parsing.moment(value, "at")


@pytest.mark.parametrize("value", ["240000021", "ON.I.301.1.2020", "2020/12-24", "a_b"])
def test_identifier_reads_keys(value):
    assert parsing.identifier(value, "id") == value


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "..",
        "a/../b",
        "../etc",
        "a b",
        "ON.I.301.1.2020<script>",
        "x" * 65,
        "ż",
        "a\nb",
        "-1",
        "/etc",
        "a%2e",
    ],
)
def test_identifier_refuses_what_could_be_something_else(value):
    with pytest.raises(WrongData):
        parsing.identifier(value, "id")


def test_text_is_composed_and_collapsed():
    assert parsing.text("  Podatek\n od\u00a0nieruchomos\u0301ci\u00ad ", "title") == (
        "Podatek od nieruchomości"
    )


def test_text_keeps_markup_as_text():
    assert parsing.text("<b>x</b>", "title") == "<b>x</b>"


@pytest.mark.parametrize(
    "value", [None, "", " \n ", "a\x1b[31m", "a\u202eb", "a\x00b", "x" * 501, "a\u2028b"]
)
def test_text_refuses_what_cannot_be_shown(value):
    with pytest.raises(WrongData):
        parsing.text(value, "title")


def test_text_may_be_empty_when_that_makes_sense():
    assert parsing.text(None, "note", empty=True) == ""


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("0", False), (" 1 ", True)])
def test_boolean_reads_the_words_of_xml_schema(value, expected):
    assert parsing.boolean(value, "complete") is expected


@pytest.mark.parametrize("value", [None, "", "TRUE", "yes", "2"])
def test_boolean_refuses_the_rest(value):
    with pytest.raises(WrongData):
        parsing.boolean(value, "complete")
