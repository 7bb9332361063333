# ruff: noqa: F401, F811 - the fixtures of the list's tests are used here too
"""Settings ▸ Add-ons ▸ one of them: where it stands, who may what, and the question before it."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.addonkit.models import AddonPlacement
from cms.addonkit.switch import is_enabled, set_enabled
from cms.audit.models import Entry
from cms.connectors.addon_facts import State, facts_of, rows_of
from tests.sample.models import Case

from .test_panel import (
    administrator,
    group_with,
    operator,
    sites,
    switch_url,
    user_with,
    without_gates,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_with(sites):
    """A live page of the first site that carries blocks of these types."""

    def make(title, *kinds):
        page = sites[0].root_page.add_child(
            instance=Page(title=title, slug=uuid.uuid4().hex, locale=sites[0].root_page.locale)
        )
        for order, kind in enumerate(kinds):
            AddonPlacement.objects.create(
                page=page,
                slug=kind.partition("__")[0],
                block_type=kind,
                block_id=str(uuid.uuid4()),
                order=order,
            )
        return page

    return make


def about(site, slug="sample"):
    return reverse("ratusz_addon", args=[site.pk, slug])


def ask(site, slug="sample"):
    return reverse("ratusz_addon_ask", args=[site.pk, slug])


def test_page_of_an_addon_links_the_pages_that_carry_it(client, operator, sites, page_with):
    page = page_with("Zgłoszenia", "sample__public", "sample__form")

    html = client.get(about(sites[0])).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert "Public sample, Form sample" in html


def test_pages_that_somebody_may_not_edit_are_named_without_a_link(
    client,
    administrator,
    sites,
    page_with,
):
    page = page_with("Zgłoszenia", "sample__public")

    html = client.get(about(sites[0])).content.decode()

    assert "Zgłoszenia" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in html


def test_page_of_an_addon_says_who_may_do_what_and_what_it_found(client, operator, sites):
    Case.objects.create(site=sites[0], title="one")

    html = client.get(about(sites[0])).content.decode()

    assert "sample cases" in html
    assert "Cases are open." in html


def test_content_without_code_is_told_with_its_pages(client, operator, sites, page_with):
    for title in ("One", "Two", "Three"):
        page_with(title, "waste__calendar")

    (row,) = [row for row in rows_of(sites[0]) if row.slug == "waste"]
    html = client.get(about(sites[0], "waste")).content.decode()

    assert (row.state, row.pages, row.switchable) == (State.CONTENT_ONLY, 3, False)
    assert "(3 " in row.words
    assert all(title in html for title in ("One", "Two", "Three", "waste__calendar"))
    assert [row for row in rows_of(sites[1]) if row.slug == "waste"] != []  # same tree, two hosts


def test_switching_on_asks_first_and_shows_what_leaves_the_portal(client, operator, sites):
    asked = client.post(switch_url(sites[0], "dues"), {"enabled": "1"})

    assert asked.url == ask(sites[0], "dues")
    assert not is_enabled("dues", sites[0])
    assert "PESEL" in client.get(asked.url).content.decode()

    client.post(switch_url(sites[0], "dues"), {"enabled": "1", "confirmed": "1"})

    assert is_enabled("dues", sites[0])


def test_question_before_switching_off_names_the_pages(client, operator, sites, page_with):
    page_with("Zgłoszenia", "sample__public")

    html = client.get(ask(sites[0])).content.decode()

    assert "Zgłoszenia" in html
    assert 'name="enabled" value="0"' in html


def test_switching_is_recorded_with_who_and_what(client, operator, sites):
    client.post(switch_url(sites[0]), {"enabled": "0"})
    client.post(switch_url(sites[0]), {"enabled": "1", "confirmed": "1"})

    entries = Entry.objects.filter(event__startswith="addon.").order_by("pk")

    assert [entry.event for entry in entries] == ["addon.switched_off", "addon.switched_on"]
    assert {entry.site_id for entry in entries} == {sites[0].pk}


def test_settings_are_linked_for_who_may_change_them(client, operator, sites):
    address = reverse("wagtailsettings:edit", args=["ratusz_dues", "duessettings", sites[0].pk])

    assert address in client.get(about(sites[0], "dues")).content.decode()
    stranger = user_with(group_with("wagtailadmin.access_admin", sites=sites[:1]))
    assert facts_of("dues", sites[0], stranger).settings_url == ""


@pytest.mark.parametrize("address", [about, ask])
def test_another_municipalitys_addon_is_not_there(client, administrator, sites, address):
    assert client.get(address(sites[1])).status_code == 404
    assert client.get(address(sites[0], "nothing")).status_code == 404


def test_what_is_always_on_has_no_question(client, operator, sites):
    assert client.get(about(sites[0], "dashboard")).status_code == 200
    assert client.get(ask(sites[0], "dashboard")).status_code == 404


def test_page_of_an_addon_takes_the_same_queries_for_many_pages(
    client,
    operator,
    sites,
    page_with,
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 12):
        for n in range(number):
            page_with(f"Page {number}/{n}", "sample__public")
        client.get(about(sites[0]))
        with CaptureQueriesContext(connection) as queries:
            client.get(about(sites[0]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_switching_gives_no_rights_on_other_sites(sites):
    set_enabled("dues", sites[0], enabled=True)

    assert not is_enabled("dues", sites[1])
