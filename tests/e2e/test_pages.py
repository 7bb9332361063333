"""Every page of the demo: no error, no refused content, nothing from another host."""

from tests.browser import ANNA
from tests.site import addresses


def test_every_page_is_clean_for_everybody(portal, open_as):
    page = open_as(None)
    for path in addresses(portal):
        answer = page.goto(path)
        assert answer.status in {200, 404}, path
        assert page.locator("h1").count() == 1, path
        assert page.title(), path


def test_every_page_is_clean_for_a_resident(portal, open_as):
    page = open_as(ANNA)
    for path in addresses(portal):
        answer = page.goto(path)
        assert answer.status in {200, 404}, path
        assert page.locator("h1").count() == 1, path


def test_public_pages_set_no_cookie(portal, open_as):
    page = open_as(None)
    for path in ("/", "/kontakt/", "/en/", "/pomoc/"):
        page.goto(path)

    assert page.context.cookies() == []
