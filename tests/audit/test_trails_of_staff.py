"""Roles, flags of accounts and switches of add-ons are recorded."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.log_actions import LogContext

from cms.audit.models import Entry
from cms.staff.models import Kind, Role
from cms.staff.roles import ensure_roles, roles_at
from tests.audit import people
from tests.residents.people import UserFactory
from tests.residents.signing_in import give_app, sign_in_with_code

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


# -- staff ------------------------------------------------------------------------------------


def test_roles_given_and_taken_from_either_side(site):
    groups = ensure_roles(site)
    boss, clerk = people.user(), people.user()
    cashier = Group.objects.get(pk=groups[Kind.CASHIER].pk)

    with LogContext(user=boss):
        clerk.groups.add(cashier)
        cashier.user_set.remove(clerk)
        clerk.groups.set([cashier])
        clerk.groups.clear()

    assert (
        recorded("staff.role")
        == [
            ("staff.role_given", boss.pk, clerk.pk),
            ("staff.role_taken", boss.pk, clerk.pk),
        ]
        * 2
    )
    entries = Entry.objects.filter(event__startswith="staff.role")
    assert {(entry.site_id, entry.detail["role"]) for entry in entries} == {(site.pk, "cashier")}


def test_groups_that_are_no_roles_are_not_recorded(site):
    people.user().groups.add(Group.objects.create(name="inna"))

    assert recorded("staff.role") == []


def test_role_that_is_removed_is_taken_from_its_members(site):
    clerk = people.user()
    clerk.groups.add(ensure_roles(site)[Kind.CASHIER])

    Role.objects.get(site=site, kind=Kind.CASHIER).group.delete()

    assert recorded("staff.role")[-1] == ("staff.role_taken", None, clerk.pk)


def test_flags_of_accounts(site):
    clerk = people.user()
    clerk.is_superuser = True
    clerk.save()
    clerk.is_active = False
    clerk.save(update_fields=["is_active"])
    clerk.is_superuser, clerk.is_active = False, True
    clerk.save()
    clerk.save()

    assert [row[0] for row in recorded("staff.", subject_user=clerk)] == [
        "staff.operator_given",
        "staff.account_blocked",
        "staff.operator_taken",
        "staff.account_unblocked",
    ]


def test_saving_other_columns_of_an_account_costs_no_query(site, django_assert_num_queries):
    clerk = people.user()

    with django_assert_num_queries(1):
        clerk.save(update_fields=["last_login"])


def test_roles_at_a_site_are_known(site, other_site):
    clerk = people.user()
    for kind in (Kind.OFFICIAL, Kind.CASHIER):
        clerk.groups.add(ensure_roles(site)[kind])

    assert roles_at(clerk, site.pk) == ("cashier", "official")
    assert roles_at(clerk, other_site.pk) == ()
    assert roles_at(people.user(is_superuser=True), other_site.pk) == ("operator",)


# -- add-ons ----------------------------------------------------------------------------------


def test_switch_is_recorded(client, site, without_gates):
    boss = people.official("ratusz_addonkit.change_addonswitch", sites=[site])
    client.force_login(boss)
    url = reverse("ratusz_addon_switch", args=[site.pk, "sample"])

    for enabled in ("0", "0", "1"):
        client.post(url, {"enabled": enabled, "confirmed": "1"})

    assert recorded("addon.") == [
        ("addon.switched_off", boss.pk, None),
        ("addon.switched_on", boss.pk, None),
    ]
    entry = Entry.objects.get(event="addon.switched_on")
    assert (entry.detail, entry.site_id, entry.actor_kind) == (
        {"addon": "sample"},
        site.pk,
        "official",
    )


def test_sign_in_of_staff_with_the_second_factor(client, site):
    clerk = give_app(UserFactory(email="urzednik@example.org", is_superuser=True))
    site.hostname = "localhost"
    site.save()

    sign_in_with_code(client, "urzednik@example.org")

    assert ("account.signed_in", clerk.pk, clerk.pk) in recorded("account.")
