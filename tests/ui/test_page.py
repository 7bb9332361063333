"""The page shell and the error pages, without a page tree and without a request."""

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import server_error

from cms.ui.display import cookie_name

CHILD = (
    '{% extends "ui/page.html" %}{% block title %}Pomoc{% endblock %}'
    "{% block content %}<h1>Pomoc</h1>{% endblock %}"
)


@pytest.fixture
def shell():
    """Renders a page on the shell alone, with a municipality of our own making."""

    def render(source=CHILD, language="pl", cookie="", **context):
        request = RequestFactory().get("/pomoc/?a=1&b=2")
        if cookie:
            request.COOKIES[cookie_name()] = cookie
        values = {"municipality": {"name": "Gmina Próbna", "crest_url": "/c.svg"}, **context}
        with translation.override(language):
            return engines["django"].from_string(source).render({"request": request, **values})

    return render


def test_shell_names_language_and_municipality(shell):
    html = shell(language="uk")

    assert '<html lang="uk">' in html
    assert "<title>Pomoc \u2013 Gmina Próbna</title>" in html


def test_first_link_skips_to_the_content(shell):
    html = shell()

    assert html.index('href="#content"') < html.index("<header")
    assert '<main id="content">' in html


def test_page_without_a_pick_follows_the_device(shell):
    html = shell()

    assert "data-scheme=" not in html.split("<head>")[0]
    assert '<meta name="color-scheme" content="light dark">' in html
    assert 'aria-pressed="true"' not in html


@pytest.mark.parametrize(
    ("scheme", "kind"), [("light", "light"), ("dark", "dark"), ("contrast", "dark")]
)
def test_page_wears_the_picked_scheme(shell, scheme, kind):
    html = shell(cookie=scheme)

    assert f'<html lang="pl" data-scheme="{scheme}">' in html
    assert f'<meta name="color-scheme" content="{kind}">' in html
    assert f'value="device" data-scheme="{scheme}" aria-pressed="true"' in html


def test_switch_leads_back_to_the_same_page(shell):
    assert '<input type="hidden" name="next" value="/pomoc/?a=1&amp;b=2">' in shell()


def test_shell_needs_no_municipality(shell):
    html = shell(municipality=None)

    assert "<title>Pomoc</title>" in html
    assert "<img" not in html


def test_shell_asks_for_few_files(shell):
    html = shell()

    assert html.count('rel="stylesheet"') == 1
    assert html.count("<script") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "400.html", "500.html"])
@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_error_page_has_one_heading_and_no_index(name, language):
    with translation.override(language):
        html = get_template(name).render({})

    assert html.count("<h1>") == 1
    assert '<meta name="robots" content="noindex">' in html
    assert f'<html lang="{language}">' in html


# No django_db mark: a query would be an error.
def test_page_of_a_failure_needs_no_database():
    answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert b"ui-header" in answer.content


@pytest.mark.django_db
def test_host_that_is_not_ours_gets_a_page(client):
    answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert b"ui-header" in answer.content
    assert b"evil.example" not in answer.content


@pytest.mark.django_db
def test_unknown_address_is_answered_in_polish(client):
    answer = client.get("/nie-ma-takiej-strony/")

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.content.decode()
    assert "Accept-Language" not in answer.headers.get("Vary", "")
