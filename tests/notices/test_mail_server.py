"""What the health page says of the mail server."""

import pytest

from cms.notices.mail_server import MailServer
from tests.notices.conftest import LOGIN

pytestmark = pytest.mark.django_db


def test_check_finds_nothing_when_all_is_well(letters, site):
    assert MailServer().check(site) == ()
    assert letters.kept() == []


@pytest.mark.parametrize("mode", ["refuse", "busy", "garbage"])
def test_check_says_what_is_wrong_in_words(letters, site, mode):
    letters.behave(mode)

    [finding] = MailServer().check(site)

    assert finding.serious
    assert finding.message
    assert finding.advice


def test_check_finds_a_certificate_that_ends_soon(secured, site, settings):
    with secured() as box:
        server = secured.reach(box)
        settings.EMAIL_USE_TLS = True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = LOGIN
        settings.RATUSZ_OUTBOUND_CA_FILE = server.ca_file

        [finding] = MailServer().check(site)

    assert (finding.serious, finding.works) == (False, True)


def test_check_finds_a_password_that_is_not_accepted(secured, site, settings):
    with secured() as box:
        settings.EMAIL_USE_TLS = True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = LOGIN[0], "x"
        settings.RATUSZ_OUTBOUND_CA_FILE = secured.reach(box).ca_file

        [finding] = MailServer().check(site)

    assert finding.serious
    assert "RATUSZ_SMTP_PASSWORD" in str(finding.advice) or finding.detail.startswith("SMTP 535")
