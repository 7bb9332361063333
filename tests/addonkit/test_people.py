"""PESEL numbers, assurance levels and subjects."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.addonkit import Assurance, Pesel, Subject

WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
CENTURY_OFFSETS = {1800: 80, 1900: 0, 2000: 20, 2100: 40, 2200: 60}


def pesel_digits(born: datetime.date, serial: int) -> str:
    month = born.month + CENTURY_OFFSETS[born.year // 100 * 100]
    body = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial:04d}"
    check = -sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 10
    return f"{body}{check}"


births = st.dates(datetime.date(1800, 1, 1), datetime.date(2299, 12, 31))
serials = st.integers(0, 9999)


@given(births, serials)
def test_every_well_formed_pesel_is_accepted_with_its_birth_date(born, serial):
    assert Pesel(pesel_digits(born, serial)).birth_date() == born


@given(births, serials, st.integers(0, 10), st.integers(1, 9))
def test_a_pesel_with_one_changed_digit_is_refused(born, serial, place, step):
    digits = pesel_digits(born, serial)
    changed = str((int(digits[place]) + step) % 10)

    with pytest.raises(ValueError):
        Pesel(digits[:place] + changed + digits[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "44051401358",  # checksum
        "00000000000",  # checksum holds, no date
        "\u0664\u0664\u0660\u0665\u0661\u0664\u0660\u0661\u0663\u0665\u0669",  # Arabic-Indic digits
        "44051401359\n",
        "4405140135²",
        "\uff14\uff14\uff10\uff15\uff11\uff14\uff10\uff11\uff13\uff15\uff19",  # full-width digits
        " 44051401359",
        "44023101355",
        "",
    ],
)
def test_a_pesel_that_is_none_is_refused_without_repeating_it(text):
    with pytest.raises(ValueError) as refused:
        Pesel(text)

    assert not text.strip() or text.strip() not in str(refused.value)


@given(births, serials)
def test_no_text_form_of_a_pesel_shows_its_last_digits(born, serial):
    digits = pesel_digits(born, serial)
    pesel = Pesel(digits)
    subject = Subject(site_id=1, user_id=1, assurance=Assurance.VERIFIED, pesel=pesel)

    for text in (str(pesel), repr(pesel), f"{pesel}", repr(subject), str([pesel])):
        assert digits not in text


def test_levels_of_assurance_are_ordered():
    assert Assurance.ANONYMOUS < Assurance.ACCOUNT < Assurance.VERIFIED


def test_a_subject_below_verified_gives_nobodys_pesel():
    subject = Subject(site_id=1, user_id=1, assurance=Assurance.ACCOUNT, pesel=Pesel("44051401359"))

    assert subject.data_of is None


def test_a_subject_acting_for_somebody_gives_that_persons_pesel():
    child = Pesel("44051401359")
    subject = Subject(
        site_id=1,
        user_id=1,
        assurance=Assurance.VERIFIED,
        pesel=Pesel(pesel_digits(datetime.date(1985, 1, 1), 12)),
        acting_for=child,
    )

    assert subject.data_of == child
