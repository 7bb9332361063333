"""The staff view class at work: lists, forms, actions, exports, and what is recorded of them."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from cms.audit.models import Entry
from cms.audit.staff import StaffViewSet, site_policy
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


# -- lists ------------------------------------------------------------------------------------


def test_list_takes_the_same_queries_however_long(client, clerk, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 18):
        for n in range(number):
            case(site, f"Sprawa {number}/{n}", owner=people.user())
        client.get(url("index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("index"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_operator_sees_all_sites_with_their_names(client, operator, site, other_site):
    case(site, "Nasza"), case(other_site, "Tamta")

    page = body_of(client.get(url("index")))

    for words in ("Nasza", "Tamta", "Gmina Puławy", "Gmina Zalesie"):
        assert words in page
    narrowed = body_of(client.get(url("index_results"), {"site": other_site.pk}))
    assert "Tamta" in narrowed
    assert "Nasza" not in narrowed


def test_clerk_of_one_site_is_not_bothered_with_sites(client, clerk, site):
    case(site)

    assert "Gmina Puławy" not in body_of(client.get(url("index")))


def test_people_without_rights_come_nowhere(client, site, other_site, without_gates):
    mine = case(site)
    client.force_login(people.official(sites=[site]))

    for name, args in (("index", ()), ("add", ()), ("inspect", (mine.pk,)), ("edit", (mine.pk,))):
        answer = client.get(url(name, *args))
        assert answer.status_code in {302, 404}
        assert "Sprawa" not in body_of(answer)


@pytest.mark.parametrize(
    ("right", "edit", "delete"), [("view", 302, 302), ("change", 200, 302), ("delete", 302, 200)]
)
def test_seeing_is_not_changing(client, site, other_site, without_gates, right, edit, delete):
    mine = case(site)
    client.force_login(people.official(f"sample.{right}_case", sites=[site]))

    assert client.get(url("inspect", mine.pk)).status_code == 200
    assert client.get(url("edit", mine.pk)).status_code == edit
    assert client.get(url("delete", mine.pk)).status_code == delete
    assert client.post(url("do_close", mine.pk)).status_code == 302
    mine.refresh_from_db()
    assert (mine.state == "closed") == (right == "change")


@pytest.mark.parametrize("name", ["inspect", "edit", "delete", "history"])
@pytest.mark.parametrize("key", [0, 10**17, 10**40])
def test_keys_that_are_none_are_not_found(client, clerk, name, key):
    assert client.get(url(name, key)).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "a\r\nb"},
        {"state": "\x00"},
        {"parent": "x"},
        {"parent": "\x00"},
        {"owner": "9" * 40},
        {"p": "x"},
        {"ordering": "site__hostname"},
        {"export": "\x00"},
        {"q": "x" * 100_000},
    ],
)
def test_odd_queries_break_nothing(client, clerk, site, query):
    case(site)

    assert client.get(url("index"), query).status_code in {200, 400}


# -- forms ------------------------------------------------------------------------------------


def test_record_is_added_at_the_only_site(client, clerk, site):
    answer = client.post(url("add"), {"title": "Nowa", "state": "open"})

    made = Case.objects.get()
    assert (answer.status_code, made.site) == (302, site)
    assert recorded() == [("record.created", str(made.pk), None)]


def test_operator_chooses_the_site_once(client, operator, site, other_site):
    assert client.post(url("add"), {"title": "Nowa", "state": "open"}).status_code == 200
    client.post(url("add"), {"title": "Nowa", "state": "open", "site": other_site.pk})
    made = Case.objects.get()
    assert made.site == other_site

    client.post(url("edit", made.pk), {"title": "Ta sama", "state": "open", "site": site.pk})

    made.refresh_from_db()
    assert (made.site, made.title) == (other_site, "Ta sama")


def test_change_records_which_fields_and_not_what(client, clerk, site):
    mine = case(site)

    client.post(url("edit", mine.pk), {"title": "Tajne słowa", "state": "open"})

    entry = Entry.objects.get(event="record.changed")
    assert (entry.detail, entry.object_id) == ({"fields": "title"}, str(mine.pk))
    assert entry.actor == clerk


def test_uniqueness_within_a_site_is_a_form_error(client, clerk, site, other_site):
    case(site, "Zajęta")

    answer = client.post(url("add"), {"title": "Zajęta", "state": "open"})

    assert answer.status_code == 200
    assert Case.objects.count() == 1
    case(other_site, "Wolna tu")
    assert client.post(url("add"), {"title": "Wolna tu", "state": "open"}).status_code == 302


def test_choices_end_at_the_municipality(client, clerk, site, other_site):
    mine, ours, theirs = case(site), case(site, "Nasza"), case(other_site, "Tamta")

    page = body_of(client.get(url("edit", mine.pk)))
    answer = client.post(url("edit", mine.pk), {"title": "x", "state": "open", "parent": theirs.pk})

    assert "Nasza" in page
    assert "Tamta" not in page
    assert answer.status_code == 200
    client.post(url("edit", mine.pk), {"title": "x", "state": "open", "parent": ours.pk})
    mine.refresh_from_db()
    assert mine.parent == ours


def test_records_of_two_sites_are_not_joined_by_who_may_both(client, operator, site, other_site):
    theirs = case(other_site, "Tamta")
    fields = {"title": "Nowa", "state": "open", "site": site.pk, "parent": theirs.pk}

    answer = client.post(url("add"), fields)

    assert answer.status_code == 200
    assert Case.objects.count() == 1


def test_accounts_are_never_offered_by_themselves(client, operator, site):
    people.user(first_name="Zenobia")

    assert "Zenobia" not in body_of(client.get(url("add")))


def test_removal_is_recorded(client, clerk, site):
    mine = case(site, owner=people.user())

    client.post(url("delete", mine.pk))

    assert not Case.objects.exists()
    assert recorded("record.deleted") == [("record.deleted", str(mine.pk), mine.owner_id)]


def test_wagtails_log_and_references_know_nothing(client, clerk, site):
    mine = case(site)
    client.post(url("edit", mine.pk), {"title": "Inna", "state": "open"})
    client.post(url("delete", mine.pk))

    assert not ModelLogEntry.objects.filter(content_type__model="case").exists()
    assert Case not in ReferenceIndex.tracked_models


# -- declarations -----------------------------------------------------------------------------


def test_screen_must_say_which_fields_it_shows():
    class Bare(StaffViewSet):
        model = Case

    with pytest.raises(ImproperlyConfigured, match="inspect_view_fields"):
        Bare()


def test_filters_must_be_scoped_ones():
    from wagtail.admin.filters import WagtailFilterSet

    class Wide(StaffViewSet):
        model = Case
        inspect_view_fields = ("title",)
        filters = WagtailFilterSet

    with pytest.raises(ImproperlyConfigured, match="StaffFilterSet"):
        Wide()


def test_model_with_rights_for_everything_is_refused():
    from wagtail.models import Locale

    with pytest.raises(ImproperlyConfigured):
        site_policy(Locale)


def test_rights_are_not_offered_on_wagtails_screen_of_groups():
    assert not CaseViewSet().get_permissions_to_register().exists()


def test_views_that_are_switched_off_are_not_there():
    class Frozen(CaseViewSet):
        name = "frozen"
        creatable = editable = deletable = False

    names = {pattern.name for pattern in Frozen().get_urlpatterns()}

    assert names.isdisjoint({"add", "edit", "delete", "copy", "usage"})
    assert {"index", "inspect", "history"} <= names
