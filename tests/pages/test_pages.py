"""What the page types answer, and to whom."""

import pytest
from django.contrib.auth import get_user_model

from tests.pages.conftest import raw


@pytest.fixture
def resident(db):
    return get_user_model().objects.create_user(email="anna@example.org", password="x" * 12)


def test_a_content_page_is_public_and_the_same_for_everybody(client, grow):
    grow("kontakt", raw("text", {"text": "<p>Zadzwoń</p>"}))

    response = client.get("/kontakt/")

    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_home_page_is_public_with_tiles_and_ribbon(client, home, grow):
    home.urgent_title, home.urgent_text = "Nie będzie wody", "do 16:00"
    home.save_revision().publish()

    response = client.get("/")

    assert "<strong>Nie będzie wody</strong> do 16:00" in response.content.decode()
    assert "public" in response["Cache-Control"]


def test_a_public_page_is_private_for_a_request_with_a_session(client, grow, resident):
    grow("kontakt")
    client.force_login(resident, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/kontakt/")["Cache-Control"] == "private, no-store"


def test_a_public_page_never_names_who_is_signed_in(client, grow, resident):
    grow("kontakt")
    client.force_login(resident)

    html = client.get("/kontakt/").content.decode()

    assert "anna@example.org" not in html
    assert "Moje konto" in html


def test_a_portal_page_is_never_cached(client, grow):
    grow("rozliczenia", kind="portal")

    response = client.get("/rozliczenia/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_portal_page_offers_sign_in_to_anonymous_visitors(client, grow):
    grow("rozliczenia", kind="portal")

    assert "/konto/zaloguj/?next=/rozliczenia/" in client.get("/rozliczenia/").content.decode()


def test_a_page_for_signed_in_people_sends_others_to_sign_in(client, grow):
    grow("pulpit", kind="portal", account_required=True)

    response = client.get("/pulpit/")

    assert response.status_code == 302
    assert response.url == "/konto/zaloguj/?next=/pulpit/"
    assert "no-store" in response["Cache-Control"]


def test_a_language_without_a_home_page_is_not_there(client, grow):
    grow("kontakt")

    assert client.get("/uk/").status_code == 404
    assert client.get("/uk/kontakt/").status_code == 404


def test_addresses_without_a_prefix_are_polish_whatever_the_browser_wants(
    client, home, grow, translated
):
    grow("kontakt")
    translated(home, "en", "gmina-en")

    response = client.get("/kontakt/", headers={"accept-language": "en"})

    assert response["Content-Language"] == "pl"
    assert '<html lang="pl"' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def test_an_untranslated_page_is_not_served_under_another_language(client, home, grow, translated):
    grow("kontakt")
    translated(home, "en", "gmina-en")

    assert client.get("/en/").status_code == 200
    assert client.get("/en/kontakt/").status_code == 404


def test_a_translated_page_says_its_language_and_its_alternates(client, home, grow, translated):
    page = grow("kontakt")
    translated(home, "en", "gmina-en")
    translated(page, "en", "contact")

    html = client.get("/en/contact/").content.decode()

    assert '<html lang="en"' in html
    assert '<link rel="alternate" hreflang="pl" href="http://testserver/kontakt/">' in html


def test_the_user_bar_is_for_editors_only(client, admin, grow):
    grow("kontakt")
    signed_in = admin.get("/kontakt/").content.decode()
    admin.logout()

    assert "wagtail-userbar" in signed_in
    assert "wagtail-userbar" not in client.get("/kontakt/").content.decode()


def test_a_page_has_one_first_heading_and_no_inline_code(client, home, grow):
    grow("kontakt", raw("heading", {"text": "Dział", "level": "h2"}))

    for url in ("/", "/kontakt/"):
        html = client.get(url).content.decode()
        assert html.count("<h1") == 1
        assert " style=" not in html
        assert "<script>" not in html
