"""The portal's side of the contract: what it reads, and what it refuses to believe."""

import datetime
import logging
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addons.dues.connectors.ledger_source import Access, LedgerSource
from addons.dues.domain import InstalmentStatus, Kind, PaymentSource, Regime, State
from addons.dues.models import DuesSettings
from addons.dues.simulator.lies import MODES, SECRET
from cms.addonkit.people import Pesel
from cms.connectors.deadline import Deadline
from cms.connectors.errors import (
    ConnectorError,
    Garbage,
    HostNotAllowed,
    NotConfigured,
    Refused,
    RemoteFault,
    WrongData,
)

from .conftest import ANNA, JAN, MARIA, OLENA

# Modes that are no lie: the answer is usable all the same.
HARMLESS = {"extra_element", "unknown_words", "markup", "incomplete"}
NOT_READABLE = {"cp1250", "doctype", "not_soap"}
FAULTY = {"fault"}
LIES = sorted(set(MODES) - HARMLESS - NOT_READABLE - FAULTY)


def ask(access, digits=ANNA, seconds=5.0):
    return LedgerSource().ask(access, Pesel(digits), Deadline(seconds))


def manual_card(ledger):
    return ledger.account("240000021")


def test_card_of_the_manual_is_read_to_the_grosz(access):
    card = manual_card(ask(access))

    assert (card.number, card.name) == ("240000021", "Podatki od nieruchomości")
    assert (card.kind, card.regime) == (Kind.REAL_ESTATE_TAX, Regime.TAX_ORDINANCE)
    assert (card.balance, card.interest) == (Decimal("390.00"), Decimal("0.00"))
    assert card.as_of == datetime.date(2020, 11, 10)
    assert [
        (line.decision, line.year, line.number, line.due.isoformat(), str(line.principal),
         str(line.interest), str(line.paid), str(line.to_pay), line.status(card.as_of))
        for line in reversed(card.instalments)
    ] == [
        ("nakaz 2020 12/24", 2020, 4, "2020-11-16", "130.00", "0.00", "0.00", "130.00", "to_pay"),
        ("nakaz 2020 12/24", 2020, 3, "2020-09-15", "131.00", "0.00", "0.00", "131.00", "overdue"),
        ("nakaz 2020 12/24", 2020, 2, "2020-05-15", "129.00", "0.00", "0.00", "129.00", "overdue"),
        ("nakaz 2020 12/24", 2020, 1, "2020-03-16", "131.00", "0.00", "131.00", "0.00", "paid"),
    ]  # fmt: skip
    assert card.overdue_amount == Decimal("260.00")
    assert card.next_due.amount == Decimal("130.00")


def test_payments_decisions_and_transfer_details_are_read(access):
    card = manual_card(ask(access))

    (payment,), (decision,) = card.payments, card.decisions
    assert (payment.value_date, payment.amount) == (datetime.date(2020, 3, 12), Decimal("131.00"))
    assert payment.source == PaymentSource.ONLINE
    assert payment.allocations[0].instalment == card.instalments[0].external_id
    assert decision.case_sign == "FN.3120.12.24.2020"
    assert card.recipient.startswith("Gmina Puławy")
    assert len(card.bank_account) == 26


def test_card_of_this_year_is_paid(access):
    waste = ask(access).account("610004417")

    assert waste.as_of == datetime.date.today()
    assert waste.balance == Decimal("0.00")
    assert {line.status(waste.as_of) for line in waste.instalments} == {InstalmentStatus.PAID}


def test_five_hundred_instalments_and_every_state_are_read(access):
    ledger = ask(access, MARIA)

    assert len(ledger.account("310000077").instalments) == 500
    eventful = ledger.account("240000058")
    assert {line.status(eventful.as_of) for line in eventful.instalments} == {
        InstalmentStatus.TO_PAY,
        InstalmentStatus.PAID,
        InstalmentStatus.IN_ENFORCEMENT,
        InstalmentStatus.OVERDUE,
        InstalmentStatus.IN_BOOKING,
        InstalmentStatus.DEFERRED,
        InstalmentStatus.REMITTED,
    }
    assert eventful.overpayments[0].amount == Decimal("12.00")
    assert {line.state for line in eventful.instalments} >= {State.DEFERRED, State.REMITTED}


