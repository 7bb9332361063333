"""Which page answers to an address."""

import pytest
from django.contrib.auth import get_user_model

from tests.pages.conftest import raw

SAMPLE = {"text": "x", "code": "", "url_prefix": ""}


def test_a_deep_page_is_found(client, grow):
    first = grow("a")
    grow("c", parent=grow("b", parent=first), title="Głęboko")

    assert "Głęboko" in client.get("/a/b/c/").content.decode()


def test_equal_slugs_elsewhere_do_not_matter(client, grow):
    first, second = grow("a"), grow("b")
    grow("x", parent=first, title="Pierwsza")
    grow("x", parent=second, title="Druga")

    assert "<h1>Druga</h1>" in client.get("/b/x/").content.decode()
    assert client.get("/x/").status_code == 404
    assert client.get("/b/a/").status_code == 404


def test_a_page_below_a_draft_is_found_and_the_draft_is_not(client, grow):
    draft = grow("a")
    grow("b", parent=draft)
    draft.unpublish()

    assert client.get("/a/b/").status_code == 200
    assert client.get("/a/").status_code == 404


def test_a_draft_leaves_its_address_to_the_block_of_the_page_above(client, grow):
    page = grow("probka", raw("sample__public", SAMPLE))
    child = grow("szczegol", parent=page)
    grandchild = grow("a1", parent=child, title="Strona")
    assert "<h1>Strona</h1>" in client.get("/probka/szczegol/a1/").content.decode()

    grandchild.unpublish()

    assert "<h1>Item a1</h1>" in client.get("/probka/szczegol/a1/").content.decode()


def test_a_block_of_the_home_page_answers_below_it(client, home):
    home.body = [raw("sample__public", SAMPLE)]
    home.save_revision().publish()

    assert "<h1>Item a1</h1>" in client.get("/szczegol/a1/").content.decode()


@pytest.mark.parametrize("level", ["page", "parent", "home", "root"])
def test_view_restrictions_hold_on_every_level(client, home, grow, level):
    parent = grow("a")
    page = grow("b", parent=parent)
    restricted = {"page": page, "parent": parent, "home": home, "root": home.get_parent()}[level]
    restricted.view_restrictions.create(restriction_type="login")

    response = client.get("/a/b/")

    assert response.status_code == 302
    assert "/konto/zaloguj/" in response.url


def test_an_alias_has_the_restrictions_of_its_source(client, home, grow):
    source = grow("a")
    source.create_alias(parent=home, update_slug="kopia")
    source.view_restrictions.create(restriction_type="login")

    assert client.get("/kopia/").status_code == 302


def test_a_restricted_page_opens_for_whom_it_is_meant(client, grow, settings):
    grow("a").view_restrictions.create(restriction_type="login")
    user = get_user_model().objects.create_user(email="a@example.org", password="x" * 12)
    client.force_login(user)

    assert client.get("/a/").status_code == 200
