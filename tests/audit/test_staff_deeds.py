"""What officials do and see in staff screens, and what is recorded of it."""

import csv
import io

import pytest
from django.urls import reverse

from cms.audit.models import Entry
from tests.audit import people
from tests.audit.staff_contract import body_of
from tests.sample.models import Case
from tests.sample.wagtail_hooks import CaseViewSet

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"sample-cases:{name}", args=args)


def case(site, title="Sprawa", **fields):
    return Case.objects.create(site=site, title=title, **fields)


def recorded(*names):
    rows = Entry.objects.filter(object_type="sample.case").order_by("id")
    if names:
        rows = rows.filter(event__in=names)
    return [(row.event, row.object_id, row.subject_user_id) for row in rows]


# -- actions ----------------------------------------------------------------------------------


def test_action_is_done_once_and_recorded(client, clerk, site):
    mine = case(site, owner=people.user())

    for _ in range(2):
        client.post(url("do_close", mine.pk))

    mine.refresh_from_db()
    assert mine.state == "closed"
    assert recorded("sample.closed") == [("sample.closed", str(mine.pk), mine.owner_id)]


def test_action_on_ticked_rows(client, clerk, site):
    one, two, rest = (case(site, title) for title in ("a", "b", "c"))

    client.post(url("do_close_all"), {"id": [one.pk, two.pk]})

    closed = Case.objects.filter(state="closed").values_list("pk", flat=True)
    assert set(closed) == {one.pk, two.pk}
    assert rest.pk not in closed


def test_action_that_cannot_be_done_says_so_and_changes_nothing(client, clerk, site):
    stubborn = case(site, "stubborn")

    answer = client.post(url("do_close", stubborn.pk), follow=True)

    assert "It cannot be closed yet." in body_of(answer)
    stubborn.refresh_from_db()
    assert stubborn.state == "open"
    assert recorded("sample.closed") == []


def test_action_asks_first(client, clerk, site):
    mine = case(site)

    asked = client.post(url("do_reopen", mine.pk))

    assert "Really?" in body_of(asked)
    assert client.post(url("do_reopen", mine.pk), {"confirmed": "1"}).status_code == 302


@pytest.mark.parametrize("keys", [["x"], ["\x00"], ["9" * 40], ["1"] * 201, ["-1"]])
def test_action_on_what_is_not_there(client, clerk, site, keys):
    assert client.post(url("do_close_all"), {"id": keys}).status_code == 404


def test_action_on_nothing_asks_to_tick(client, clerk, site):
    assert client.post(url("do_close_all"), follow=True).status_code == 200


def test_action_only_by_post_with_a_token(clerk, site):
    from django.test import Client

    mine = case(site)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)

    assert strict.get(url("do_close", mine.pk)).status_code == 405
    assert strict.post(url("do_close", mine.pk)).status_code == 403


def test_action_does_not_lead_elsewhere(client, clerk, site):
    mine = case(site)

    answer = client.post(url("do_close", mine.pk), {"next": "https://evil.example/"})

    assert answer.url == url("index")


# -- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["inspect", "edit", "delete", "history"])
def test_opening_a_record_is_recorded(client, clerk, site, name):
    mine = case(site, owner=people.user())

    assert client.get(url(name, mine.pk)).status_code == 200

    assert recorded() == [("record.viewed", str(mine.pk), mine.owner_id)]
    assert Entry.objects.get(event="record.viewed").actor_kind == "official"


def test_list_is_one_entry(client, clerk, site):
    for n in range(3):
        case(site, f"Sprawa {n}", owner=people.user())

    client.get(url("index"))

    assert recorded() == [("record.listed", "", None)]
    assert Entry.objects.get(event="record.listed").detail == {"records": 3}


def test_narrow_search_names_whom_it_showed(client, clerk, site):
    hit, _miss = (case(site, title, owner=people.user()) for title in ("Kowalska", "Nowak"))

    client.get(url("index_results"), {"q": "Kowal"})

    assert recorded() == [("record.found", str(hit.pk), hit.owner_id)]


def test_refused_looks_are_not_recorded_as_looks(client, clerk, other_site):
    theirs = case(other_site)

    client.get(url("inspect", theirs.pk))

    assert recorded() == []


def test_screen_without_personal_data_records_no_reads(client, clerk, site, monkeypatch):
    monkeypatch.setattr(CaseViewSet, "personal", False)
    mine = case(site)
    client.get(url("index"))
    client.get(url("inspect", mine.pk))

    assert recorded() == []


def test_history_shows_changes_and_not_who_looked(client, clerk, site):
    mine = case(site)
    client.post(url("edit", mine.pk), {"title": "Inna", "state": "open"})
    client.get(url("inspect", mine.pk))

    answer = client.get(url("history", mine.pk))

    page = body_of(answer)
    assert "Ewa Nowak" in page
    assert "title" in page
    assert [entry.event for entry in answer.context["object_list"]] == ["record.changed"]


# -- export -----------------------------------------------------------------------------------


def rows_of(answer):
    text = body_of(answer).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_export_holds_this_municipality_only_and_names_everybody_in_the_audit(
    client, clerk, site, other_site
):
    mine = [case(site, f"Sprawa {n}", owner=people.user()) for n in range(3)]
    case(other_site, "Tamta")

    rows = rows_of(client.get(url("index"), {"export": "csv"}))

    assert sorted(row[0] for row in rows[1:]) == ["Sprawa 0", "Sprawa 1", "Sprawa 2"]
    exported = recorded("record.exported")
    assert sorted(exported) == sorted(
        ("record.exported", str(one.pk), one.owner_id) for one in mine
    )
    assert Entry.objects.get(event="record.export").detail == {"records": 3}


def test_export_takes_the_filters(client, clerk, site):
    case(site, "a"), case(site, "b", state="closed")

    rows = rows_of(client.get(url("index"), {"export": "csv", "state": "closed"}))

    assert [row[0] for row in rows[1:]] == ["b"]


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r\n=1", "=cmd|'/c calc'!A0", '";=1+1;"']
)
def test_nothing_typed_becomes_a_formula(client, clerk, site, typed):
    case(site, typed)

    answer = client.get(url("index"), {"export": "csv"})
    cells = rows_of(answer)[1]

    assert len(cells) == 3
    assert not cells[0].lstrip().startswith(("=", "+", "-", "@"))
    assert "\n" not in cells[0]


def test_export_is_never_stored(client, clerk, site):
    answer = client.get(url("index"), {"export": "csv"})

    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_export_is_read_in_batches(client, clerk, site, monkeypatch):
    from cms.audit.staff import lists

    monkeypatch.setattr(lists, "EXPORT_BATCH", 2)
    for n in range(5):
        case(site, f"Sprawa {n}")

    assert len(rows_of(client.get(url("index"), {"export": "csv"}))) == 6
    assert len(recorded("record.exported")) == 5
