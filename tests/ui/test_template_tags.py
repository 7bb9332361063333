"""The template tags of `{% load ui %}`."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def render(source, **context):
    with translation.override("pl"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_icon_is_hidden_from_screen_readers():
    html = render('{% icon "pay" "s" %}')

    assert 'class="ui-icon ui-icon--s"' in html
    assert 'aria-hidden="true"' in html
    assert "ui/icons.svg#pay" in html


def test_icon_that_is_not_there_prints_nothing():
    assert render("{% icon name %}", name='"><script>') == ""


def test_status_says_its_word_beside_its_shape():
    html = render('{% status "danger" text %}', text="Po <terminie>")

    assert "#s-danger" in html
    assert "Po &lt;terminie&gt;" in html


def test_status_of_an_unknown_kind_is_an_open_one():
    assert "ui-status--open" in render('{% status "new" "x" %}')


def test_notice_escapes_what_its_body_prints():
    html = render(
        '{% notice "warning" title %}<p>{{ text }}</p>{% endnotice %}', title="<b>", text="<i>"
    )

    assert "ui-notice--warning" in html
    assert "&lt;b&gt;" in html
    assert "<p>&lt;i&gt;</p>" in html


def test_notice_without_a_body_has_no_empty_box():
    assert "ui-notice__text" not in render('{% notice "info" "x" %}{% endnotice %}')


def test_notice_takes_a_role():
    assert 'role="status"' in render('{% notice "success" "x" "status" %}{% endnotice %}')


def test_money_tag_says_that_nobody_knows():
    html = render("{% money amount %}", amount=None)

    assert "brak danych" in html
    assert "0,00" not in html


def test_money_is_a_filter_too():
    assert render("{{ amount|money }}", amount=Decimal(390)) == "390,00\u00a0zł"


def test_date_tag_is_a_time_element():
    html = render("{% date_words day %}", day=datetime.date(2020, 11, 16))

    assert html == '<time datetime="2020-11-16">16 listopada 2020</time>'


def test_datetime_tag_keeps_the_offset():
    moment = datetime.datetime(2020, 11, 10, 5, 15, tzinfo=datetime.UTC)

    html = render("{% datetime_words moment %}", moment=moment)

    assert 'datetime="2020-11-10T05:15+00:00"' in html
    assert "10 listopada 2020, godz. 6:15" in html


def test_last_crumb_is_the_page_itself():
    html = render("{% crumbs trail %}", trail=[("Pulpit", "/pulpit/"), ("Rozliczenia", "")])

    assert '<a href="/pulpit/">Pulpit</a>' in html
    assert '<li aria-current="page">Rozliczenia</li>' in html


def test_no_crumbs_without_a_trail():
    assert "<nav" not in render("{% crumbs trail %}", trail=[])


@pytest.mark.parametrize(("language", "home"), [("pl", "/"), ("en", "/en/"), ("uk", "/uk/")])
def test_home_is_the_one_of_the_language(language, home):
    with translation.override(language):
        assert Template("{% load ui %}{% home_url %}").render(Context()) == home


@pytest.mark.parametrize(("code", "text"), [("pl", "PL"), ("uk", "УКР")])  # noqa: RUF001
def test_language_has_a_short_name(code, text):
    assert render("{{ code|language_short }}", code=code) == text
