"""A block that hangs: the rest of the page within the page's time, and no end of threads."""

import threading
import time

import pytest
from django.db import connection
from django.utils import translation
from wagtail.models import Locale, Page

from cms.addonkit import guard
from cms.addonkit.languages import locales
from cms.addonkit.request_state import fresh_state, get, put
from tests.sample import blocks as sample

from .conftest import block

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def quick(settings, monkeypatch):
    """A page of half a second, and no threads of another test."""
    settings.RATUSZ_PAGE_DEADLINE = 0.4
    monkeypatch.setattr(guard, "GRACE_SECONDS", 0.1)
    guard._left.clear()


@pytest.fixture
def root():
    """Wagtail's root page, which emptying the tables took away."""
    if not Page.objects.filter(depth=1).exists():
        locale = Locale.objects.get_or_create(language_code="pl")[0]
        Page.add_root(title="Root", slug="root", locale=locale)
    locales.forget()


@pytest.fixture
def hanging():
    """Ways to hang, and their end."""
    end = threading.Event()

    def sleeps(self, context):
        end.wait(20)

    def loops(self, context):
        while not end.is_set():
            pass

    yield {"sleeps": sleeps, "loops": loops}
    end.set()


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "addon block"]


@pytest.mark.parametrize("way", ["sleeps", "loops"])
def test_the_rest_of_the_page_is_there_in_time(root, client, place, hanging, monkeypatch, way):
    monkeypatch.setattr(sample.FormBlock, "index", hanging[way])
    place(block("public", text="before"), block("form"), block("public", "b", text="after"))

    started = time.monotonic()
    response = client.get("/strona/")
    took = time.monotonic() - started

    text = response.content.decode()
    assert response.status_code == 200
    assert "before" in text
    assert "after" in text
    assert 'class="ui-notice' in text
    assert took < 5  # on a busy machine; without the guard it would be 20


def test_a_hanging_template_is_left_behind_too(root, client, place, hanging, monkeypatch):
    class Slow:
        def __str__(self):
            hanging["sleeps"](None, None)
            return "never"

    monkeypatch.setattr(
        sample.FormBlock,
        "index",
        lambda self, context: sample.Fragment("sample/text.html", {"text": Slow()}),
    )
    place(block("form"), block("public", text="after"))

    assert "after" in client.get("/strona/").content.decode()


def test_a_loop_in_python_is_ended(root, client, place, hanging, monkeypatch):
    monkeypatch.setattr(sample.FormBlock, "index", hanging["loops"])
    place(block("form"))

    client.get("/strona/")

    wait_until(lambda: guard._left["sample__form"] == 0)


def test_only_so_many_threads_are_left_behind(root, client, place, hanging, monkeypatch):
    monkeypatch.setattr(sample.FormBlock, "index", hanging["sleeps"])
    place(block("form"))
    for _ in range(guard.MOST_LEFT + 2):
        assert client.get("/strona/").status_code == 200

    assert guard._left["sample__form"] == guard.MOST_LEFT


def test_a_block_works_with_the_connection_language_and_memory_of_its_request(rf, db):
    seen = {}

    def call():
        seen.update(
            thread=threading.current_thread().name,
            connection=connection.connection,
            language=translation.get_language(),
            memory=get("key"),
        )
        put("answer", 42)
        return "answer"

    with fresh_state(), translation.override("uk"):
        put("key", "value")
        connection.ensure_connection()
        answer = guard.within_the_page(rf.get("/"), "x", call)
        learned = get("answer")

    assert (answer, learned) == ("answer", 42)
    assert seen == {
        "thread": "addon block",
        "connection": connection.connection,
        "language": "uk",
        "memory": "value",
    }


def test_what_a_block_raises_arrives_where_it_was_asked(rf, db):
    def call():
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        guard.within_the_page(rf.get("/"), "x", call)


def test_threads_are_used_again(rf, db):
    guard.within_the_page(rf.get("/"), "x", int)
    before = len(threads())

    for _ in range(20):
        guard.within_the_page(rf.get("/"), "x", int)
        wait_until(lambda: guard._idle)

    assert len(threads()) == before


def test_after_a_hang_the_page_works_with_a_new_connection(rf, db, hanging):
    connection.ensure_connection()
    before = connection.connection

    with pytest.raises(guard.TookTooLong):
        guard.within_the_page(rf.get("/"), "x", lambda: hanging["sleeps"](None, None))
    connection.ensure_connection()

    assert connection.connection is not before
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def wait_until(condition, seconds=10):
    latest = time.monotonic() + seconds
    while not condition() and time.monotonic() < latest:
        time.sleep(0.01)
    assert condition()
