"""System checks of the cache that counts tries."""

import pytest

from cms.residents.checks import limits_are_shared

DATABASE = "django.core.cache.backends.db.DatabaseCache"


@pytest.mark.parametrize(
    ("cache", "found"),
    [
        ({"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, ["ratusz_residents.E001"]),
        ({"BACKEND": "django.core.cache.backends.dummy.DummyCache"}, ["ratusz_residents.E001"]),
        ({"BACKEND": DATABASE}, ["ratusz_residents.W001"]),
        ({"BACKEND": DATABASE, "OPTIONS": {"MAX_ENTRIES": 100_000}}, []),
        ({"BACKEND": "django.core.cache.backends.redis.RedisCache"}, []),
    ],
)
def test_check_when_the_cache_is(settings, cache, found):
    settings.CACHES = {"default": cache}

    assert [message.id for message in limits_are_shared()] == found


def test_check_when_the_projects_settings_are_read():
    assert limits_are_shared() == []
