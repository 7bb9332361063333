"""Letters of the accounts."""

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from cms.notices.models import Wording
from cms.residents.adapter import AccountAdapter
from cms.residents.letters import LETTERS
from cms.theme.models import Identity
from tests.residents.people import ResidentFactory, UserFactory, give_language, publish, resident
from tests.residents.signing_in import sign_in

pytestmark = pytest.mark.django_db
PREFIXES = [
    "account/email/password_reset_key",
    "account/email/password_reset",
    "account/email/password_changed",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
]


@pytest.fixture
def write(rf, site, letters):
    """Send a letter as a request of a municipality would."""
    from allauth.core import context
    from django.utils import timezone

    def written(prefix, language="pl"):
        request = rf.get("/", headers={"host": "localhost"})
        values = {
            "password_reset_url": "http://localhost/x/",
            "activate_url": "http://localhost/y/",
            "timestamp": timezone.now(),
        }
        with context.request_context(request), translation.override(language):
            AccountAdapter().send_mail(prefix, "anna@example.org", values)
        return letters()[-1]

    return written


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_letter_when_written_has_both_forms_in_its_language(write, site, prefix, language):
    Identity.objects.create(site=site, name="Gmina Puławy")

    letter = write(prefix, language)

    page = BeautifulSoup(letter.html, "html.parser")
    assert page.html["lang"] == language
    assert page.title.string.strip()
    assert page.find("meta", attrs={"name": "viewport"})
    assert not page.find_all("img")
    assert all(len(link.get_text(strip=True)) > 3 for link in page.find_all("a"))
    assert "Gmina Puławy" in letter.subject
    assert "\n" not in letter.subject
    assert "Gmina Puławy" in letter.body
    assert "<" not in letter.body


@pytest.mark.parametrize("prefix", PREFIXES)
def test_letter_when_written_in_three_languages_says_it_in_each(write, prefix):
    assert len({write(prefix, language).body for language in ("pl", "en", "uk")}) == 3


def test_letter_when_the_name_has_markup_and_line_breaks(write, site):
    Identity.objects.create(site=site, name='Gmina <b>"X"</b> & Y\r\nBcc: z@evil.pl')

    letter = write("account/email/password_reset_key")

    assert "Bcc" not in letter.message
    assert letter.to == ["anna@example.org"]
    assert "<b>" not in letter.html
    assert '<b>"X"</b> & Y' in letter.body
    assert "&amp;" not in letter.body


def test_letter_when_the_municipality_has_own_words_says_them(write, site):
    Wording.objects.create(
        site=site,
        kind="accounts.password_reset",
        language="pl",
        subject="Nowe hasło w $municipality",
        text="Dzień dobry!\n\n$link",
    )

    letter = write("account/email/password_reset_key")

    assert letter.subject.startswith("Nowe hasło w ")
    assert "Dzień dobry!\n\nhttp://localhost/x/" in letter.body


def test_letter_when_sent_carries_the_municipalitys_name(client, site, letters):
    Identity.objects.create(site=site, name="Gmina Puławy")
    piotr = ResidentFactory(user=UserFactory(confirmed=False))

    sign_in(client, piotr.user.email)

    [sender] = letters()[0].message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Gmina Puławy", "urzad@gmina-pulawy.example")


def test_letter_when_asked_for_in_english_is_english(client, site, letters):
    publish(give_language(site, "en"))
    anna = resident()

    client.post("/en/account/password/", {"email": anna.user.email}, headers={"host": "localhost"})

    [letter] = letters()
    assert letter.subject.startswith("Set a new password")
    assert "http://localhost/en/account/password/new/" in letter.body


def test_letters_that_allauth_could_send_are_all_ours():
    assert set(LETTERS) == set(PREFIXES)
