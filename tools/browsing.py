"""A visitor without a browser: cookies, forms, links. For benchmarks and tests of the processes."""

from __future__ import annotations

import http.client
import re
import time
import urllib.parse
from http.cookies import SimpleCookie
from typing import NamedTuple

from tools.portal import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LONGEST_WAIT = 30  # seconds


class Answer(NamedTuple):
    """An HTTP answer, read to its end."""

    status: int
    headers: http.client.HTTPMessage
    text: str
    seconds: float


class Visitor:
    """Someone with a cookie jar at one address; redirects are not followed."""

    def __init__(self, base: str) -> None:
        self.host = urllib.parse.urlsplit(base).netloc
        self.port = int(self.host.rpartition(":")[2])
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request and read the answer."""
        headers = {"Host": self.host, "Cookie": self.cookie}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"http://{self.host}{path}"
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", errors="replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(answer.status, answer.headers, text, time.monotonic() - started)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send the form that stands at a path, with its token."""
        token = TOKEN.search(self.get(path).text)
        if token:
            form = {**form, "csrfmiddlewaretoken": token[1]}
        return self.ask("POST", path, form)

    def wait(self) -> None:
        """Wait until the server answers.

        Raises:
            TimeoutError: it did not.

        """
        latest = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < latest:
            try:
                if self.get("/").status == http.HTTPStatus.OK:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        message = f"{self.host} does not answer."
        raise TimeoutError(message)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in by e-mail.

        Raises:
            PermissionError: the portal did not let the person in.

        """
        answer = self.post("/konto/zaloguj/", {"login": email, "password": password})
        if answer.status != http.HTTPStatus.FOUND:
            message = f"{email} was not let in: {answer.status}."
            raise PermissionError(message)

    def first_link(self, path: str, start: str) -> str:
        """The first link on a page that begins with some text.

        Raises:
            LookupError: there is none.

        """
        found = re.search(rf'href="({re.escape(start)}[^"]*)"', self.get(path).text)
        if not found:
            message = f"{path} has no link to {start}…"
            raise LookupError(message)
        return found[1]
