"""Looking at what an add-on stores, and at the screens that show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.snippets.models import get_snippet_models

from .inspected import Inspected

SCREENS = "cms.audit.staff"


def migrations_are_clean(inspected: Inspected) -> Iterator[str]:
    """What `makemigrations --check` says of this app, without asking a database."""
    label = inspected.addon.label
    loader = MigrationLoader(None, ignore_no_migrations=True)
    with translation.override(None):  # migrations hold English
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph, trim_to_apps={label})
    for migration in changes.get(label, ()):
        yield from (f"a migration is missing: {each.describe()}" for each in migration.operations)


def have_a_site(inspected: Inspected) -> Iterator[str]:
    """By a foreign key of its own, or through another record of the add-on."""
    for model in inspected.addon.get_models():
        if not _leads_to_site(model, inspected.addon.label, set()):
            yield f"{model.__name__} belongs to no municipality"


def settings_are_per_site(inspected: Inspected) -> Iterator[str]:
    """And hold no prose, which would need translation."""
    if not inspected.addon.settings_model:
        return
    model = inspected.addon.load(inspected.addon.settings_model)
    if not issubclass(model, BaseSiteSetting):
        yield f"{model.__name__} is no BaseSiteSetting"
    for field in model._meta.get_fields():
        if isinstance(field, RichTextField):
            yield f"{model.__name__}.{field.name} is prose: it belongs into translatable content"


def screens(inspected: Inspected) -> Iterator[str]:
    """No snippet, no plain screen of Wagtail: both show everybody's records to everybody."""
    mine = set(inspected.addon.get_models())
    yield from (f"{model.__name__} is a snippet" for model in get_snippet_models() if model in mine)
    for viewset in viewsets.viewsets:
        if getattr(viewset, "model", None) in mine and not _stands_on_the_platform(viewset):
            yield f"{type(viewset).__name__} does not stand on {SCREENS}.StaffViewSet"


def personal_data(inspected: Inspected) -> Iterator[str]:
    """A field that points at a user, or that finds a person by a hash, is data of a person."""
    if inspected.addon.personal_data:
        return
    for model in inspected.addon.get_models():
        for field in model._meta.get_fields():
            target = getattr(getattr(field, "related_model", None), "_meta", None)
            of_user = target is not None and target.label == settings.AUTH_USER_MODEL
            if of_user or field.name == "subject_hash":
                yield f"{model.__name__}.{field.name}, and no personal_data in the manifest"


def _leads_to_site(model: Any, label: str, seen: set[Any]) -> bool:
    if model in seen:
        return False
    seen.add(model)
    targets = [f.related_model for f in model._meta.get_fields() if f.many_to_one or f.one_to_one]
    return Site in targets or any(
        target._meta.app_label == label and _leads_to_site(target, label, seen)
        for target in targets
        if target is not None and hasattr(target, "_meta")
    )


def _stands_on_the_platform(viewset: Any) -> bool:
    return any(each.__module__.startswith(SCREENS) for each in type(viewset).__mro__)
