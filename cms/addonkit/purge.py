"""`manage.py addons purge`: removes for good what an add-on has left behind.

Nothing else in the platform deletes an add-on's data: switching off and uninstalling keep it all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.dispatch import Signal

from .models import AddonPlacement, AddonSwitch
from .registry import addons, owner_of
from .resync import addon_pages
from .switch import site_ids_with

# Sent after the content is gone: `slug`, `counts`.
purged = Signal()


class MustNotPurge(Exception):
    """The add-on is in use, or is a part of the platform; the text says what to do."""


def purge(slug: str, *, dry_run: bool) -> Counter[str]:
    """Delete an add-on's blocks (from pages and all their versions), switches, tables.

    Tables can only be removed while the code is installed: uninstall after purging.

    Args:
        slug: the add-on's, running or not.
        dry_run: only count.

    Returns:
        What was, or would be, deleted: "pages", "versions", "switches", "records", "tables".

    Raises:
        MustNotPurge: it is on somewhere, or is no add-on that can be removed.

    """
    addon = addons().get(slug)
    if addon is not None and not addon.removable:
        message = f"{slug!r} is a part of the platform."
        raise MustNotPurge(message)
    if addon is not None and site_ids_with(slug):
        message = f"The add-on {slug!r} is on. Switch it off on every site first."
        raise MustNotPurge(message)
    counts: Counter[str] = Counter()
    with transaction.atomic():
        counts["pages"] = sum(_strip_page(page, slug, dry_run) for page in addon_pages())
        counts["versions"] = sum(_strip_version(one, slug, dry_run) for one in _versions())
        switches = AddonSwitch.objects.filter(slug=slug)
        counts["switches"] = switches.count()
        if not dry_run:
            switches.delete()
            AddonPlacement.objects.filter(slug=slug).delete()
    if addon is not None:
        models = list(addon.get_models(include_auto_created=True))
        counts["tables"] = len(models)
        counts["records"] = sum(model._default_manager.count() for model in models)
        if not dry_run:
            call_command("migrate", addon.label, "zero", verbosity=0)
    if not dry_run:
        purged.send(sender=AddonSwitch, slug=slug, counts=dict(counts))
    return counts


def stripped(raw: Any, slug: str) -> Any:
    """Stored JSON without the blocks of an add-on, however deep they stand."""
    if isinstance(raw, list):
        return [stripped(item, slug) for item in raw if not _is_of(item, slug)]
    if isinstance(raw, dict):
        return {key: stripped(item, slug) for key, item in raw.items()}
    return raw


def _is_of(item: Any, slug: str) -> bool:
    block_type = item.get("type") if isinstance(item, dict) else None
    return isinstance(block_type, str) and "value" in item and owner_of(block_type) == slug


def _strip_page(page: Any, slug: str, dry_run: bool) -> bool:
    changed = []
    for name in page.addon_fields:
        field = page._meta.get_field(name)
        raw = field.get_prep_value(getattr(page, name))
        raw = json.loads(raw) if isinstance(raw, str) else raw
        without = stripped(raw, slug)
        if without != raw:
            changed.append(name)
            setattr(page, name, without)
    if changed and not dry_run:
        type(page).objects.filter(pk=page.pk).update(
            **{name: getattr(page, name) for name in changed}
        )
    return bool(changed)


def _versions() -> Iterator[Any]:
    from wagtail.models import Revision  # noqa: PLC0415

    yield from Revision.page_revisions.order_by("pk").iterator(chunk_size=200)


def _strip_version(revision: Any, slug: str, dry_run: bool) -> bool:
    marker = f'"{slug}__'
    content = dict(revision.content)
    for name, value in content.items():
        if isinstance(value, str) and marker in value and value.startswith("["):
            content[name] = json.dumps(stripped(json.loads(value), slug))
    if content == revision.content:
        return False
    if not dry_run:
        type(revision).objects.filter(pk=revision.pk).update(content=content)
    return True
