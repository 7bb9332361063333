"""The block "State of services": names and whether they answer, nothing of the inside."""

import datetime

import pytest
from django.utils import timezone, translation

from cms.connectors.base import Finding
from cms.connectors.health.blocks import StatusBlock
from cms.connectors.health.models import CheckRun
from cms.connectors.health.public import sample, services_of, shown
from cms.connectors.health.running import Outcome
from cms.connectors.health.storing import store
from cms.connectors.results import Reason

pytestmark = pytest.mark.django_db


def fine(_site):
    return ()


def failing(reason):
    return Outcome((Finding("secret address", reason=reason, detail="10.0.0.1"),))


def words_of(site):
    with translation.override("en"):
        return {str(one.title): str(one.words) for one in services_of(site)}


def test_each_state_has_its_words_and_what_is_not_set_up_is_left_out(site, checks):
    checks(good=fine, gone=fine, ill=fine, new=fine, unset=fine)
    store(site, "test.good", Outcome(()))
    store(site, "test.gone", failing(Reason.TIMEOUT))
    store(site, "test.ill", failing(Reason.FAULT))
    store(site, "test.unset", failing(Reason.NOT_CONFIGURED))

    assert words_of(site) == {
        "Good": "Answers",
        "Gone": "Does not answer",
        "Ill": "Answers with errors",
        "New": "Not known now",
    }


def test_nothing_is_claimed_of_now_when_the_checks_have_stopped(site, checks):
    checks(good=fine)
    store(site, "test.good", Outcome(()))
    CheckRun.objects.update(at=timezone.now() - datetime.timedelta(hours=1))

    assert words_of(site) == {"Good": "Not known now"}


def test_nothing_of_the_inside_is_shown(site, checks):
    checks(gone=fine)
    store(site, "test.gone", failing(Reason.REFUSED))

    assert "10.0.0.1" not in repr(services_of(site))
    assert "secret" not in repr(services_of(site))


def test_trouble_is_explained_only_when_there_is_some(site, checks):
    checks(good=fine)
    store(site, "test.good", Outcome(()))

    assert not shown(services_of(site))["troubled"]
    assert shown(sample())["troubled"]


def test_page_with_the_block_may_be_the_same_for_everybody():
    assert StatusBlock().is_cacheable
