"""Pages with add-on blocks: routing, the door, isolation, cache headers."""

import pytest
from django.contrib.auth import get_user_model

from cms.addonkit.switch import set_enabled

from .conftest import block

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def test_a_block_shows_on_its_page(client, place):
    place(block("public", text="Dzień dobry"))

    response = client.get("/strona/")

    assert response.status_code == 200
    assert "Dzień dobry" in text_of(response)


def test_a_sub_url_shows_its_block_alone_under_its_own_title(client, place):
    place(block("public", text="first"), block("file"), block("form", text="second"))

    response = client.get("/strona/szczegol/lipa/")

    assert response.status_code == 200
    assert "detail lipa" in text_of(response)
    assert "a form" not in text_of(response)
    assert "<h1>Item lipa</h1>" in text_of(response)


def test_a_sub_url_is_in_the_language_of_its_page(client, place, english):
    place(block("public"), slug="page", parent=english)

    assert client.get("/en/page/detail/lime/").status_code == 200
    assert client.get("/en/page/szczegol/lime/").status_code == 404


def test_a_child_page_wins_over_a_sub_url(client, place):
    page = place(block("public"))
    child = place(slug="szczegol", parent=page)
    place(slug="lipa", parent=child)

    assert "detail lipa" not in text_of(client.get("/strona/szczegol/lipa/"))
    assert "detail osika" in text_of(client.get("/strona/szczegol/osika/"))


def test_an_object_that_is_not_there_is_404(client, place):
    place(block("public"))

    assert client.get("/strona/szczegol/missing/").status_code == 404


def test_a_prefix_moves_the_sub_urls_of_a_block(client, place):
    place(block("public", prefix="park"))

    assert client.get("/strona/park/szczegol/lipa/").status_code == 200
    assert client.get("/strona/szczegol/lipa/").status_code == 404


def test_a_block_may_answer_with_a_file(client, place):
    place(block("file"))

    response = client.get("/strona/plik/")

    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


# -- the door --------------------------------------------------------------------------------


def test_an_anonymous_visitor_sees_how_to_sign_in_and_the_rest_of_the_page(client, place):
    place(block("account"), block("public", text="for all"))

    response = client.get("/strona/")

    assert response.status_code == 200
    assert "for accounts" not in text_of(response)
    assert "?next=/strona/" in text_of(response)
    assert "for all" in text_of(response)


def test_an_anonymous_visitor_is_refused_on_a_sub_url_that_needs_an_account(client, place):
    place(block("public"))

    response = client.get("/strona/dla-zalogowanych/")

    assert response.status_code == 403
    assert "members only" not in text_of(response)


def test_an_addon_that_is_off_shows_nothing_and_answers_nowhere(client, place, site):
    place(block("public", text="Ukryte"))
    set_enabled("sample", site, enabled=False)

    assert "Ukryte" not in text_of(client.get("/strona/"))
    assert client.get("/strona/szczegol/lipa/").status_code == 404

    set_enabled("sample", site, enabled=True)

    assert "Ukryte" in text_of(client.get("/strona/"))


def test_a_post_to_a_page_is_refused_because_blocks_own_their_sub_urls(client, place):
    place(block("form"))

    assert client.post("/strona/").status_code == 405


def test_a_post_to_a_sub_url_reaches_its_block(client, place):
    place(block("form"))

    response = client.post("/strona/wyslij/")

    assert (response.status_code, response.headers["Location"]) == (302, "/strona/")


def test_a_sub_url_refuses_methods_it_did_not_declare(client, place):
    place(block("form"))

    assert client.get("/strona/wyslij/").status_code == 405


# -- isolation -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["broken", "broken_template"])
def test_a_block_that_raises_leaves_the_rest_of_the_page(client, place, kind):
    place(block("public", text="before"), block(kind), block("public", prefix="b", text="after"))

    response = client.get("/strona/")

    assert response.status_code == 200
    assert "before" in text_of(response)
    assert "after" in text_of(response)
    assert "secret detail" not in text_of(response)
    assert 'class="ui-notice' in text_of(response)


def test_an_editor_is_told_which_block_raised(client, place):
    place(block("broken"))
    operator = get_user_model().objects.create_superuser("op@example.org", "x" * 20)

    assert "(sample__broken)" not in text_of(client.get("/strona/"))

    client.force_login(operator)

    assert "(sample__broken)" in text_of(client.get("/strona/"))


# -- cache headers ---------------------------------------------------------------------------


def test_a_public_page_may_be_kept_by_anybody_and_sets_no_cookie(client, place):
    place(block("public"))

    response = client.get("/strona/")

    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("kind", ["form", "account", "verified"])
def test_a_page_with_a_form_or_a_personal_block_is_never_stored(client, place, kind):
    place(block(kind))

    response = client.get("/strona/")

    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize("cookie", ["sessionid", "ratusz_display"])
def test_a_public_page_is_private_for_a_browser_with_a_personal_cookie(client, place, cookie):
    place(block("public"))
    client.cookies[cookie] = "dark"

    assert "no-store" in client.get("/strona/")["Cache-Control"]


# -- languages -------------------------------------------------------------------------------


def test_a_language_without_a_home_page_is_404(client, place):
    place(block("public"))

    assert client.get("/uk/").status_code == 404
    assert client.get("/uk/strona/").status_code == 404


def test_unprefixed_addresses_are_polish_whatever_the_browser_asks(client, place, english):
    place(block("public"))

    response = client.get("/strona/", HTTP_ACCEPT_LANGUAGE="en")

    assert '<html lang="pl"' in text_of(response)
    assert "Accept-Language" not in response.headers.get("Vary", "")


# -- machine endpoints -----------------------------------------------------------------------


def test_a_machine_endpoint_answers_while_its_addon_is_on(client, site):
    assert client.get("/_addons/sample/ping/").content == b"pong"

    set_enabled("sample", site, enabled=False)
    response = client.get("/_addons/sample/ping/")

    assert (response.status_code, response.json()) == (404, {"error": "not found"})


def test_an_unknown_machine_endpoint_is_a_json_404_for_every_method(client, site):
    response = client.post("/_addons/nobody/at/home", {"a": 1})

    assert (response.status_code, response.json()) == (404, {"error": "not found"})
