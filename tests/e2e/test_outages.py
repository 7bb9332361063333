"""The tax system is down, slow or lying: the page answers in time and tells the truth."""

import pytest

from tests.browser import ANNA, timed, words

LONGEST = 2.5  # seconds a page may take, whatever the source does
NOTHING_TO_PAY = ("Nic do zapłaty", "Nie masz nic do zapłaty", "Wszystko zapłacone")
COULD_NOT_ASK = "nie oznacza"  # … that there is nothing to pay
STOPPED = "stopped"
FAILURES = [STOPPED, "drip", "drip_headers", "silent", "fault", "html", "nan", "wrong_person"]


def text_of(page):
    return words(page.locator("main").inner_text())


def go_wrong(portal, mode):
    if mode == STOPPED:
        portal.stop("simulators")
    else:
        portal.misbehave(mode)


@pytest.fixture
def anna(open_as):
    """Resident A, whose dues were answered for a moment ago."""
    page = open_as(ANNA)
    page.goto("/rozliczenia/")
    assert "390,00 zł" in text_of(page)
    return page


@pytest.mark.parametrize("mode", FAILURES)
def test_resident_sees_the_last_known_figures_with_their_time(portal, anna, mode):
    row = anna.locator("tbody tr", has_text="240000021")
    card = row.locator("a").first.get_attribute("href")
    go_wrong(portal, mode)

    for path, figure in (("/rozliczenia/", "390,00 zł"), (card, "130,00 zł"), ("/pulpit/", "zł")):
        status, took = timed(anna, path)
        notice = anna.locator("main .ui-notice--warning")
        assert status == 200
        assert took < LONGEST
        assert figure in text_of(anna)
        assert "2026" in words(notice.first.inner_text())


@pytest.mark.parametrize("mode", FAILURES)
def test_who_was_never_answered_is_told_that_we_could_not_ask(portal, open_as, mode):
    page = open_as(ANNA)
    portal.sql("DELETE FROM ratusz_connectors_snapshot")
    go_wrong(portal, mode)

    for path in ("/rozliczenia/", "/pulpit/"):
        status, took = timed(page, path)
        assert status == 200
        assert took < LONGEST
        assert COULD_NOT_ASK in text_of(page)
        assert [text for text in NOTHING_TO_PAY if text in text_of(page)] == []


def test_no_mode_of_the_simulator_makes_an_error_or_a_lie(portal, anna):
    """Every mode that the simulator offers, so also those that later versions add."""
    assert set(FAILURES) - {STOPPED} <= set(portal.modes())
    for mode in portal.modes():
        portal.misbehave(mode)
        status, took = timed(anna, "/rozliczenia/")
        assert (mode, status) == (mode, 200)
        assert took < LONGEST, mode
        assert [text for text in NOTHING_TO_PAY if text in text_of(anna)] == [], mode
