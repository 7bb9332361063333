"""Recording: what is stored, what is refused, by whom and where."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from cms.addonkit.people import Pesel
from cms.audit import chain, events
from cms.audit.events import Category, Event, UndeclaredEvent, declare
from cms.audit.models import AppendOnly, Entry, Head
from cms.audit.privacy import DetailRefused, checked_text, network_of, subject_key
from cms.audit.services import Whose, record, record_many
from tests.audit import people

ANNA = Pesel("78031400122")

pytestmark = pytest.mark.django_db


def last():
    return Entry.objects.filter(event__startswith="sample.").first()


def test_entry_says_who_did_what_with_whose_record(site, rf):
    clerk, anna = people.user(), people.user()
    request = rf.get("/admin/x/", REMOTE_ADDR="198.51.100.77")

    record(
        "sample.thing",
        site=site,
        actor=clerk,
        subject_user_id=anna.pk,
        subject=ANNA,
        object_type="sample.case",
        object_id="7",
        detail={"note": "tu", "count": 2, "flag": True},
        request=request,
    )

    entry = last()
    assert (entry.site, entry.actor, entry.actor_kind) == (site, clerk, "official")
    assert (entry.subject_user, entry.subject_hash) == (anna, subject_key(ANNA))
    assert (entry.object_type, entry.object_id) == ("sample.case", "7")
    assert entry.detail == {"note": "tu", "count": 2, "flag": True}
    assert entry.address == "198.51.100.0/24"


def test_pesel_is_nowhere_in_clear(site):
    record("sample.thing", site=site, actor="system", subject=ANNA)

    stored = Entry.objects.filter(pk=last().pk).values().get()
    assert ANNA.reveal() not in str(stored)


def test_actor_kinds(site, rf):
    someone = people.user()
    for actor, request in (
        (None, None),
        (AnonymousUser(), None),
        ("system", None),
        (someone, rf.get("/pulpit/")),
        (someone, rf.get("/admin/reports/audit/")),
    ):
        record("sample.thing", site=site, actor=actor, request=request)

    kinds = Entry.objects.filter(event="sample.thing").order_by("id")
    expected = ["nobody", "nobody", "system", "user", "official"]
    assert list(kinds.values_list("actor_kind", flat=True)) == expected


def test_roles_are_those_of_that_moment_and_site(site, settings, monkeypatch):
    settings.RATUSZ_STAFF_ROLES = "tests.audit.test_services.roles"
    settings.RATUSZ_STAFF_UNIT = "tests.audit.test_services.unit"

    record("sample.thing", site=site, actor=people.user(), official=True)

    assert (last().actor_roles, last().actor_unit) == (f"cashier,at-{site.pk}", "Wydział Finansów")


def roles(user, site_id):
    return ("cashier", f"at-{site_id}")


def unit(user, site_id):
    return "Wydział Finansów"


def test_undeclared_event_is_refused(site):
    with pytest.raises(UndeclaredEvent):
        record("sample.nothing", site=site, actor="system")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "detail",
    [
        {"other": "x"},
        {"note": "78031400122"},
        {"note": "PESEL: 00000000000."},
        {"note": "780314 00122"},
        {"note": "anna.nowak@example.org"},
        {"note": "x" * 201},
        {"note": 1.5},
        {"note": None},
        {"count": 78031400122},
        {"note": ["a"]},
    ],
)
def test_personal_data_and_unknown_keys_are_refused(site, detail):
    with pytest.raises(DetailRefused) as refusal:
        record("sample.thing", site=site, actor="system", detail=detail)
    assert "78031400122" not in str(refusal.value)
    assert not Entry.objects.filter(event="sample.thing").exists()


@pytest.mark.parametrize("field", ["object_id", "object_type"])
def test_a_pesel_is_no_name_of_a_record(site, field):
    with pytest.raises(DetailRefused):
        record("sample.thing", site=site, actor="system", **{field: "78031400122"})


def test_control_characters_become_blanks(site):
    record(
        "sample.thing",
        site=site,
        actor="system",
        object_id="a\x00b",
        detail={"note": "a\r\nSet-Cookie: x\x00\u2028y"},
    )

    assert last().detail == {"note": "a Set-Cookie: x y"}
    assert last().object_id == "a b"


@given(st.text(max_size=200))
def test_no_text_breaks_the_check(text):
    try:
        kept = checked_text(text, "x", 200)
    except DetailRefused:
        return
    assert not any(ord(char) < 32 for char in kept)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:12:3456::7", "2001:db8:12::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        ("unix:", ""),
        ("203.0.113.9\r\n", ""),
    ],
)
def test_network_is_kept_without_the_address(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("6.6.6.6, 203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        ("x", ""),
    ],
)
def test_behind_a_proxy_the_nearest_address_counts(rf, settings, forwarded, network):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})

    assert network_of(request) == network


def test_forwarded_address_does_not_count_without_a_proxy(rf):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": "6.6.6.6"})

    assert network_of(request) == "203.0.113.0/24"


def test_entry_goes_with_the_transaction_that_fails(site):
    record("sample.thing", site=site, actor="system")
    with pytest.raises(RuntimeError), transaction.atomic():
        record("sample.thing", site=site, actor="system")
        raise RuntimeError

    assert Entry.objects.filter(event="sample.thing").count() == 1
    assert Head.objects.get(pk=site.pk).sequence == 1


def test_chains_are_per_site_and_start_at_one(site, other_site):
    for where in (site, other_site, site, None):
        record("sample.thing", site=where, actor="system")

    numbers = Entry.objects.filter(event="sample.thing").order_by("id")
    found = list(numbers.values_list("chain", "sequence"))
    # The installation's chain has the starts of the two others before.
    assert found == [(site.pk, 1), (other_site.pk, 1), (site.pk, 2), (0, 3)]


def test_each_entry_follows_the_one_before(site):
    record_many("sample.thing", [Whose(object_id=str(n)) for n in range(5)], site=site, actor=None)

    entries = list(Entry.objects.filter(chain=site.pk).order_by("sequence"))
    before = [chain.START, *[entry.hash for entry in entries]]
    assert [entry.prev_hash for entry in entries] == before[:-1]
    head = Head.objects.get(pk=site.pk)
    assert (head.sequence, head.hash) == (5, entries[-1].hash)


def test_site_may_be_given_by_its_number(site):
    record("sample.thing", site=site.pk, actor="system")

    assert last().site == site


def test_recording_takes_few_queries(site, django_assert_max_num_queries):
    record("sample.thing", site=site, actor="system")

    # Savepoint, end of the chain, entry, end of the chain, release.
    with django_assert_max_num_queries(5):
        record("sample.thing", site=site, actor="system")


def test_many_take_as_few_queries_as_one(site, django_assert_max_num_queries):
    record("sample.thing", site=site, actor="system")

    # SQLite takes 999 values a statement, so the rows go in several.
    with django_assert_max_num_queries(20):
        written = record_many("sample.thing", [Whose()] * 500, site=site, actor="system")
    assert written == 500


def test_nobody_is_recorded_for_nobody(site):
    assert record_many("sample.thing", [], site=site, actor="system") == 0
    assert not Entry.objects.filter(event="sample.thing").exists()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(event="x"),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["event"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"event": "x"}),
    ],
)
def test_entries_are_neither_changed_nor_removed(site, attempt):
    record("sample.thing", site=site, actor="system")

    with pytest.raises(AppendOnly):
        attempt(last())
    assert last().event == "sample.thing"


def test_entries_outlive_whom_and_what_they_tell_of(site, other_site):
    someone = people.user()
    record("sample.thing", site=other_site, actor=someone, subject_user_id=someone.pk)
    key = someone.pk

    someone.delete()
    other_site.delete()

    entry = Entry.objects.select_related("actor").get(event="sample.thing")
    assert (entry.actor_id, entry.actor, entry.subject_user_id) == (key, None, key)


def test_event_is_declared_once():
    declare(Event("sample.thing", "x", Category.CASE, keys=("note", "count", "flag")))
    with pytest.raises(ValueError, match="twice"):
        declare(Event("sample.thing", "x", Category.MONEY))


@pytest.mark.parametrize("name", ["thing", "Sample.thing", "sample.", "a.b c", "a." + "b" * 90])
def test_names_of_events_have_a_form(name):
    with pytest.raises(ValueError, match="no name"):
        declare(Event(name, "x", Category.CASE))


def test_every_event_has_words_and_a_category():
    assert events.events()
    assert [event.name for event in events.events() if not str(event.title)] == []
    assert {event.category for event in events.events()} <= set(Category)
