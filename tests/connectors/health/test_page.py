"""Reports ▸ Health: what officials see, and checking a connector now."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.addonkit import discovery
from cms.audit.models import Entry
from cms.connectors.base import Finding
from cms.connectors.calls import Line, Purpose, note
from cms.connectors.health.models import CheckRun
from cms.connectors.health.page import calls_of, overview, percentile
from cms.connectors.health.running import Outcome
from cms.connectors.health.storing import store
from cms.connectors.models import Call, ScheduleState
from cms.connectors.results import Reason
from tests.audit import people

pytestmark = pytest.mark.django_db

VIEW, CHANGE = "ratusz_health.view_checkrun", "ratusz_health.change_checkrun"
# The gates in front of the admin have tests of their own.
GATES = ("cms.staff.", "cms.residents.")
TIMEOUT = Finding("No answer <here>", advice="Call them", reason=Reason.TIMEOUT, detail="x < y")


def fine(_site):
    return ()


@pytest.fixture(autouse=True)
def without_gates(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(GATES)]


@pytest.fixture
def as_official(client, site, other_site):
    """Sign in somebody with a right for the first site only."""

    def sign_in(right=CHANGE):
        return in_english(client, people.official(right, sites=[site]))

    return sign_in


def in_english(client, user):
    """Sign somebody in whose admin speaks English."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(user)
    return client


def page_of(client, site=None):
    path = reverse("ratusz_health_site", args=[site.pk]) if site else reverse("ratusz_health")
    return client.get(path)


def text_of(client, site=None):
    return page_of(client, site).content.decode()


def press(client, site, name="test.ledger"):
    path = reverse("ratusz_health_check", args=[site.pk])
    return client.post(path, {"connector": name}, follow=True)


def test_page_names_each_connector_with_its_state_and_advice(as_official, site, checks):
    checks(ledger=fine, mail=fine, letters=fine)
    store(site, "test.ledger", Outcome((TIMEOUT,)))
    store(site, "test.mail", Outcome(()))

    text = text_of(as_official())

    for words in ("Not reachable", "Works", "Not checked yet", "Call them", "x &lt; y"):
        assert words in text
    assert "No answer &lt;here&gt;" in text
    assert "1 system needs attention" in text


def test_page_says_that_all_is_well_only_when_it_is(as_official, site, checks):
    checks(ledger=fine)
    client = as_official()
    assert "Nothing is known of this moment" in text_of(client)

    store(site, "test.ledger", Outcome(()))
    assert "All connected systems work" in text_of(client)

    CheckRun.objects.update(at=timezone.now() - datetime.timedelta(hours=3))
    assert "Nothing is known of this moment" in text_of(client)
    assert "All connected systems work" not in text_of(client)


def test_page_without_connectors_says_where_to_switch_add_ons_on(as_official, site, checks):
    checks()

    assert "Settings ▸ Add-ons" in text_of(as_official())


def test_page_names_failed_schedules_and_add_ons(as_official, site, checks, monkeypatch):
    checks()
    monkeypatch.setitem(discovery.FAILED, "wrecked", "ImportError: <gone>")
    ScheduleState.objects.create(
        name="health.check",
        site=site,
        due_at=timezone.now(),
        finished_at=timezone.now(),
        error="ValueError",
        failures=3,
    )

    text = text_of(as_official())

    assert "failed 3 times in a row" in text
    assert "ImportError: &lt;gone&gt;" in text


def test_page_of_another_municipality_is_not_there(as_official, site, other_site, checks):
    checks(ledger=fine)
    store(other_site, "test.ledger", Outcome((TIMEOUT,)))
    client = as_official()

    assert page_of(client, other_site).status_code == 404
    assert press(client, other_site).status_code == 404
    assert "Not reachable" not in text_of(client)
    assert other_site.site_name not in text_of(client)


def test_operator_chooses_among_all_municipalities(client, site, other_site, checks):
    checks(ledger=fine)
    client.force_login(people.user(is_superuser=True))

    text = text_of(client, other_site)

    assert reverse("ratusz_health_site", args=[site.pk]) in text
    assert text.count('aria-current="page"') >= 1


