"""What every add-on must keep: inherit, name the slug, and it is tested.

    # tests/dues/test_contract.py
    from cms.addonkit.testing import AddonContract

    class TestDues(AddonContract):
        slug = "dues"
        level = Level.SILVER            # what its quality.toml must reach at least

Beside this file stands `golden/` with the stored examples of its blocks. pytest and pytest-django
run it. A site and a page to ask for are made by the fixture `contract_site`, which a test module
may override where the project's page types need more.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.conf import settings

from .manifest import AddonConfig
from .quality import RULES, Entry, Level, Rule, State, level_of, read_scale
from .quality.inspected import Inspected
from .registry import addons
from .request_state import fresh_state
from .switch import set_enabled


class AddonContract:
    """The rules of the quality scale, tried out on one add-on.

    Attributes:
        slug: the add-on.
        level: what it must reach at least.
        root: what the paths of proofs are relative to; the project's folder by default.
        golden: the folder of stored examples; `golden` beside the test by default.

    """

    slug: ClassVar[str] = ""
    level: ClassVar[Level] = Level.BRONZE
    root: ClassVar[Path | None] = None
    golden: ClassVar[Path | None] = None

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def contract_site(self, db: Any) -> Any:
        """The municipality that is asked: Wagtail's first site."""
        from wagtail.models import Site  # noqa: PLC0415

        return Site.objects.get(is_default_site=True)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
    def test_rule_is_kept_where_the_scale_says_so(self, rule: Rule, contract_site: Any) -> None:
        """Done is done: looked at where a machine can, else the proof is there.

        What is open must be open: a rule that is kept by now is to be claimed.
        """
        entry = self.scale()[rule.name]
        if entry.state == State.DONE and rule.look is None:
            _nothing_in(self.missing_proofs(entry), rule.name)
        elif entry.state == State.DONE:
            _nothing_in(self.problems(rule), rule.name)
        elif entry.state == State.OPEN and rule.look is not None:
            message = f"{rule.name} is open, and kept by now: say done."
            assert self.problems(rule) != [], message  # noqa: S101

    def test_blocks_when_switched_on_let_no_stranger_in(self, contract_site: Any) -> None:
        """The door, asked on a municipality where the add-on is on."""
        if self.addon().removable:
            set_enabled(self.slug, contract_site, enabled=True)
        rule = next(rule for rule in RULES if rule.name == "door_is_shut")
        _nothing_in(self.problems(rule), rule.name)

    def test_scale_reaches_the_level(self) -> None:
        """Nothing in it, or below it, is open."""
        reached = level_of(self.scale())
        assert reached >= self.level, f"It reaches {reached.name} only."  # noqa: S101

    def problems(self, rule: Rule) -> list[str]:
        """What a machine finds wrong with a rule."""
        if rule.look is None:
            return []
        with fresh_state():
            return list(rule.look(self.inspected()))

    # -- what it looks at --------------------------------------------------------------------

    def addon(self) -> AddonConfig:
        """The manifest.

        Raises:
            LookupError: the add-on is not running, or the subclass names none.

        """
        try:
            return addons()[self.slug]
        except KeyError:
            message = f"No add-on {self.slug!r} is running: {', '.join(addons())}."
            raise LookupError(message) from None

    def inspected(self) -> Inspected:
        """The add-on with its proofs."""
        here = Path(str(sys.modules[type(self).__module__].__file__)).parent
        return Inspected(self.addon(), self.folder(), self.golden or here / "golden")

    def scale(self) -> dict[str, Entry]:
        """Its quality.toml."""
        return read_scale(Path(self.addon().path) / "quality.toml")

    def folder(self) -> Path:
        """What proofs are relative to."""
        if self.root is not None:
            return self.root
        project = getattr(settings, "PROJECT_DIR", None)
        return Path(project or apps.get_app_config("ratusz_addonkit").path).resolve()

    def missing_proofs(self, entry: Entry) -> list[str]:
        """The proofs of a rule that are not where the scale says."""
        if not entry.proofs:
            return ["“done” needs its proof: done: <path>[::<test>]"]
        missing = []
        for proof in entry.proofs:
            name, _colons, test = proof.partition("::")
            path = self.folder() / name
            if not path.exists():
                missing.append(f"{name} is not there")
            elif test and f"def {test}(" not in path.read_text(encoding="utf-8"):
                missing.append(f"{name} has no {test}")
        return missing


def _nothing_in(problems: list[str], rule: str) -> None:
    # pytest rewrites no assertion of an installed package: the words must come from here.
    assert problems == [], f"{rule}: {'; '.join(problems)}"  # noqa: S101
