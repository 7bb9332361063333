"""Makes the declared pages that are not there yet, in every language of the municipality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Locale, Page

from .localize import translate
from .pictures import image_id
from .tree import SOURCE, Link, PageSpec, Picture, Tree
from .words import Resolver, is_words, pairs

Report = Callable[[str], None]


@dataclass
class Planted:
    """What a planting did: pages made, and links left out because nobody declared their page."""

    made: int = 0
    present: int = 0
    dropped: list[str] = field(default_factory=list)


class Planter:
    """Plants one municipality's tree.

    A page is known by its translation key, which is made from the municipality and the Polish path:
    an editor may rename or move it and it is still the same page.
    """

    def __init__(self, tree: Tree, report: Report) -> None:
        self.tree = tree
        self.report = report
        self.source = Locale.objects.get(language_code=SOURCE)
        self.pages: dict[str, Any] = {}

    def home(self) -> Any:
        """The Polish home page; it is made, without its body, when it is not there."""
        spec = self.tree.specs["/"]
        self._find([spec])
        return self.pages.get("/") or self._make(spec)

    def plant(self) -> Planted:
        """Make what is missing."""
        specs = self.tree.all_pages()
        self._find(specs)
        planted = Planted()
        fresh = [spec for spec in specs if spec.path not in self.pages]
        for spec in fresh:
            self._make(spec)
        for spec in specs:
            page = self.pages[spec.path]
            if page.latest_revision_id is None:
                self.report(f"page {spec.path}")
                planted.dropped += self._fill(spec, page)
                planted.made += 1
            else:
                planted.present += 1
        self._translate(specs, planted)
        return planted

    # -- Polish --------------------------------------------------------------------------------

    def _find(self, specs: list[PageSpec]) -> None:
        by_key = {spec.key: spec.path for spec in specs}
        found = Page.objects.filter(translation_key__in=by_key, locale=self.source)
        self.pages.update({by_key[page.translation_key]: page for page in found})

    def _make(self, spec: PageSpec) -> Any:
        parent = (
            self.pages.get(spec.parent_path) if spec.parent_path else Page.get_first_root_node()
        )
        if parent is None:
            message = f"{spec.path}: nobody declares the page above it."
            raise ValueError(message)
        model = apps.get_model(settings.RATUSZ_DEMO_PAGES[spec.kind])
        page = model(
            title=spec.titles[SOURCE],
            slug=spec.slug(SOURCE),
            locale=self.source,
            translation_key=spec.key,
            show_in_menus=spec.in_menu,
            live=False,
            **{
                name: value[SOURCE] if is_words(value) else value
                for name, value in spec.fields.items()
                if not isinstance(value, (Link, Picture))
            },
        )
        parent.add_child(instance=page)
        self.pages[spec.path] = page
        return page

    def _fill(self, spec: PageSpec, page: Any) -> list[str]:
        """Write the body and the references, which need the other pages, and publish."""
        page = page.specific
        resolver = self._resolver(spec)
        for name, value in spec.fields.items():
            if isinstance(value, Link):
                setattr(page, f"{name}_id", self._page_id(value.path))
            elif isinstance(value, Picture):
                setattr(page, f"{name}_id", image_id(value))
        page.body = resolver.stream(spec.body())
        page.save_revision().publish()
        self.pages[spec.path] = page
        return [f"{spec.path} {reason}" for reason in resolver.dropped]

    def _page_id(self, path: str) -> int | None:
        page = self.pages.get(path)
        return page.pk if page else None

    def _resolver(self, spec: PageSpec) -> Resolver:
        return Resolver(self._page_id, image_id, spec.key)

    # -- the other languages ---------------------------------------------------------------------

    def _translate(self, specs: list[PageSpec], planted: Planted) -> None:
        for language in self.tree.languages:
            if language == SOURCE:
                continue
            locale = Locale.objects.get(language_code=language)
            keys = [spec.key for spec in specs]
            present = set(
                Page.objects.filter(translation_key__in=keys, locale=locale).values_list(
                    "translation_key", flat=True
                )
            )
            for spec in specs:
                if spec.key in present:
                    planted.present += 1
                    continue
                self.report(f"page {spec.path} in {language}")
                self._translate_page(spec, locale)
                planted.made += 1

    def _translate_page(self, spec: PageSpec, locale: Locale) -> None:
        language = locale.language_code
        html = self._resolver(spec).html
        try:
            texts = pairs([value for _type, value in spec.body()], language, html)
            texts.update(pairs(list(spec.fields.values()), language, html))
        except ValueError as error:
            message = f"{spec.path}: {error}"
            raise ValueError(message) from error
        fields = {"title": spec.titles[language], "slug": spec.slug(language)}
        page = self.pages[spec.path].specific
        translate(page, locale, fields=fields, texts=texts)
