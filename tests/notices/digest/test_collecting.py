"""What the digest says, and that no source can spoil it for the others."""

import datetime
import time

import pytest
from django.utils import timezone, translation

from cms.addonkit import discovery
from cms.connectors.health.models import CheckRun
from cms.connectors.models import ScheduleState
from cms.connectors.outbox import enqueue
from cms.connectors.outbox.models import OutboxDelivery
from cms.notices.digest import collecting, platform
from cms.notices.digest.collecting import collect

pytestmark = pytest.mark.django_db


def texts(digest):
    return {section.title: [line.text for line in section.lines] for section in digest.sections}


def silent(digest):
    return [section.title for section in digest.sections if section.silent]


def test_digest_is_empty_when_nothing_waits(site):
    assert collect(site).sections == ()
    assert collect(site).count == 0


def test_digest_names_deliveries_that_wait_for_an_official(site, other_site):
    for at, needs in ((site, True), (site, True), (site, False), (other_site, True)):
        receipt = enqueue("notices.mail", site=at, payload={})
        OutboxDelivery.objects.filter(pk=receipt.id).update(needs_official=needs)

    digest = collect(site)

    [line] = digest.sections[0].lines
    assert (line.text, line.count) == ("2 przesyłki czekają na decyzję urzędnika.", 2)
    assert line.link.endswith("needs_official=true")
    assert digest.count == 2


def test_digest_names_failed_schedules_of_the_site_and_of_the_installation(site, other_site):
    for name, at, failures in (
        ("notices.reminders", site, 2),
        ("notices.tidy_reminders", other_site, 1),
        ("ratusz_connectors.tidy_outbox", None, 1),
        ("notices.digest", site, 0),
        ("gone.schedule", site, 5),
    ):
        ScheduleState.objects.create(
            name=name, site=at, due_at=timezone.now(), failures=failures, error="ValueError"
        )

    [found] = texts(collect(site)).values()

    assert len(found) == 2
    assert "notices.reminders" in found[0]
    assert "tidy_outbox" in found[1]


def test_digest_names_add_ons_that_do_not_run(site, monkeypatch):
    monkeypatch.setitem(discovery.FAILED, "faults", "ImportError")

    assert texts(collect(site)) == {"Dodatki": ["Dodatek faults nie działa."]}


@pytest.fixture
def checked(site, monkeypatch):
    """Let a system stand like that by its last check."""

    def checked(state, *findings, at=None, where=site):
        found = [
            {
                "serious": serious,
                "works": not serious,
                "message": {"pl": message, "en": f"en {message}"},
                "advice": {"pl": "", "en": ""},
                "detail": "",
            }
            for message, serious in findings
        ]
        moment = at or timezone.now()
        CheckRun.objects.create(
            site=where,
            connector="notices.mail",
            state=state,
            since=moment,
            at=moment,
            milliseconds=5,
            findings=found,
        )

    return checked


def test_digest_names_systems_that_do_not_work(site, checked):
    checked("unreachable", ("Serwer poczty nie odpowiada.", True))

    digest = collect(site)

    assert texts(digest) == {"Podłączone systemy": ["Serwer poczty: Serwer poczty nie odpowiada."]}
    assert digest.count == 1
    assert digest.sections[0].lines[0].link == f"/admin/health/{site.pk}/"


def test_what_is_only_worth_knowing_counts_as_nothing(site, checked):
    checked("works", ("Certyfikat wygasa za 20 dni.", False))

    digest = collect(site)

    assert texts(digest) == {"Podłączone systemy": ["Serwer poczty: Certyfikat wygasa za 20 dni."]}
    assert digest.count == 0


def test_system_that_works_is_not_named(site, checked):
    checked("works")

    assert collect(site).sections == ()


def test_system_that_was_not_checked_for_long_is_named(site, checked):
    checked("works", at=timezone.now() - datetime.timedelta(hours=3))

    assert texts(collect(site)) == {
        "Podłączone systemy": ["Serwer poczty: od dawna niesprawdzany."]
    }


def test_systems_of_another_municipality_are_not_named(site, other_site, checked):
    checked("unreachable", where=other_site)

    assert collect(site).sections == ()


def test_add_on_contributes_in_the_language_of_the_reader(site, contributes):
    contributes("waiting")

    with translation.override("en"):
        digest = collect(site)

    assert texts(digest) == {"Sample": ["2 reports wait (en) at Gmina Puławy."]}
    assert digest.count == 2


def test_add_on_that_is_off_contributes_nothing(site, contributes):
    from cms.addonkit.switch import set_enabled

    contributes("waiting")
    set_enabled("sample", site, enabled=False)

    assert collect(site).sections == ()


@pytest.mark.parametrize("bad", ["fails", "hangs", "nonsense", "missing"])
def test_bad_contribution_is_told_and_spoils_nothing(site, contributes, monkeypatch, caplog, bad):
    monkeypatch.setattr(collecting, "SECONDS", 0.2)
    contributes(bad, "waiting", "nothing")
    started = time.monotonic()

    digest = collect(site)

    assert time.monotonic() - started < 3
    assert silent(digest) == ["Sample"]
    assert ["2 reports wait (pl) at Gmina Puławy."] in [
        [line.text for line in section.lines] for section in digest.sections
    ]
    assert digest.count == 3
    assert bad in caplog.text
    assert "85010112349" not in caplog.text


def test_all_contributions_together_have_a_limit(site, contributes, monkeypatch):
    monkeypatch.setattr(collecting, "SECONDS", 0.3)
    monkeypatch.setattr(collecting, "ALL_SECONDS", 0.4)
    contributes(*["hangs"] * 5)
    started = time.monotonic()

    digest = collect(site)

    assert time.monotonic() - started < 1.5
    assert len(silent(digest)) == 5


def test_broken_part_of_the_platform_spoils_nothing(site, contributes, monkeypatch):
    def breaks(site):
        raise LookupError

    monkeypatch.setattr(platform, "SOURCES", (("Deliveries", breaks), *platform.SOURCES[2:]))
    contributes("waiting")

    digest = collect(site)

    assert silent(digest) == ["Deliveries"]
    assert "Sample" in texts(digest)
