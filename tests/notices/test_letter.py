"""A letter: the same words as text and as HTML that nobody can break out of."""

import email
import email.policy

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.notices import kinds, letter, mail, template, wordings

pytestmark = pytest.mark.django_db
CORPUS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% debug %}",
    "${number}$link$$",
    "javascript:alert(1)",
    "http://evil.pl/",
    "\r\nBcc: z@evil.pl",
    "a\u2028b\u0000c\x1b[0m",
    "\u202egpj.exe",
]


@pytest.fixture
def write(site, declared):
    def write(value="Z-7", link="/sprawy/7/", language="en", **changed):
        notice = declared(**changed)
        return letter.write(
            notice, site=site, language=language, values={"number": value}, link=link
        )

    return write


def page(written):
    return BeautifulSoup(written.mail_html, "html.parser")


def as_mail(written):
    payload = {
        "sender": written.sender,
        "subject": written.subject,
        "text": written.mail_text,
        "html": written.mail_html,
        "language": written.language,
        "headers": {},
    }
    raw = mail.bytes_of(payload, sender="u@x.pl", recipient="a@x.pl", key="key-1")
    return raw, email.message_from_bytes(raw, policy=email.policy.default)


def test_letter_has_a_button_for_a_link_that_stands_alone(write):
    [button] = page(write()).select("a.action")

    assert button["href"] == "http://testserver/sprawy/7/"
    assert button.get_text() == "See the report"


def test_letter_without_a_link_has_no_empty_button(write):
    assert page(write(link="")).select("a.action") == []


def test_letter_makes_links_of_the_editors_addresses_alone(write):
    written = write("http://evil.pl/", text="See https://gov.pl/x. And $number\n\n$link")

    links = [one["href"] for one in page(written).find_all("a")]
    assert links == ["https://gov.pl/x", "http://testserver/sprawy/7/", "http://testserver/"]


@pytest.mark.parametrize("attack", CORPUS)
def test_value_of_a_stranger_is_only_text(write, attack):
    written = write(attack, subject="Report $number", text="A $number b\n\n$link")

    html = page(written)
    assert [tag.name for tag in html.find_all(["script", "img", "iframe", "form"])] == []
    assert [one["href"] for one in html.find_all("a")] == [
        "http://testserver/sprawy/7/",
        "http://testserver/",
    ]
    raw, message = as_mail(written)
    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
        *("MIME-Version", "Content-Type"),
    }
    assert "\n" not in message["Subject"]
    assert raw.isascii()


@given(st.text(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_makes_a_mail_that_can_be_read_again(write, value):
    written = write(value, text="A $number b")

    raw, message = as_mail(written)
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert raw.isascii()
    assert text.startswith("A ")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_mail_says_who_it_is_from_and_that_a_machine_wrote_it(write):
    _raw, message = as_mail(write(language="pl"))

    assert str(message["From"]) == "Gmina Puławy <u@x.pl>"
    assert message["Message-ID"] == "<key-1@x.pl>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "pl"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_mail_needs_no_picture_and_names_its_language(write):
    html = page(write(language="uk"))

    assert html.html["lang"] == "uk"
    assert html.find_all(["img", "link", "script"]) == []
    assert "url(" not in str(html)
    assert all(len(one.get_text(strip=True)) > 3 for one in html.find_all("a"))


def test_kept_text_leaves_the_button_out(write):
    written = write(text="First.\n\n$link\n\nLast: $number")

    assert written.kept_text == "First.\n\nLast: Z-7"
    assert written.text == "First.\n\nhttp://testserver/sprawy/7/\n\nLast: Z-7"


@pytest.mark.parametrize("language", [code for code, _name in project.LANGUAGES])
def test_built_in_words_of_every_notice_hold_in_every_language(site, language):
    assert kinds.notices()
    for notice in kinds.notices():
        words = wordings.built_in(notice, language)
        template.check(words.subject, notice.allowed)
        template.check(words.text, notice.allowed)
        assert set(notice.samples) == set(notice.names), notice.kind
        written = letter.write(
            notice, site=site, language=language, values=notice.samples, link="/x/"
        )
        assert written.subject
        assert written.text
