"""What happens to accounts and identities is recorded."""

import pytest
from django.urls import reverse

from cms.addonkit.people import Pesel
from cms.audit.models import Entry
from cms.audit.privacy import subject_key
from cms.residents.services import PeselTaken, revoke, verify
from tests.audit import people
from tests.residents.people import ANNAS, MARIAS, PASSWORD, ResidentFactory, UserFactory
from tests.residents.signing_in import code_now, give_app, sign_in

pytestmark = pytest.mark.django_db


def recorded(*names, **filters):
    """(event, actor, whose account) in the order they happened, of some kinds."""
    rows = Entry.objects.filter(**filters).order_by("id")
    kinds = names or ("account.", "identity.", "staff.", "addon.")
    return [
        (row.event, row.actor_id, row.subject_user_id)
        for row in rows
        if row.event.startswith(kinds)
    ]


@pytest.fixture
def anna(db):
    return ResidentFactory(user=UserFactory(email="anna@example.org"))


# -- accounts ---------------------------------------------------------------------------------


def test_signing_in_and_out(client, anna):
    sign_in(client, "anna@example.org")
    client.post(reverse("account_logout"), headers={"host": "localhost"})

    key = anna.user_id
    assert recorded("account.") == [
        ("account.signed_in", key, key),
        ("account.signed_out", key, key),
    ]
    entry = Entry.objects.get(event="account.signed_in")
    assert (entry.site_id, entry.actor_kind, entry.address) == (
        anna.site_id,
        "user",
        "127.0.0.0/24",
    )


def test_wrong_password_is_recorded_at_the_account(client, anna):
    sign_in(client, "Anna@Example.org", "wrong")

    assert recorded("account.") == [("account.sign_in_refused", None, anna.user_id)]


def test_unknown_address_leaves_a_pseudonym_only(client, anna):
    sign_in(client, "nikt.taki@example.com", "wrong")
    sign_in(client, "nikt.taki@example.com", "wrong")
    sign_in(client, "ktos.inny@example.com", "wrong")

    assert recorded("account.") == [("account.sign_in_refused", None, None)] * 3
    rows = list(Entry.objects.filter(event="account.sign_in_refused").order_by("id").values())
    assert "nikt" not in str(rows)
    assert "example.com" not in str(rows)
    marks = [row["detail"]["address"] for row in rows]
    assert marks[0] == marks[1] != marks[2]


@pytest.mark.parametrize(
    "address", ["78031400122@example.org", "a\x00b@example.org", "a@b.pl\r\nBcc: x", "%s" * 50]
)
def test_odd_addresses_break_nothing(client, anna, address):
    assert sign_in(client, address, "wrong").status_code < 500


def test_known_and_unknown_addresses_cost_the_same(client, anna):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sign_in(client, "x@example.org", "wrong")
    counts = []
    for address in ("anna@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            sign_in(client, address, "wrong")
        counts.append(sum("ratusz_audit" in query["sql"] for query in queries))
    assert counts[0] == counts[1] > 0


def test_second_factor_refused_and_used(client, anna):
    give_app(anna.user)
    sign_in(client, "anna@example.org")
    client.post(reverse("mfa_authenticate"), {"code": "000000"}, headers={"host": "localhost"})

    assert recorded("account.code") == [("account.code_refused", None, anna.user_id)]
    assert recorded("account.signed_in") == []


def test_second_factor_added_and_removed(client, anna):
    from allauth.mfa.models import Authenticator

    sign_in(client, "anna@example.org")
    url = reverse("mfa_activate_totp")
    home = {"host": "localhost"}
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, headers=home)
    client.get(url, headers=home)
    secret = client.session["mfa.totp.secret"]
    client.post(url, {"code": code_now(secret)}, headers=home)
    assert Authenticator.objects.filter(user=anna.user).exists()
    client.post(reverse("mfa_deactivate_totp"), headers=home)

    rows = Entry.objects.filter(event__startswith="account.factor_").order_by("id")
    assert [(row.event, row.detail["kind"]) for row in rows] == [
        ("account.factor_added", "totp"),
        ("account.factor_added", "recovery_codes"),
        ("account.factor_removed", "totp"),
        ("account.factor_removed", "recovery_codes"),
    ]
    assert {(row.actor_id, row.subject_user_id) for row in rows} == {(anna.user_id, anna.user_id)}


def test_password_changed(client, anna):
    sign_in(client, "anna@example.org")
    new = "zielony-parasol-nad-odra"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        headers={"host": "localhost"},
    )

    key = anna.user_id
    assert ("account.password_changed", key, key) in recorded("account.")
    assert new not in str(list(Entry.objects.values()))


def test_signing_in_without_a_real_request_is_recorded(client, anna):
    client.force_login(anna.user)

    assert recorded("account.") == [("account.signed_in", anna.user_id, anna.user_id)]


# -- identities -------------------------------------------------------------------------------


def test_confirmation_by_an_official(anna):
    official = people.user()

    verify(anna, pesel=ANNAS, how="counter", by=official)

    assert recorded("identity.") == [
        ("identity.pesel_set", official.pk, anna.user_id),
        ("identity.verified", official.pk, anna.user_id),
    ]
    entry = Entry.objects.get(event="identity.verified")
    assert (entry.actor_kind, entry.subject_hash) == ("official", subject_key(ANNAS))
    assert (entry.detail, entry.site_id) == ({"how": "counter"}, anna.site_id)


def test_confirmation_that_changes_nothing_is_not_recorded_again(anna):
    verify(anna, pesel=ANNAS, how="node")
    anna.refresh_from_db()
    anna.last_name = "Inna"
    anna.save()

    assert [row[0] for row in recorded("identity.")] == ["identity.pesel_set", "identity.verified"]


def test_other_number_and_revocation(anna):
    verify(anna, pesel=ANNAS, how="node")
    verify(anna, pesel=MARIAS, how="node")
    revoke(anna)

    rows = Entry.objects.filter(event__startswith="identity.").order_by("id")
    assert [(row.event, row.subject_hash) for row in rows] == [
        ("identity.pesel_set", subject_key(ANNAS)),
        ("identity.verified", subject_key(ANNAS)),
        ("identity.pesel_removed", subject_key(ANNAS)),
        ("identity.pesel_set", subject_key(MARIAS)),
        ("identity.verified", subject_key(MARIAS)),
        ("identity.pesel_removed", subject_key(MARIAS)),
        ("identity.revoked", subject_key(MARIAS)),
    ]


def test_number_set_past_the_services_is_recorded_too(anna):
    anna.set_pesel(ANNAS)
    anna.save()

    assert recorded("identity.") == [("identity.pesel_set", None, anna.user_id)]


def test_refused_confirmation_leaves_no_entry(anna):
    verify(ResidentFactory(), pesel=ANNAS, how="node")
    before = len(recorded("identity."))

    with pytest.raises(PeselTaken):
        verify(anna, pesel=ANNAS, how="node")

    assert len(recorded("identity.")) == before


def test_no_number_is_in_any_column(anna):
    verify(anna, pesel=Pesel("78031400122"), how="node")

    assert "78031400122" not in str(list(Entry.objects.values()))
