"""The matrix's world and browsers, made once for a file of tests."""

import shutil

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.test import override_settings
from wagtail.models import Site

from cms.files import purposes
from tests.files.samples import PURPOSES

from .visitors import VISITORS, Browser
from .world import build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two municipalities with an object of every kind; gone after the file's tests."""
    root = tmp_path_factory.mktemp("world")
    private = {
        "BACKEND": "cms.files.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": root / "private"},
    }
    kept = dict(purposes._purposes)
    purposes._purposes.update({one.name: one for one in PURPOSES})
    settings = {
        "MEDIA_ROOT": root / "media",
        "STORAGES": {**storages.backends, "private": private},
    }
    block = transaction.atomic()
    block._from_testcase = True
    with django_db_blocker.unblock(), override_settings(**settings):
        try:
            with block:
                yield build()
                transaction.set_rollback(True)
        finally:
            Site.clear_site_root_paths_cache()
            purposes._purposes.clear()
            purposes._purposes.update(kept)
            shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def browsers(world):
    """Visitor ▸ their browser."""
    return {who: Browser(who, world) for who in VISITORS}