def test_page_needs_a_right_and_a_sign_in(client, site, checks):
    assert page_of(client).status_code == 302
    client.force_login(people.official(sites=[site]))

    answer = page_of(client)

    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))


def test_whoever_may_only_look_has_no_button(as_official, site, checks):
    begun = []
    checks(ledger=lambda _site: begun.append(1) or ())
    client = as_official(VIEW)

    assert reverse("ratusz_health_check", args=[site.pk]) not in text_of(client)
    assert press(client, site).status_code == 404
    assert begun == []


def test_menu_shows_the_entry_to_those_who_may_look(rf, site, checks):
    from cms.connectors.health.wagtail_hooks import health_menu_item

    request = rf.get("/")
    request.user = people.official(VIEW, sites=[site])
    assert health_menu_item().is_shown(request)
    request.user = people.official(sites=[site])
    assert not health_menu_item().is_shown(request)


@pytest.mark.parametrize(
    ("findings", "level"),
    [
        ((), "success"),
        ((Finding("soon", serious=False),), "warning"),
        ((TIMEOUT,), "error"),
    ],
)
def test_check_now_is_stored_told_and_recorded(as_official, site, checks, findings, level):
    checks(ledger=lambda _site: findings)

    answer = press(as_official(), site)

    assert [message.level_tag for message in answer.context["messages"]] == [level]
    assert CheckRun.objects.get(site=site, connector="test.ledger").findings or not findings
    (entry,) = Entry.objects.filter(event="health.checked")
    assert (entry.object_id, entry.site_id) == ("test.ledger", site.pk)


def test_check_of_something_unknown_is_not_there(as_official, site, checks):
    checks(ledger=fine)

    assert press(as_official(), site, "test.other").status_code == 404
    assert not Entry.objects.filter(event="health.checked").exists()


def test_check_now_takes_only_posts(as_official, site, checks):
    checks(ledger=fine)

    assert as_official().get(reverse("ratusz_health_check", args=[site.pk])).status_code == 405


def test_check_that_hangs_is_waited_for_ten_seconds_at_most(
    as_official, site, checks, hanging, monkeypatch
):
    from cms.connectors.health import running

    assert running.SECONDS < 10
    monkeypatch.setattr(running.run_all, "__kwdefaults__", {"seconds": 0.2})
    checks(ledger=hanging)

    answer = press(as_official(), site)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert CheckRun.objects.get(site=site).state == "unreachable"


@pytest.mark.sql
def test_calls_of_a_day_are_counted_and_timed(site):
    for milliseconds in range(1, 101):
        note(Line("test.ledger", site.pk, Purpose.PAGE, None, milliseconds / 1000))
    note(Line("test.ledger", site.pk, Purpose.PAGE, Reason.TIMEOUT, 2.0))
    note(Line("test.ledger", site.pk, Purpose.CHECK, Reason.TIMEOUT, 9.0))
    long_ago = timezone.now() - datetime.timedelta(hours=25)
    note(Line("test.ledger", site.pk, Purpose.PAGE, None, 9.0, at=long_ago))

    calls = calls_of(site)["test.ledger"]

    assert (calls.answered, calls.failed) == (100, 1)
    assert (calls.median, calls.slowest) == (51, 96)


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([], 50, None), ([7], 95, 7), ([3, 1, 2], 50, 2), ([4, 1, 3, 2], 50, 2), ([1, 2], 95, 2)],
)
def test_percentile_is_a_value_that_occurred(values, percent, expected):
    assert percentile(values, percent) == expected


@pytest.mark.sql
def test_page_takes_the_same_queries_for_many_rows(
    site, checks, django_assert_num_queries, django_assert_max_num_queries
):
    checks(**{f"n{number}": fine for number in range(2)})
    overview(site)
    with django_assert_max_num_queries(9) as few:
        overview(site)
    checks(**{f"n{number}": fine for number in range(12)})
    for number in range(12):
        store(site, f"test.n{number}", Outcome((TIMEOUT,)))
        note(Line(f"test.n{number}", site.pk, Purpose.PAGE, None, 0.1))
    assert Call.objects.count() >= 12

    with django_assert_num_queries(len(few.captured_queries)):
        overview(site)
