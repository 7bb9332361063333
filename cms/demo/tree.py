"""What the demo's pages of one municipality are to be: apps declare them, `plant` makes them.

An app takes part by a module `demo` with a function

    def build(site, tree): ...

`manage.py demo` calls it once for each municipality, `pages` first and then the lowest layer first.
It may write rows of its own (people, switches: only when they are missing) and declare pages:

    def build(site, tree):
        set_enabled("dues", site, enabled=True)
        tree.page(
            "/rozliczenia/",
            {"pl": "Rozliczenia", "en": "Dues", "uk": "Розрахунки"},
            [("dues__dues", {"heading": {"pl": "Moje rozliczenia", "en": "My dues", …}})],
            slugs={"en": "dues", "uk": "rozrakhunky"},
            kind="portal",
            in_menu=True,
            order=20,
        )
        tree.block("/pulpit/", ("dues__balance", {}), order=20)
        tree.item("/", "tiles", {"icon": "pay", "title": {…}, "text": {…},
                                 "page": tree.link("/rozliczenia/"), "url": ""}, order=5)

Nothing here needs an import from `cms.demo`, and the order of the calls does not matter: the pages
are made when every app has spoken. A page that is there already is left as it is, so an editor's
changes stay and a second run writes nothing. The site and its home page exist when `build` runs
(except for the app that declares the home page).

Words are a dict of language code ▸ text with `pl` always in it; a plain string is the same in every
language. In rich text, `<a href="page:/kontakt/">` is a link to the page of that path. What leads
to a page that nobody declared is left out: the list item or the block that holds the link; in rich
text the words stay without the link. So a demo without an add-on has no dead ends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

SOURCE = "pl"
_NAMESPACE = uuid.UUID("6a5c5f0e-4f43-4f0e-9c0e-6f2d1c1b7a42")

Words = Mapping[str, str] | str
Block = tuple[str, Any]


class Link(NamedTuple):
    """Stands for the page of a path until that page exists."""

    path: str


class Picture(NamedTuple):
    """Stands for a Wagtail image until it exists; `description` is its text alternative."""

    file: Path
    title: str
    description: str


@dataclass
class PageSpec:
    """A declared page."""

    path: str
    titles: Mapping[str, str]
    blocks: list[tuple[int, Block]]
    slugs: Mapping[str, str]
    kind: str
    in_menu: bool
    order: int
    fields: Mapping[str, Any]
    key: uuid.UUID
    items: list[tuple[int, str, Any]] = field(default_factory=list)

    @property
    def parent_path(self) -> str:
        """The path of the page above; empty for the home page."""
        if self.path == "/":
            return ""
        return self.path.rstrip("/").rsplit("/", 1)[0] + "/"

    @property
    def depth(self) -> int:
        """0 for the home page."""
        return len(self.path.strip("/").split("/")) if self.path != "/" else 0

    def slug(self, language: str) -> str:
        """The last part of the address in a language.

        Raises:
            ValueError: the declaration has none.

        """
        slug = self.slugs.get(language)
        if slug is None and language == SOURCE:
            slug = self.path.strip("/").rsplit("/", 1)[-1]
        if not slug:
            message = f"{self.path}: tree.page(slugs=…) lacks {language!r}."
            raise ValueError(message)
        return slug

    def body(self) -> list[Block]:
        """The blocks in their order, with the items that other apps added."""
        extra: dict[str, list[tuple[int, Any]]] = {}
        for order, block_type, item in self.items:
            extra.setdefault(block_type, []).append((order, item))
        body: list[Block] = []
        for _order, (block_type, value) in sorted(self.blocks, key=lambda entry: entry[0]):
            added = extra.pop(block_type, [])
            body.append((block_type, _with_items(value, added) if added else value))
        if extra:
            message = f"{self.path}: no block for the items of {', '.join(extra)}."
            raise ValueError(message)
        return body


class Tree:
    """The pages that the apps declare for one municipality.

    Args:
        municipality: its name in the demo: `"pulawy"` (all people of demo.md) or `"zalesie"` (the
            second, invented one).
        languages: the codes of its languages, Polish first. Words in others are ignored.

    """

    def __init__(self, municipality: str, languages: Sequence[str]) -> None:
        self.municipality = municipality
        self.languages = tuple(languages)
        self.specs: dict[str, PageSpec] = {}
        self._late: list[tuple[str, str, int, Block]] = []
        self._late_items: list[tuple[str, int, str, Any]] = []

    def page(
        self,
        path: str,
        titles: Mapping[str, str],
        blocks: Sequence[Block] = (),
        *,
        slugs: Mapping[str, str] | None = None,
        kind: str = "content",
        in_menu: bool = False,
        order: int = 100,
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        """Declare a page.

        Args:
            path: its Polish address, from `/` to `/`.
            titles: its title in each language.
            blocks: `(stored type, value)` pairs of its body. A value is what the block stores, with
                words, links and pictures in their places; a list is a list of plain values.
            slugs: the last part of the address in the other languages.
            kind: a key of the setting `RATUSZ_DEMO_PAGES`: `home`, `content` or `portal`.
            in_menu: whether menus show it.
            order: its place among its siblings, lowest first.
            fields: values of further fields of the page type; words, links and pictures work.

        Raises:
            ValueError: the path is not well formed or declared already.

        """
        if not (path.startswith("/") and path.endswith("/")) or path in self.specs:
            message = f"{path!r} is declared twice or is no path from / to /."
            raise ValueError(message)
        self.specs[path] = PageSpec(
            path=path,
            titles=titles,
            blocks=[(10 * (place + 1), block) for place, block in enumerate(blocks)],
            slugs=slugs or {},
            kind=kind,
            in_menu=in_menu,
            order=order,
            fields=fields or {},
            key=uuid.uuid5(_NAMESPACE, f"{self.municipality}{path}"),
        )

    def block(self, path: str, block: Block, *, order: int = 1000, needs: str = "") -> None:
        """Add a block to the body of a declared page.

        Args:
            path: the page's Polish address; nothing happens when nobody declares it.
            block: a `(stored type, value)` pair.
            order: its place; the page's own blocks stand at 10, 20, 30 and so on.
            needs: a path; the block is left out when nobody declares a page there.

        """
        self._late.append((path, needs or path, order, block))

    def item(self, path: str, block_type: str, item: Any, *, order: int = 1000) -> None:
        """Add an item to the `items` of the first block of a type on a declared page.

        Args:
            path: the page's Polish address; nothing happens when nobody declares it.
            block_type: for example `"tiles"`.
            item: the item's value.
            order: its place; the block's own items stand at 10, 20, 30 and so on.

        """
        self._late_items.append((path, order, block_type, item))

    @staticmethod
    def link(path: str) -> Link:
        """The page of a path, for a page chooser or a foreign key to a page."""
        return Link(path)

    @staticmethod
    def picture(file: Path, title: str, description: str = "") -> Picture:
        """A picture file (PNG, JPEG or WebP) for an image chooser or a foreign key to an image."""
        return Picture(file, title, description)

    def all_pages(self) -> list[PageSpec]:
        """The declared pages, parents first, siblings in order."""
        for path, needed, order, block in self._late:
            if path in self.specs and needed in self.specs:
                self.specs[path].blocks.append((order, block))
        for path, order, block_type, item in self._late_items:
            if path in self.specs:
                self.specs[path].items.append((order, block_type, item))
        self._late, self._late_items = [], []
        return sorted(self.specs.values(), key=lambda spec: (spec.depth, spec.order, spec.path))


def _with_items(value: Any, added: list[tuple[int, Any]]) -> Any:
    own = [(10 * (place + 1), item) for place, item in enumerate(value.get("items", []))]
    merged = sorted([*added, *own], key=lambda entry: entry[0])
    return {**value, "items": [item for _order, item in merged]}
