"""What is owed: sums, days and states, and the figures that must be refused."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.dues.domain import (
    Allocation,
    Decision,
    InconsistentLedger,
    InstalmentStatus,
    Overpayment,
    Payment,
    Show,
    State,
)

from .factories import DAY, account, instalment, ledger

AMOUNTS = st.integers(0, 10**12).map(lambda grosze: Decimal(grosze).scaleb(-2))
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
ONE_DAY = datetime.timedelta(days=1)


@st.composite
def instalments(draw, number=1):
    principal, paid = sorted((draw(AMOUNTS), draw(AMOUNTS)), reverse=True)
    return instalment(
        number=number,
        due=draw(DAYS),
        principal=principal,
        paid=paid,
        interest=draw(AMOUNTS),
        reminder_cost=draw(AMOUNTS),
        in_enforcement=draw(st.booleans()),
        state=draw(st.sampled_from([State.REGULAR, State.IN_BOOKING, State.DEFERRED])),
    )


@st.composite
def accounts(draw):
    count = draw(st.integers(0, 8))
    lines = [draw(instalments(number=number)) for number in range(1, count + 1)]
    return account(*lines, as_of=draw(DAYS))


def payment(**values):
    return Payment(
        **{
            "external_id": "W-1",
            "booked": DAY,
            "value_date": DAY,
            "amount": Decimal("100.00"),
            **values,
        }
    )


@given(accounts())
def test_balance_is_what_the_due_instalments_come_to(card):
    assert card.balance == sum((line.to_pay for line in card.shown(Show.DUE)), Decimal(0))


@given(accounts())
def test_each_instalment_is_either_paid_or_due(card):
    paid, due = card.shown(Show.PAID), card.shown(Show.DUE)

    assert len(paid) + len(due) == len(card.shown(Show.ALL)) == len(card.instalments)
    assert not {line.external_id for line in paid} & {line.external_id for line in due}


@given(accounts())
def test_overdue_amount_is_a_part_of_the_balance(card):
    assert Decimal(0) <= card.overdue_amount <= card.balance


@given(accounts())
def test_nothing_overdue_is_announced_as_coming(card):
    coming = card.next_due

    assert coming is None or not set(coming.instalments) & set(card.overdue)
    assert coming is None or coming.amount == sum(line.to_pay for line in coming.instalments)


@given(accounts(), AMOUNTS.filter(bool))
def test_balance_off_by_anything_is_refused(card, difference):
    with pytest.raises(InconsistentLedger):
        account(*card.instalments, balance=card.balance + difference)


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_more_paid_than_owed_is_refused(principal, surplus):
    with pytest.raises(InconsistentLedger):
        instalment(principal=principal, paid=principal + surplus, remaining=Decimal(0))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_remaining_that_is_not_principal_less_paid_is_refused(principal, paid, remaining):
    if paid <= principal and remaining == principal - paid:
        assert instalment(principal=principal, paid=paid, remaining=remaining)
    else:
        with pytest.raises(InconsistentLedger):
            instalment(principal=principal, paid=paid, remaining=remaining)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-0.00", "-1.00", "0.001", "1E-5"])
def test_amount_that_is_no_sum_of_money_is_refused(amount):
    with pytest.raises(InconsistentLedger):
        instalment(interest=Decimal(amount))


@given(DAYS)
def test_instalment_is_overdue_from_the_day_after_the_due_date(due):
    line = instalment(due=due)

    assert line.status(due) == InstalmentStatus.TO_PAY
    assert line.status(due + ONE_DAY) == InstalmentStatus.OVERDUE


def test_effective_due_date_counts_when_it_differs():
    line = instalment(due=DAY, due_effective=DAY + ONE_DAY)

    assert line.status(DAY + ONE_DAY) == InstalmentStatus.TO_PAY


def test_paid_instalment_with_interest_left_is_not_paid():
    line = instalment(due=DAY, paid=Decimal("100.00"), interest=Decimal("9.00"))

    assert line.status(DAY + ONE_DAY) == InstalmentStatus.OVERDUE
    assert account(line, as_of=DAY + ONE_DAY).shown(Show.DUE) == (line,)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"paid": Decimal("100.00")}, InstalmentStatus.PAID),
        ({"state": State.IN_BOOKING}, InstalmentStatus.IN_BOOKING),
        ({"state": State.DEFERRED, "due_effective": DAY}, InstalmentStatus.DEFERRED),
        ({"state": State.REMITTED, "remaining": Decimal(0)}, InstalmentStatus.REMITTED),
        ({"state": State.LAPSED, "remaining": Decimal(0)}, InstalmentStatus.LAPSED),
        ({"in_enforcement": True}, InstalmentStatus.IN_ENFORCEMENT),
        ({"in_enforcement": True, "paid": Decimal("100.00")}, InstalmentStatus.PAID),
    ],
)
def test_status_says_what_the_source_knows(values, status):
    assert instalment(**values).status(DAY) == status


def test_deferred_instalment_is_overdue_when_its_new_date_has_passed():
    line = instalment(state=State.DEFERRED, due_effective=DAY)

    assert line.status(DAY + ONE_DAY) == InstalmentStatus.OVERDUE


def test_remitted_instalment_with_something_left_is_refused():
    with pytest.raises(InconsistentLedger):
        instalment(state=State.REMITTED, remaining=Decimal("100.00"))


def test_remitted_instalment_is_in_no_filter_but_all():
    line = instalment(state=State.REMITTED, remaining=Decimal(0))
    card = account(line)

    assert card.shown(Show.ALL) == (line,)
    assert card.shown(Show.PAID) == card.shown(Show.DUE) == ()


def test_next_due_takes_all_that_falls_on_the_nearest_day():
    near = [instalment(number=number, due=DAY) for number in (1, 2)]
    card = account(*near, instalment(number=3, due=DAY + ONE_DAY))

    assert card.next_due.due == DAY
    assert card.next_due.amount == Decimal("200.00")
    assert ledger(card).next_due == card.next_due


def test_nothing_is_next_when_all_is_paid():
    assert ledger(account(instalment(paid=Decimal("100.00")))).next_due is None


def test_instalments_are_listed_with_the_latest_first():
    lines = [instalment(number=n, due=DAY + n * ONE_DAY) for n in (2, 1, 3)]

    assert [line.number for line in account(*lines).shown(Show.ALL)] == [3, 2, 1]


@pytest.mark.parametrize("word", ["", "everything", "PAID", "due ", "\u0000"])
def test_unknown_filter_shows_all(word):
    assert Show.of(word) == Show.ALL


@pytest.mark.parametrize("show", Show)
def test_known_filter_is_kept(show):
    assert Show.of(show.value) == show


def test_repeated_instalment_is_refused():
    line = instalment()
    with pytest.raises(InconsistentLedger):
        account(line, line)


def test_two_instalments_with_one_number_of_one_decision_are_refused():
    with pytest.raises(InconsistentLedger):
        account(instalment(number=1), instalment(number=1))


def test_repeated_account_is_refused():
    with pytest.raises(InconsistentLedger):
        ledger(account(external_id="a"), account(external_id="a"))


def test_repeated_payment_is_refused():
    with pytest.raises(InconsistentLedger):
        account(payments=(payment(), payment()))


def test_repeated_decision_is_refused():
    with pytest.raises(InconsistentLedger):
        account(decisions=(Decision("1", 2026), Decision("1", 2026)))


def test_another_currency_is_refused():
    with pytest.raises(InconsistentLedger):
        ledger(currency="EUR")


def test_account_from_the_future_is_refused():
    with pytest.raises(InconsistentLedger):
        ledger(account(as_of=DAY + ONE_DAY))


def test_payment_for_an_instalment_of_another_card_is_refused():
    with pytest.raises(InconsistentLedger):
        account(payments=(payment(allocations=(Allocation("elsewhere"),)),))


@pytest.mark.parametrize(
    "allocation",
    [
        Allocation("line", principal=Decimal("100.01")),
        Allocation(
            "line", principal=Decimal("99.00"), interest=Decimal("1.00"), cost=Decimal("0.01")
        ),
        Allocation("line", principal=Decimal("-1.00")),
    ],
)
def test_more_allocated_than_paid_is_refused(allocation):
    with pytest.raises(InconsistentLedger):
        payment(allocations=(allocation,))


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "NaN"])
def test_payment_of_nothing_is_refused(amount):
    with pytest.raises(InconsistentLedger):
        payment(amount=Decimal(amount))


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "NaN"])
def test_overpayment_of_nothing_is_refused(amount):
    with pytest.raises(InconsistentLedger):
        Overpayment(Decimal(amount), since=DAY)


def test_ledger_adds_up_its_accounts():
    late = account(
        instalment(due=DAY - ONE_DAY, interest=Decimal("9.00"), reminder_cost=Decimal("16.00"))
    )
    whole = ledger(late, account(instalment()))

    assert whole.balance == Decimal("225.00")
    assert whole.overdue_amount == Decimal("125.00")
    assert whole.interest == Decimal("9.00")
    assert whole.reminder_cost == Decimal("16.00")
    assert whole.overdue == late.overdue


def test_empty_ledger_owes_nothing():
    assert ledger().balance == Decimal("0.00")
    assert ledger().account("any") is None


def test_error_never_repeats_the_figures():
    with pytest.raises(InconsistentLedger) as caught:
        account(instalment(), balance=Decimal("123.45"))

    assert "123" not in str(caught.value)
    assert caught.value.where == "account"
