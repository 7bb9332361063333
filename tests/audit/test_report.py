"""Reports ▸ Audit: filters, the search for a person, the export, and who sees what."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.addonkit.people import Pesel
from cms.audit import persons
from cms.audit.models import Entry
from cms.audit.services import Whose, record, record_many
from tests.audit import people
from tests.audit.staff_contract import body_of

pytestmark = pytest.mark.django_db

URL = "/admin/reports/audit/"
DIGITS = "78031400122"
ANNA = Pesel(DIGITS)
RIGHT = "ratusz_audit.view_entry"


def shown(answer):
    return [entry.event for entry in answer.context["object_list"]]


def numbers(answer):
    return [(entry.chain, entry.sequence) for entry in answer.context["object_list"]]


def something(site, event="sample.thing", **fields):
    record(event, site=site, actor=fields.pop("actor", "system"), **fields)


def test_list_ends_at_the_municipality(client, reader, site, other_site):
    something(site, detail={"note": "nasze"})
    something(other_site, detail={"note": "tamte"})

    for query in ({}, {"site": other_site.pk}, {"export": "csv"}):
        page = body_of(client.get(URL, query))
        assert "tamte" not in page
        assert "Gmina Zalesie" not in page
    assert "nasze" in body_of(client.get(URL))
    assert "nasze" in body_of(client.get(f"{URL}results/"))


def test_operator_sees_all_and_the_installation(client, operator, site, other_site):
    something(site), something(other_site), something(None)

    page = client.get(URL)

    chains = {chain for chain, _number in numbers(page)}
    assert chains == {0, site.pk, other_site.pk}
    narrowed = client.get(URL, {"site": other_site.pk})
    assert {chain for chain, _number in numbers(narrowed)} == {other_site.pk}


def test_entries_of_a_site_that_is_gone_are_the_operators(client, operator, other_site):
    something(other_site)
    key = other_site.pk
    other_site.delete()

    assert (key, 1) in numbers(client.get(URL))


def test_without_the_right_there_is_nothing(client, site, other_site, without_gates):
    something(site)
    client.force_login(people.official(*people.CASE_RIGHTS, sites=[site]))

    for url in (URL, f"{URL}results/", f"{URL}?export=csv"):
        answer = client.get(url)
        assert answer.status_code == 302
    assert client.post(URL, {"pesel": DIGITS}).status_code == 302
    assert persons.SESSION_KEY not in client.session


def test_menu_shows_the_entry_to_readers_only(rf, reader, site):
    from cms.audit.wagtail_hooks import audit_menu_item

    request = rf.get("/")
    request.user = reader
    assert audit_menu_item().is_shown(request)
    request.user = people.official(*people.CASE_RIGHTS, sites=[site])
    assert not audit_menu_item().is_shown(request)


def test_filters(client, reader, site):
    clerk = people.official(*people.CASE_RIGHTS, sites=[site])
    something(site, actor=clerk, official=True)
    something(site, "record.viewed", subject_user_id=reader.pk)
    something(site, "addon.switched_on", detail={"addon": "x"})

    for query, expected in (
        ({"event": "record.viewed"}, ["record.viewed"]),
        ({"category": "switch"}, ["addon.switched_on"]),
        ({"category": ["switch", "access"]}, ["addon.switched_on", "record.viewed"]),
        ({"actor": clerk.pk}, ["sample.thing"]),
        ({"actor_kind": "official"}, ["sample.thing"]),
        ({"actor_kind": "system", "category": "access"}, ["record.viewed"]),
    ):
        assert shown(client.get(URL, query)) == expected, query


def test_period(client, reader, site):
    something(site)
    today = timezone.localdate()
    day = datetime.timedelta(days=1)

    for start, end, count in (
        (today, today, 1),
        (today - day, today - day, 0),
        (today + day, "", 0),
        ("", today, 1),
        ("", today - day, 0),
    ):
        answer = client.get(URL, {"at_from": start, "at_to": end, "event": "sample.thing"})
        assert len(shown(answer)) == count, (start, end)


def test_officials_of_other_municipalities_are_not_offered(client, reader, site, other_site):
    stranger = people.official(*people.CASE_RIGHTS, sites=[other_site])
    colleague = people.official(*people.CASE_RIGHTS, sites=[site])
    something(other_site, actor=stranger, official=True)

    page = body_of(client.get(URL, {"actor": stranger.pk}))

    assert colleague.email in page
    assert stranger.email not in page


def test_who_left_can_still_be_followed(client, reader, site):
    left = people.user()
    something(site, actor=left, official=True)

    assert shown(client.get(URL, {"actor": left.pk})) == ["sample.thing"]


# -- export -----------------------------------------------------------------------------------


def rows_of(answer):
    text = body_of(answer).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_export_is_recorded_and_takes_the_filters(client, reader, site):
    something(site, detail={"note": "=1+1"}, object_type="sample.case", object_id="=2")
    something(site, "record.viewed")

    rows = rows_of(client.get(URL, {"export": "csv", "event": "sample.thing"}))

    assert len(rows) == 2
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    entry = Entry.objects.get(event="audit.exported")
    assert (entry.actor, entry.detail) == (reader, {"entries": 1})


def test_no_other_format(client, reader, site):
    assert "text/html" in client.get(URL, {"export": "xlsx"}).headers["Content-Type"]


# -- robustness -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"subject": "\x00"},
        {"subject": "x"},
        {"subject": "9" * 40},
        {"actor": "\x00"},
        {"actor": "9" * 40},
        {"person": "x"},
        {"person": "\x00"},
        {"event": "\r\n"},
        {"at_from": "9999-99-99"},
        {"at_from": "0001-01-01", "at_to": "9999-12-31"},
        {"category": "x"},
        {"site": "x"},
        {"p": "x"},
        {"ordering": "mac"},
    ],
)
def test_odd_queries_break_nothing(client, reader, site, query):
    something(site)

    assert client.get(URL, query).status_code == 200


def test_long_list_costs_as_many_queries_as_a_short_one(client, reader, site):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (3, 100):
        record_many("sample.thing", [Whose()] * number, site=site, actor=people.user())
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 25


def test_page_is_private(client, reader, site):
    assert "no-store" in client.get(URL).headers["Cache-Control"]
    assert reverse("ratusz_audit") == URL


def test_export_never_holds_all_rows_at_once(client, reader, site, monkeypatch):
    from cms.audit.report import AuditView

    def refuse(self, **kwargs):
        raise AssertionError("The page of the list was built for a file.")

    monkeypatch.setattr(AuditView, "get_context_data", refuse)
    something(site)

    assert len(rows_of(client.get(URL, {"export": "csv"}))) >= 2
