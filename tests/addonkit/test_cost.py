"""What add-ons cost a page: no query where there are none, at most two where there are some."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.addonkit import AddonPageMixin
from cms.addonkit.request_state import fresh_state
from pages.models import ContentPage

from .conftest import block

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def queries_of(rf, monkeypatch):
    """The SQL of serving a page in a template that shows its body alone: no menus, no surroundings.

    `plain` serves it as Wagtail would, past everything that pages with add-ons do.
    """
    from django.contrib.auth.models import AnonymousUser
    from django.utils import translation
    from wagtail.models import Site

    monkeypatch.setattr(ContentPage, "template", "sample/bare_page.html")
    monkeypatch.setattr(ContentPage, "get_context", AddonPageMixin.get_context)

    def count(page, *, plain=False):
        request = rf.get(page.url, headers={"host": "testserver"})
        request.user = AnonymousUser()
        Site.find_for_request(request)
        with fresh_state(), translation.override("pl"), CaptureQueriesContext(connection) as sql:
            found = Page.objects.get(pk=page.pk).specific
            serve = Page.serve if plain else type(found).serve
            serve(found, request).render()
        return [query["sql"] for query in sql]

    return count


def heading(number):
    return {"type": "heading", "value": {"text": f"Heading {number}"}, "id": f"{number:032}"}


def test_page_without_addon_blocks_takes_the_queries_of_plain_wagtail(place, queries_of):
    page = place(heading(1), heading(2))
    queries_of(page)

    assert queries_of(page) == queries_of(page, plain=True)


def test_page_with_addon_blocks_takes_at_most_two_more(place, queries_of):
    page = place(heading(1), block("public"), block("form"), block("account"))
    queries_of(page)

    assert len(queries_of(page)) - len(queries_of(page, plain=True)) <= 2


def test_more_blocks_take_no_more_queries(place, queries_of):
    one = place(block("public"), slug="jeden")
    many = place(*(block("public", prefix=f"p{n}") for n in range(12)), slug="wiele")
    queries_of(one)

    assert len(queries_of(many)) == len(queries_of(one))
