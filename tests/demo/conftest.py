"""The demo, made once for all tests of this folder: making it takes some seconds."""

import io

import pytest
from django.core.management import call_command


def run_demo():
    """Run the command and return what it printed."""
    output = io.StringIO()
    call_command("demo", stdout=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the first run printed; its rows are gone after the module's tests."""
    from django.db import transaction
    from django.test import override_settings

    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        try:
            with transaction.atomic():
                yield run_demo()
                transaction.set_rollback(True)
        finally:
            from wagtail.models import Site

            Site.clear_site_root_paths_cache()
