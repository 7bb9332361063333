"""An add-on under inspection: its manifest, its files, its blocks, and where its proofs lie."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.addonkit.manifest import AddonConfig


@dataclass(frozen=True)
class Inspected:
    """What the rules look at.

    Attributes:
        addon: the manifest.
        root: what the paths of proofs are relative to.
        golden: the folder with the stored examples, `<block name>-<schema version>.json`.

    """

    addon: AddonConfig
    root: Path
    golden: Path

    @property
    def package(self) -> Path:
        """The folder of the add-on's code."""
        return Path(self.addon.path)

    @property
    def readme(self) -> str:
        """Its README; empty when there is none. An installed wheel has its own in the package."""
        path = self.package / "README.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def blocks(self) -> Iterator[Any]:
        """Each block class once, cards of the dashboard included."""
        yield from dict.fromkeys([*self.addon.block_classes(), *self.addon.card_classes()])

    def instances(self) -> Iterator[Any]:
        """Each block as it stands in a page's field."""
        for block_class in self.blocks():
            block = block_class()
            block.addon_slug = self.addon.slug
            block.set_name(f"{self.addon.slug}__{block.block_name}")
            yield block

    def sources(self) -> Iterator[Path]:
        """The Python files, without simulators, migrations and tests: they play other sides."""
        other = {"simulator", "simulators", "migrations", "tests"}
        for path in sorted(self.package.rglob("*.py")):
            if not other & set(path.relative_to(self.package).parts):
                yield path

    def apps_module(self) -> Path:
        """The file that holds the manifest."""
        module = importlib.import_module(type(self.addon).__module__)
        return Path(str(module.__file__))
