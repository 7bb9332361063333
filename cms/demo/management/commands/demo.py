"""`manage.py demo`: fills an installation with the sample municipalities, once."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import module_has_submodule
from wagtail.models import Site

from cms.demo.logins import lines_of
from cms.demo.municipalities import (
    MUNICIPALITIES,
    Municipality,
    ensure_locales,
    ensure_site,
    remove_welcome_page,
)
from cms.demo.planting import Planted, Planter
from cms.demo.tree import Tree


class Command(BaseCommand):
    """Runs `demo.build(site, tree)` of every installed app that has one, then plants the pages."""

    help = (
        "Makes the sample municipalities: sites, pages in three languages, people. "
        "What is there already is left as it is; a second run writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command line."""
        parser.add_argument(
            "--quiet-logins", action="store_true", help="Do not print addresses and logins."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the installation.

        Raises:
            CommandError: this is not a demo installation.

        """
        if not getattr(settings, "DEMO", False):
            message = (
                "This is no demo installation: the demo's people have known passwords. "
                "Use DJANGO_SETTINGS_MODULE=cms.settings.demo."
            )
            raise CommandError(message)
        started = time.monotonic()
        modules = dict(demo_modules())
        with translation.override(settings.LANGUAGE_CODE):
            with transaction.atomic():
                ensure_locales()
            sites = [self._municipality(item, modules) for item in MUNICIPALITIES]
            with transaction.atomic():
                remove_welcome_page()
        self.stdout.write(f"Demo ready in {time.monotonic() - started:.1f} s.")
        if not options["quiet_logins"]:
            for line in lines_of(sites, modules.values()):
                self.stdout.write(line)

    def _municipality(
        self, municipality: Municipality, modules: dict[str, ModuleType]
    ) -> tuple[Municipality, Site]:
        """One municipality in one transaction: an interrupted run leaves nothing half made."""
        tree = Tree(municipality.key, municipality.languages)
        with transaction.atomic():
            planter = Planter(tree, lambda line: self.stdout.write(f"  {line}"))
            site = self._site_with_home(municipality, modules, tree, planter)
            self.stdout.write(f"{municipality.name}: {municipality.address}")
            for label, module in modules.items():
                if label != home_app_label():
                    self.stdout.write(f"  {label}")
                    module.build(site, tree)
            self._report(planter.plant())
        return municipality, site

    @staticmethod
    def _site_with_home(
        municipality: Municipality,
        modules: dict[str, ModuleType],
        tree: Tree,
        planter: Planter,
    ) -> Site:
        """The app of the home page speaks first, so that every other app finds site and home."""
        present = Site.objects.filter(hostname=municipality.hostname).first()
        modules[home_app_label()].build(present, tree)
        return ensure_site(municipality, planter.home)

    def _report(self, planted: Planted) -> None:
        for line in planted.dropped:
            self.stdout.write(f"  left out: {line}")
        self.stdout.write(f"  pages: {planted.made} made, {planted.present} already there")


def home_app_label() -> str:
    """The app whose page type is the demo's home page."""
    return str(settings.RATUSZ_DEMO_PAGES["home"]).split(".", maxsplit=1)[0]


def demo_modules() -> Iterator[tuple[str, ModuleType]]:
    """(app label, module) of every installed app with a `demo` module, the lowest layer first.

    `INSTALLED_APPS` lists the upper layers first.
    """
    for config in reversed(list(apps.get_app_configs())):
        if config.name != "cms.demo" and module_has_submodule(config.module, "demo"):
            yield config.label, import_module(f"{config.name}.demo")
