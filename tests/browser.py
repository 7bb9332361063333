"""Fixtures for tests in a browser: a running demo, Chromium, and people who are signed in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools import chromium
from tools.portal import PASSWORD, Portal

ANNA = "anna.nowak@example.org"  # resident A: the manual's card
PIOTR = "piotr.zielinski@example.org"  # resident U: identity not confirmed
MARIA = "maria.wisniewska@example.org"  # resident B: many instalments
JAN = "jan.wojcik@example.org"  # owes nothing
OLENA = "olena.kowalenko@example.org"  # resident C: of the second municipality
EDITOR = "redaktor@example.org"
ADMINISTRATOR = "admin@example.org"
TOTP_SECRET = "RATUSZDEMO234567RATUSZDEMO234567"
PERIOD = 30  # seconds a code lives


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """A demo of the tests' own, prepared and running."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    portal.prepare()
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """The system's Chromium, talking to nobody but the loopback."""
    return {
        "executable_path": os.environ.get("RATUSZ_CHROMIUM") or chromium.find(),
        "args": chromium.ARGUMENTS,
    }


@pytest.fixture(scope="session")
def signed_in_states():
    """Cookies of people who signed in, so that each does it once."""
    return {}


class Watch:
    """Notes what no page may do: errors, refused content, other hosts, answers of 500."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def follow(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self._response)
        page.on("request", self._request)

    def _console(self, message) -> None:
        # A page that is 404 by design says so here too: the answers are judged below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _response(self, response) -> None:
        limit = 500 if response.request.resource_type == "document" else 400
        if response.status >= limit:
            self.problems.append(f"{response.status}: {response.url}")

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname not in {"localhost", "127.0.0.1"}:
            self.problems.append(f"another host: {request.url}")


@pytest.fixture
def watch():
    """The watch over all pages of a test; the test fails when it noted anything."""
    watch = Watch()
    yield watch
    assert watch.problems == []


@pytest.fixture
def open_as(portal, browser: Browser, signed_in_states, watch):
    """Make a page for a person (nobody signed in when None): `open_as(ANNA, host=…, **context)`."""
    contexts: list[BrowserContext] = []

    def open_page(person: str | None = None, host: str = "localhost", **options) -> Page:
        options.setdefault("locale", "pl-PL")
        if person is not None:
            key = (person, host)
            if key not in signed_in_states:
                signed_in_states[key] = _sign_in(portal, browser, person, host)
            options["storage_state"] = signed_in_states[key]
        context = browser.new_context(base_url=portal.url("", host), **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _sign_in(portal: Portal, browser: Browser, person: str, host: str) -> dict:
    context = browser.new_context(base_url=portal.url("", host), locale="pl-PL")
    try:
        sign_in(context.new_page(), person)
        return context.storage_state()
    finally:
        context.close()


def sign_in(page: Page, person: str, password: str = PASSWORD) -> None:
    """Fill the sign-in form and send it; staff are asked for the code of their app, too."""
    page.goto("/konto/zaloguj/")
    page.locator("input[name=login]").fill(person)
    page.locator("input[name=password]").fill(password)
    submit(page)
    code = page.locator("input[name=code]")
    if code.count():
        code.fill(code_of_the_app(TOTP_SECRET))
        submit(page)


def submit(page: Page) -> None:
    """Send the form of the page, and wait for what comes next."""
    with page.expect_navigation():
        page.locator("main form").get_by_role("button").first.click()


def code_of_the_app(secret: str) -> str:
    """The code that an authenticator app shows now (RFC 6238); waits when it is about to change."""
    left = PERIOD - time.time() % PERIOD
    if left < 3:
        time.sleep(left)
    counter = int(time.time() // PERIOD).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def timed(page: Page, path: str) -> tuple[int, float]:
    """Go to a path; returns the status and after how many seconds the answer began."""
    started = time.monotonic()
    answer = page.goto(path, wait_until="commit")
    took = time.monotonic() - started
    page.wait_for_load_state()
    assert answer is not None
    return answer.status, took


def words(text: str) -> str:
    """Text as a reader sees it: one plain space between words."""
    return " ".join(text.split())


def rows(page: Page, table: str) -> list[list[str]]:
    """The cells of the body rows of a table, as a reader sees them.

    Args:
        page: the page.
        table: a selector of something that holds the table.

    """
    page.locator(f"{table} tbody tr").first.wait_for()
    return [
        [words(cell.inner_text()) for cell in row.locator("th, td").all()]
        for row in page.locator(f"{table} tbody tr").all()
    ]
