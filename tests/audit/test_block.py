"""Who looked at my data: what a resident sees, and what they do not."""

import html
import re
import uuid

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Locale, Page

from cms.addonkit.registry import addons
from cms.addonkit.switch import is_enabled, set_enabled
from cms.audit.blocks import ViewsBlock
from cms.audit.services import Whose, record, record_many
from cms.audit.views import PER_PAGE
from cms.residents.services import revoke, verify
from tests.audit import people
from tests.residents.people import ANNAS, MARIAS, resident

pytestmark = pytest.mark.django_db

VIEWED = "record.viewed"


@pytest.fixture
def portal_page(site):
    from pages.models import HomePage, PortalPage

    locale, _created = Locale.objects.get_or_create(language_code="pl")
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=locale)
    )
    site.root_page = home
    site.save()
    value = {"url_prefix": "", "heading": "", "intro": ""}
    stored = {"type": "audit__views", "value": value, "id": str(uuid.uuid4())}
    made = PortalPage(title="Podglądy", slug="podglady", locale=locale, body=[stored])
    home.add_child(instance=made)
    made.save_revision().publish()
    return made


@pytest.fixture
def anna(site):
    return resident(site=site, pesel=ANNAS)


@pytest.fixture
def clerk(site):
    return people.user(first_name="Tomasz", last_name="Urzędnik")


def rows(client, **query):
    """The cells of the table, row by row; None when there is no table."""
    answer = client.get("/podglady/", query)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    found = re.findall(r'<tr role="row">(.*?)</tr>', text, re.DOTALL)[1:]
    plain = [re.sub(r"<[^>]+>|\s+", " ", row) for row in found]
    return text, [" ".join(row.split()) for row in plain]


def looked(site, clerk, event=VIEWED, **fields):
    record(event, site=site, actor=clerk, official=True, **fields)


def test_resident_sees_what_officials_did(client, portal_page, site, anna, clerk):
    looked(site, clerk, subject_user_id=anna.user_id)
    looked(site, clerk, "record.exported", subject=ANNAS)
    client.force_login(anna.user)

    _text, found = rows(client)

    assert len(found) == 4  # two by the official, two by the portal itself at the confirmation


def test_role_and_unit_are_shown_and_no_name(client, portal_page, site, anna, clerk, settings):
    settings.RATUSZ_STAFF_ROLES = "tests.audit.test_block.roles"
    settings.RATUSZ_STAFF_UNIT = "tests.audit.test_block.unit"
    looked(site, clerk, subject_user_id=anna.user_id)
    client.force_login(anna.user)

    text, found = rows(client)

    assert "Wydział Finansów" in found[0]
    for words in ("Tomasz", clerk.email):
        assert words not in text


def roles(user, site_id):
    return ("cashier",)


def unit(user, site_id):
    return "Wydział Finansów"


def test_nothing_of_other_people_sites_and_ways(client, portal_page, site, other_site, anna, clerk):
    maria = resident(site=site, pesel=MARIAS)
    looked(site, clerk, subject_user_id=maria.user_id)
    looked(site, clerk, subject=MARIAS)
    looked(other_site, clerk, subject_user_id=anna.user_id)
    looked(other_site, clerk, subject=ANNAS)
    looked(site, clerk, "sample.secret", subject_user_id=anna.user_id)
    record(VIEWED, site=site, actor=anna.user, subject_user_id=anna.user_id)
    record("account.sign_in_refused", site=site, actor=None, subject_user_id=anna.user_id)
    client.force_login(anna.user)

    _text, found = rows(client)

    assert len(found) == 2  # the portal's own at the confirmation


def test_account_without_a_confirmed_identity_sees_no_entries_of_a_number(
    client, portal_page, site, anna, clerk
):
    looked(site, clerk, subject=ANNAS)
    looked(site, clerk, subject_user_id=anna.user_id)
    verify(anna, pesel=ANNAS, how="test")
    revoke(anna)
    client.force_login(anna.user)

    _text, found = rows(client)

    # The other look was under the number. Four by the portal: confirmed, and taken back.
    assert len(found) == 1 + 4


def test_who_acts_for_somebody_sees_that_persons_entries(site, anna, clerk):
    from dataclasses import replace

    from cms.audit.views import entries_about
    from cms.residents.subjects import subject_of_resident

    looked(site, clerk, subject=MARIAS)
    looked(site, clerk, subject_user_id=anna.user_id)
    subject = replace(subject_of_resident(anna), acting_for=MARIAS)

    assert [entry.subject_user_id for entry in entries_about(subject)] == [None]


def test_nobody_signed_in_sees_the_door(client, portal_page, anna, clerk, site):
    looked(site, clerk, subject_user_id=anna.user_id)

    _text, found = rows(client)

    assert found == []


def test_empty_list_says_so(client, portal_page, site):
    person = resident(site=site)
    client.force_login(person.user)

    text, found = rows(client)

    assert found == []
    assert "ui-empty" in text
    assert "PESEL" in text


@pytest.mark.parametrize("number", ["1", "2", "3", "x", "0", "-1", "99999", "\x00", "9" * 50])
def test_list_is_in_pages(client, portal_page, site, clerk, number):
    person = resident(site=site)
    record_many(
        VIEWED,
        [Whose(person.user_id)] * (2 * PER_PAGE + 1),
        site=site,
        actor=clerk,
        official=True,
    )
    client.force_login(person.user)

    text, found = rows(client, entries=number)

    shown = {"3": 1, "99999": 1, "0": 1, "-1": 1, "9" * 50: 1}.get(number, PER_PAGE)
    assert len(found) == shown
    assert "?entries=" in text


def test_long_list_costs_as_many_queries_as_a_short_one(client, portal_page, site, clerk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = resident(site=site)
    client.force_login(person.user)
    counts = []
    for number in (3, 100):
        record_many(VIEWED, [Whose(person.user_id)] * number, site=site, actor=clerk, official=True)
        client.get("/podglady/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/podglady/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_block_is_always_on(site):
    assert not addons()["audit"].removable
    assert is_enabled("audit", site)
    with pytest.raises(LookupError):
        set_enabled("audit", site, enabled=False)


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_preview_shows_invented_entries(site, language):
    block = ViewsBlock()
    block.set_name("audit__views")
    value = block.to_python({"heading": "", "intro": ""})
    with translation.override(language):
        context = block.get_preview_context(value)
        page = render_to_string(block.get_preview_template(value, context), context)

    assert page.count('<tr role="row">') == 4
