"""Playwright's loop runs in the tests' own thread; nothing that the tests do is asynchronous."""

import pytest


@pytest.fixture(scope="package", autouse=True)
def database_beside_a_loop():
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield
    patch.undo()