def test_payer_without_accounts_gives_an_empty_and_complete_ledger(access):
    ledger = ask(access, JAN)

    assert ledger.accounts == ()
    assert ledger.complete


def test_municipalities_know_their_own_people_only(access, simulator):
    other = Access(f"{simulator.address}/dues/zalesie/", access.secret_name)

    assert ask(other).accounts == ()
    assert [account.name for account in ask(other, OLENA).accounts] == ["Podatek rolny"]
    assert ask(access, OLENA).accounts == ()


@pytest.mark.parametrize("mode", LIES)
def test_answer_that_lies_is_refused(access, simulator, mode):
    simulator.set_mode("dues", mode)

    with pytest.raises(WrongData) as caught:
        ask(access)

    assert ANNA not in str(caught.value)
    assert MARIA not in str(caught.value)


@pytest.mark.parametrize("mode", sorted(NOT_READABLE))
def test_answer_that_cannot_be_read_is_refused(access, simulator, mode):
    simulator.set_mode("dues", mode)

    with pytest.raises(Garbage):
        ask(access)


def test_fault_is_told_apart_and_its_text_stays_out(access, simulator, caplog):
    simulator.set_mode("dues", "fault")

    with caplog.at_level(logging.DEBUG), pytest.raises(RemoteFault) as caught:
        ask(access)

    assert "ORA-" in SECRET
    assert "ORA-" not in f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"


def test_elements_of_a_later_version_are_ignored(access, simulator):
    honest = manual_card(ask(access))
    simulator.set_mode("dues", "extra_element")

    assert manual_card(ask(access)) == honest


def test_unknown_kind_and_way_of_payment_are_read_as_other(access, simulator):
    simulator.set_mode("dues", "unknown_words")

    card = manual_card(ask(access))

    assert card.kind == Kind.OTHER
    assert card.payments[0].source == PaymentSource.OTHER


def test_incomplete_ledger_says_so(access, simulator):
    simulator.set_mode("dues", "incomplete")

    assert not ask(access).complete


def test_question_without_an_address_is_not_asked():
    with pytest.raises(NotConfigured):
        ask(Access(""))


@pytest.mark.parametrize("secret", ["", "no-colon"])
def test_question_with_missing_credentials_is_not_asked(access, monkeypatch, secret):
    monkeypatch.setenv(access.secret_name, secret)

    with pytest.raises(NotConfigured):
        ask(access)


def test_wrong_credentials_are_refused(access, monkeypatch):
    monkeypatch.setenv("RATUSZ_DUES_OTHER", "portal:wrong")

    with pytest.raises(Refused):
        ask(Access(access.url, "RATUSZ_DUES_OTHER"))


def test_host_outside_of_the_allow_list_is_not_called(access, settings):
    settings.RATUSZ_OUTBOUND_HOSTS = []

    with pytest.raises(HostNotAllowed):
        ask(access)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    amount=st.one_of(
        st.floats().map(str),
        st.decimals(allow_nan=True).map(str),
        st.text(alphabet="0123456789eE+-,. \u0661\u00a0_", max_size=12),
    )
)
def test_no_spelling_of_an_amount_makes_another_balance(access, simulator, monkeypatch, amount):
    """Whatever stands for the balance, the card shows the sum of its lines or nothing."""
    from addons.dues.simulator import lies

    monkeypatch.setitem(
        lies._TREES, "nan", ("", lies._say("account/balance", amount.replace("\x00", "")))
    )
    simulator.set_mode("dues", "nan")
    try:
        card = manual_card(ask(access))
    except ConnectorError:
        assert amount.strip() != "39000"
    else:
        assert card.balance == Decimal("390.00")
        assert amount.strip() == "39000"


def test_check_finds_nothing_when_the_system_answers(configured):
    assert LedgerSource().check(configured) == ()


@pytest.mark.parametrize("mode", ["fault", "html", "nan"])
def test_check_says_what_is_wrong_without_the_other_sides_words(configured, simulator, mode):
    simulator.set_mode("dues", mode)

    findings = LedgerSource().check(configured)

    # With the number of nobody there is no amount to be wrong: that lie goes unseen.
    assert any(finding.serious for finding in findings) == (mode != "nan")
    assert "ORA-" not in str(findings)


def test_check_asks_for_an_address_when_there_is_none(site):
    (finding,) = LedgerSource().check(site)

    assert finding.serious
    assert DuesSettings.objects.count() == 0
