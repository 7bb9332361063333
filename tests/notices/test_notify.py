"""Telling somebody something: by which channels, in which words, and only once."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from cms.addonkit.people import Subject
from cms.addonkit.vault import decrypt
from cms.connectors.outbox.models import OutboxDelivery
from cms.notices.kinds import Channel
from cms.notices.models import Message, Preference, Wording
from cms.notices.services import mark_read, notify, unread_count
from tests.notices.conftest import HOUR

pytestmark = pytest.mark.django_db
VALUES = {"number": "Z-7"}


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user("anna@example.org", "x")


def mails():
    return [
        json.loads(decrypt(row.payload, context=row.context))
        for row in OutboxDelivery.objects.filter(kind="notices.mail").order_by("created_at")
    ]


def test_notify_when_a_user_is_told_reaches_inbox_and_mail(site, anna, closed):
    notify("test.closed", site=site, user_id=anna.pk, values=VALUES, link="/sprawy/7/")

    [message], [mail] = Message.objects.all(), mails()
    assert message.subject == mail["subject"] == "Report Z-7 is closed"
    assert message.text == "We have closed your report Z-7."
    assert message.link == "/sprawy/7/"
    assert mail["to"] == "anna@example.org"
    assert f"{site.root_url}/sprawy/7/" in mail["text"]


def test_notify_when_there_is_only_an_address_sends_mail_only(site, closed):
    notify("test.closed", site=site, address="jan@example.org", values=VALUES)

    assert Message.objects.count() == 0
    assert [mail["to"] for mail in mails()] == ["jan@example.org"]


def test_notify_when_told_to_nobody_is_refused(site, closed):
    with pytest.raises(ValueError, match="to whom"):
        notify("test.closed", site=site, values=VALUES)


@pytest.mark.parametrize("values", [{}, {"number": "1", "more": "2"}])
def test_notify_when_the_values_are_others_is_refused(site, anna, closed, values):
    with pytest.raises(ValueError, match="exactly these values"):
        notify("test.closed", site=site, user_id=anna.pk, values=values)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.pl/x", "/\\evil.pl", "http:///x"])
def test_notify_when_the_link_is_none_is_refused(site, anna, closed, link):
    with pytest.raises(ValueError, match="link"):
        notify("test.closed", site=site, user_id=anna.pk, values=VALUES, link=link)


def test_notify_when_the_callers_transaction_fails_leaves_nothing(site, anna, closed):
    with pytest.raises(RuntimeError), transaction.atomic():
        notify("test.closed", site=site, user_id=anna.pk, values=VALUES)
        raise RuntimeError

    assert (Message.objects.count(), mails()) == (0, [])


def test_notify_when_marked_and_repeated_tells_once(site, anna, closed):
    for _ in range(2):
        notify("test.closed", site=site, user_id=anna.pk, values=VALUES, once="report-7")

    assert (Message.objects.count(), len(mails())) == (1, 1)


def test_notify_when_marked_for_two_people_tells_both(site, closed):
    for address in ("jan@example.org", "ewa@example.org"):
        notify("test.closed", site=site, address=address, values=VALUES, once="report-7")

    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("refused", "messages", "letters"), [(Channel.MAIL, 1, 0), (Channel.INBOX, 0, 1)]
)
def test_notify_when_a_channel_is_refused_uses_the_other(
    site, anna, closed, refused, messages, letters
):
    Preference.objects.create(site=site, user=anna, topic="matters", channel=refused, wanted=False)

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert (Message.objects.count(), len(mails())) == (messages, letters)


def test_notify_when_refused_at_another_municipality_still_tells(site, other_site, anna, closed):
    Preference.objects.create(
        site=other_site, user=anna, topic="matters", channel=Channel.MAIL, wanted=False
    )

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert len(mails()) == 1


def test_notify_when_mandatory_ignores_choices(site, anna, declared):
    declared(mandatory=True)
    for channel in Channel:
        Preference.objects.create(
            site=site, user=anna, topic="matters", channel=channel, wanted=False
        )

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert (Message.objects.count(), len(mails())) == (1, 1)


def test_notify_when_the_municipality_has_own_words_uses_them(site, other_site, anna, closed):
    Wording.objects.create(
        site=site, kind="test.closed", language="pl", subject="Koniec $number", text="Gotowe."
    )

    for told in (site, other_site):
        notify("test.closed", site=told, user_id=anna.pk, values=VALUES, language="pl")

    assert [mail["subject"] for mail in mails()] == ["Koniec Z-7", "Report Z-7 is closed"]


def test_notify_when_own_words_fit_no_more_falls_back(site, anna, closed, caplog):
    Wording.objects.create(
        site=site, kind="test.closed", language="pl", subject="$gone", text="Gotowe."
    )

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES, language="pl")

    assert mails()[0]["subject"] == "Report Z-7 is closed"
    assert "do not fit" in caplog.text


def test_notify_when_the_notice_expires_says_until_when(site, anna, declared):
    declared(valid_for=HOUR)

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert mails()[0]["until"]


def test_notify_when_no_language_is_known_speaks_the_municipalitys(site, anna, closed):
    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert mails()[0]["language"] == "pl"


def test_notify_when_the_project_knows_the_language_asks_it(site, anna, closed, settings):
    settings.RATUSZ_NOTICE_LANGUAGE = f"{__name__}.speaks_ukrainian"

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert mails()[0]["language"] == "uk"


def speaks_ukrainian(user_id, site):
    return "uk"


def test_notify_when_the_account_is_closed_sends_no_mail(site, anna, closed):
    anna.is_active = False
    anna.save()

    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    assert mails() == []


def test_message_when_stored_is_unreadable_in_the_database(site, anna, closed):
    notify("test.closed", site=site, user_id=anna.pk, values={"number": "CANARY"}, link="/CANARY/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, text, link FROM ratusz_notices_message")
        rows = cursor.fetchall()
        cursor.execute("SELECT payload, once FROM ratusz_connectors_outboxdelivery")
        rows += cursor.fetchall()
    assert rows
    assert "CANARY" not in str(rows)
    assert "anna@example.org" not in str(rows)


def test_messages_are_visible_to_their_owner_alone(site, other_site, anna, closed):
    ewa = get_user_model().objects.create_user("ewa@example.org", "x")
    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    def seen(**who):
        return Message.objects.visible_to(Subject(**who)).count()

    assert seen(site_id=site.pk, user_id=anna.pk) == 1
    assert seen(site_id=other_site.pk, user_id=anna.pk) == 0
    assert seen(site_id=site.pk, user_id=ewa.pk) == 0
    assert seen(site_id=site.pk, user_id=None) == 0


def test_mark_read_when_some_are_named_leaves_others_unread(site, anna, closed):
    for _ in range(2):
        notify("test.closed", site=site, user_id=anna.pk, values=VALUES)
    subject = Subject(site_id=site.pk, user_id=anna.pk)
    first = Message.objects.first()

    assert mark_read(subject, [first.pk]) == 1
    assert mark_read(subject, [first.pk]) == 0
    assert unread_count(anna.pk, site) == 1


def test_mark_read_when_it_is_somebody_elses_changes_nothing(site, anna, closed):
    ewa = get_user_model().objects.create_user("ewa@example.org", "x")
    notify("test.closed", site=site, user_id=anna.pk, values=VALUES)

    mark_read(Subject(site_id=site.pk, user_id=ewa.pk), [Message.objects.get().pk])

    assert unread_count(anna.pk, site) == 1
