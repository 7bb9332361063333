"""Who gets the daily summary, when, in which language, and only once."""

import datetime

import pytest
import time_machine

from cms.audit.models import Entry
from cms.directory.models import DayOff
from cms.notices.digest.sending import send_morning
from cms.notices.models import DigestSettings, Message, Preference
from tests.audit import people

from .conftest import RIGHT

pytestmark = pytest.mark.django_db
TUESDAY = datetime.datetime(2026, 11, 10, 6, 0, tzinfo=datetime.UTC)  # seven in Warsaw
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def when(site, choice):
    DigestSettings.objects.update_or_create(site=site, defaults={"when": choice})


def test_official_gets_one_mail_with_what_waits(site, official, contributes, mails):
    contributes("waiting")

    assert send_morning(site) == 1

    [mail] = mails()
    assert mail["to"] == official.email
    assert mail["subject"] == "Podsumowanie dnia 10 listopada 2026: 2 sprawy czekają"
    line = f"- 2 reports wait (pl) at Gmina Puławy. {site.root_url}/admin/reports/"
    assert line in mail["text"]
    assert f"{site.root_url}/admin/" in mail["html"]
    assert Message.objects.count() == 0


def test_running_again_sends_nothing_twice(site, official, contributes, mails):
    contributes("waiting")

    send_morning(site)
    send_morning(site)

    assert len(mails()) == 1


def test_next_morning_it_comes_again(site, official, contributes, mails, morning):
    contributes("waiting")
    send_morning(site)

    morning.shift(DAY)
    send_morning(site)  # Wednesday is Independence Day
    morning.shift(DAY)
    send_morning(site)

    assert len(mails()) == 2


def test_quiet_day_has_no_mail(site, official, mails):
    assert send_morning(site) == 0
    assert mails() == []


def test_municipality_may_want_it_on_every_working_day(site, official, mails):
    when(site, "always")

    assert send_morning(site) == 1
    [mail] = mails()
    assert "nic nie czeka" in mail["subject"]
    assert "Dziś nic nie wymaga działania" in mail["text"]


def test_municipality_may_want_none(site, official, contributes):
    contributes("waiting")
    when(site, "never")

    assert send_morning(site) == 0


@pytest.mark.parametrize("day", ["2026-11-11", "2026-11-14", "2026-11-15", "2026-12-25"])
def test_days_off_have_none(site, official, contributes, morning, day):
    contributes("waiting")
    morning.move_to(datetime.datetime.fromisoformat(f"{day}T06:00+00:00"))

    assert send_morning(site) == 0


def test_offices_own_day_off_has_none(site, other_site, official, contributes):
    contributes("waiting")
    people.official(RIGHT, sites=[other_site])
    DayOff.objects.create(site=site, day=TUESDAY.date())

    assert (send_morning(site), send_morning(other_site)) == (0, 1)


def test_without_a_calendar_weekends_are_off(site, official, contributes, morning, settings):
    del settings.RATUSZ_WORKING_DAY
    contributes("waiting")
    assert send_morning(site) == 1

    morning.move_to(TUESDAY + 4 * DAY)
    assert send_morning(site) == 0


def test_morning_that_was_missed_until_the_evening_has_none(site, official, contributes, morning):
    contributes("waiting")
    morning.shift(datetime.timedelta(hours=10))

    assert send_morning(site) == 0


def test_only_those_who_may_do_something_get_it(site, other_site, contributes, mails):
    contributes("waiting")
    people.official("ratusz_audit.view_entry", sites=[site])
    people.official(RIGHT, sites=[other_site])
    gone = people.official(RIGHT, sites=[site])
    gone.is_active = False
    gone.save()
    people.user(is_superuser=True)

    assert send_morning(site) == 0
    assert mails() == []


def test_whoever_switched_it_off_gets_none(site, other_site, official, contributes):
    people.official(RIGHT, sites=[site])
    contributes("waiting")
    Preference.objects.create(
        site=other_site, user=official, topic="work", channel="mail", wanted=False
    )
    assert send_morning(site) == 2

    Preference.objects.create(site=site, user=official, topic="work", channel="mail", wanted=False)
    with time_machine.travel(TUESDAY + 2 * DAY, tick=True):
        assert send_morning(site) == 1


def test_everybody_reads_it_in_their_language(site, official, contributes, mails, settings):
    english = people.official(RIGHT, sites=[site], first_name="English")
    settings.RATUSZ_NOTICE_LANGUAGE = f"{__name__}.language_of"
    contributes("waiting")

    send_morning(site)

    by_address = {mail["to"]: mail["text"] for mail in mails()}
    assert "wait (en)" in by_address[english.email]
    assert "wait (pl)" in by_address[official.email]


def language_of(user_id, site):
    from django.contrib.auth import get_user_model

    return "en" if get_user_model().objects.get(pk=user_id).first_name == "English" else "pl"


# -- the box in the account ---------------------------------------------------------------------

ACCOUNT = "/admin/account/"


@pytest.fixture
def signed_in(client, official, settings):
    gates = ("cms.staff.", "cms.residents.")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(gates)]
    client.force_login(official)
    return client


def filled(answer):
    """What the account's forms hold, as a browser posts it."""
    data = {}
    for panels in answer.context["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            for bound in form:
                value = getattr(bound.value(), "value", bound.value())
                if value not in {None, False, ""}:
                    data[bound.html_name] = value
    return data


def test_official_switches_it_off_in_the_account(site, official, signed_in, contributes):
    contributes("waiting")
    answer = signed_in.get(ACCOUNT)
    box = f"daily_summary-site-{site.pk}"
    data = filled(answer)
    assert data[box] is True
    del data[box]

    assert signed_in.post(ACCOUNT, data).status_code == 302

    assert send_morning(site) == 0
    assert Entry.objects.filter(event="notices.chosen", actor_id=official.pk).count() == 1


def test_account_names_only_the_own_municipality(site, other_site, signed_in):
    text = signed_in.get(ACCOUNT).content.decode()

    assert f"daily_summary-site-{site.pk}" in text
    assert f"daily_summary-site-{other_site.pk}" not in text


def test_account_of_others_has_no_such_box(site, client, settings, signed_in):
    client.force_login(people.official("ratusz_audit.view_entry", sites=[site]))

    assert "daily_summary" not in client.get(ACCOUNT).content.decode()
