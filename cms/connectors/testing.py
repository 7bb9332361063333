"""The contract of every connector, as a test class to inherit. For tests only: it needs pytest.

    class TestLedger(ConnectorContract):
        connector = LedgerSource
        simulator = "dues"
        docs = "dues"
        lies = {"nan": {Reason.WRONG_DATA}, …}      # the simulator's own modes that are refused
        usable = {"extra_element"}                  # those whose answer is used all the same
        other_person = "wrong_person"               # the one that answers about somebody else

        @pytest.fixture
        def world(self, …):
            return World(running, site, subject, lambda deadline: services.overview(…))

Hanging modes take as long as the deadline, so what asks them again and again carries the marker
`verify`. The contract of a connector takes some twenty seconds in `make test`.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.conf import settings
from django.utils import translation

from .base import Connector, Finding
from .deadline import Deadline
from .health.states import Health, health_of
from .models import Snapshot
from .registry import connector_of
from .results import Reason, Result, Stale, Unavailable
from .simulators.coping import (
    MISBEHAVIOUR,
    PAGE_SECONDS,
    assert_answers,
    assert_copes,
    assert_no_secrets,
)
from .simulators.misbehave import OK, TRANSPORT_MODES
from .simulators.testing import Running

if TYPE_CHECKING:
    from wagtail.models import Site

    from cms.addonkit.people import Subject

HANGING = ("drip_headers", "drip", "silent")
CHECK_SECONDS = 9.0
DOCS = Path(__file__).resolve().parents[2] / "docs" / "integrations"

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class World:
    """A municipality whose settings name the running simulator, and a person it knows."""

    running: Running
    site: Site
    subject: Subject
    read: Callable[[Deadline], Result[Any]]
    """Asks for the subject's data, as a page does."""

    unset: Callable[[], object] = lambda: None
    """Takes the municipality's settings away."""


def headings_of(page: Path) -> list[str]:
    """The second-level headings of a Markdown file, in their order."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"^## (.+?)\s*$", text, flags=re.M)


class ConnectorContract:
    """What every connector keeps to, whatever the other side does."""

    connector: ClassVar[type[Connector]]
    simulator: ClassVar[str]
    docs: ClassVar[str]
    lies: ClassVar[Mapping[str, Collection[Reason]]] = {}
    usable: ClassVar[Collection[str]] = ()
    other_person: ClassVar[str] = ""

    @pytest.fixture
    def world(self) -> World:
        """The subclass makes it."""
        raise NotImplementedError

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Each mode is a test of its own; the second time a mode hangs is for `make verify`."""
        first = {**MISBEHAVIOUR, **self.lies}
        slow = [pytest.param(mode, marks=pytest.mark.verify) for mode in HANGING]
        quick = [mode for mode in MISBEHAVIOUR if mode not in HANGING]
        modes: dict[str, list[Any]] = {
            "mode": sorted(first),
            "usable_mode": sorted({OK, "slow", *self.usable}),
            "checked_mode": [*quick, *slow],
            "unknown_mode": [*quick, *slow],
        }
        for name in modes.keys() & set(metafunc.fixturenames):
            metafunc.parametrize(name, modes[name])

    # --- the declaration ------------------------------------------------------------------------

    def test_declares_what_it_must(self) -> None:
        """Its stored name is a label of metrics; it has a title, a patience and a simulator."""
        assert _NAME.fullmatch(self.connector.name)
        assert str(self.connector.title)
        assert 0 < self.connector.seconds <= CHECK_SECONDS
        declared = connector_of(self.connector.name)
        assert declared is not None, "no running app declares it"
        app = declared.load(self.connector.simulator)
        assert app.name == self.simulator
        assert {*self.lies, *self.usable} <= set(app.content_modes) | set(TRANSPORT_MODES)

    def test_every_mode_of_the_simulator_is_asked(self) -> None:
        """A mode that is added to the simulator must say what becomes of it."""
        declared = connector_of(self.connector.name)
        assert declared is not None
        modes = set(declared.load(self.connector.simulator).content_modes)
        assert modes - {*self.lies, *self.usable} == set()

    def test_has_a_page_for_whoever_runs_the_other_side(self) -> None:
        """With the headings of the template, in its order."""
        assert headings_of(DOCS / f"{self.docs}.md") == headings_of(DOCS / "TEMPLATE.md")

    # --- reading --------------------------------------------------------------------------------

    def test_answer_is_fresh(self, world: World, usable_mode: str) -> None:
        """While the other side answers, also slowly or with what a later version may add."""
        assert_answers(world.running, self.simulator, self._read(world), mode=usable_mode)

    def test_last_known_answer_stands_in(
        self, world: World, mode: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Whatever goes wrong: in time, for the right reason, and fresh again afterwards."""
        known = assert_answers(world.running, self.simulator, self._read(world))
        reasons = {**MISBEHAVIOUR, **self.lies}[mode]

        with caplog.at_level(logging.DEBUG):
            result = self._copes(world, mode, reasons)

        assert isinstance(result, Stale)
        assert (result.data, result.fetched_at) == (known.data, known.fetched_at)
        assert_no_secrets(caplog.text, self._number(world))
        assert_answers(world.running, self.simulator, self._read(world))

    def test_answer_that_was_never_had_is_unavailable(
        self, world: World, unknown_mode: str
    ) -> None:
        """Never an empty answer, and nothing is kept."""
        result = self._copes(world, unknown_mode, MISBEHAVIOUR[unknown_mode])

        assert isinstance(result, Unavailable)
        assert not Snapshot.objects.filter(connector=self.connector.name).exists()

    def test_system_that_is_gone_is_stood_in_for(self, world: World) -> None:
        """Nobody listens on its port any more."""
        assert_answers(world.running, self.simulator, self._read(world))
        world.running.stop()

        result = world.read(Deadline(PAGE_SECONDS))

        assert isinstance(result, Stale)
        assert result.reason == Reason.REFUSED

    def test_answer_about_somebody_else_is_neither_shown_nor_kept(self, world: World) -> None:
        """The kept answer of the right person stays as it was."""
        if not self.other_person:
            return  # this system answers about nobody in particular
        known = assert_answers(world.running, self.simulator, self._read(world))
        before = list(Snapshot.objects.values_list("pk", "payload"))

        result = self._copes(world, self.other_person, {Reason.WRONG_DATA})

        assert isinstance(result, Stale)
        assert result.data == known.data
        assert list(Snapshot.objects.values_list("pk", "payload")) == before

    def test_answer_is_kept_encrypted_under_the_stored_name(self, world: World) -> None:
        """One row, in which neither number nor name can be read."""
        assert_answers(world.running, self.simulator, self._read(world))

        (row,) = Snapshot.objects.filter(connector=self.connector.name)
        assert_no_secrets(f"{row.payload}{row.subject_hash}", self._number(world))
        assert row.site_id == world.site.pk

    # --- checking -------------------------------------------------------------------------------

    def test_check_is_silent_when_all_is_well(self, world: World) -> None:
        """What is said is worth reading."""
        assert health_of(self._check(world)) == Health.WORKS

    def test_check_names_the_trouble(self, world: World, checked_mode: str) -> None:
        """In time, in every language, with advice, and without words of the other side."""
        world.running.set_mode(self.simulator, checked_mode)

        findings = self._check(world)

        assert health_of(findings) in {Health.ERRORS, Health.UNREACHABLE}
        for finding in findings:
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    assert str(finding.message)
                    assert str(finding.advice)
        assert_no_secrets(str(findings), self._number(world))

    def test_check_of_a_system_that_is_gone_says_so(self, world: World) -> None:
        """Not reachable."""
        world.running.stop()

        assert health_of(self._check(world)) == Health.UNREACHABLE

    def test_check_without_settings_asks_for_them(self, world: World) -> None:
        """Not set up, and nobody is called."""
        world.unset()

        assert health_of(self._check(world)) == Health.NOT_SET_UP

    def test_check_of_an_address_that_is_not_allowed_says_so(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Not set up: the operator decides who may be called."""
        monkeypatch.setattr(settings, "RATUSZ_OUTBOUND_HOSTS", [])

        assert health_of(self._check(world)) == Health.NOT_SET_UP

    # --- pieces ---------------------------------------------------------------------------------

    def _read(self, world: World) -> Callable[[], Result[Any]]:
        return lambda: world.read(Deadline(PAGE_SECONDS))

    def _copes(
        self, world: World, mode: str, reasons: Collection[Reason]
    ) -> Stale[Any] | Unavailable:
        read = self._read(world)
        return assert_copes(world.running, self.simulator, mode, read, reasons=reasons)

    def _check(self, world: World) -> tuple[Finding, ...]:
        started = time.monotonic()
        findings = self.connector().check(world.site)
        assert time.monotonic() - started < CHECK_SECONDS
        assert all(isinstance(one, Finding) for one in findings)
        serious = [one.serious for one in findings]
        assert serious == sorted(serious, reverse=True), "the serious ones come first"
        return findings

    def _number(self, world: World) -> str:
        person = world.subject.data_of
        assert person is not None
        return person.reveal()
