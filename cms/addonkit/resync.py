"""`manage.py addons resync`: puts right what was not kept up while an add-on was away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from .placements import index_page


@dataclass(slots=True)
class Resynced:
    """How many placements were wrong, and how many translations were made anew."""

    placements: int = 0
    translations: int = 0


def resync(slug: str | None = None) -> Resynced:
    """Index every page again, and synchronise the translations of pages with an add-on's blocks.

    Args:
        slug: only translations of pages with this add-on's blocks; None: with any.

    A translation with changes that are not published yet stays a draft.
    """
    done = Resynced()
    for page in addon_pages():
        done.placements += index_page(page)
        if page.alias_of_id is None and _has_blocks(page, slug):
            done.translations += _synchronise(page)
    return done


def addon_pages() -> Iterator[Any]:
    """Every page that can carry blocks of add-ons, as it is published."""
    from django.apps import apps  # noqa: PLC0415

    from .pages import AddonPageMixin  # noqa: PLC0415

    for model in apps.get_models():
        if issubclass(model, AddonPageMixin):
            yield from model.objects.order_by("pk").iterator(chunk_size=200)


def _has_blocks(page: Any, slug: str | None) -> bool:
    from .registry import owner_of  # noqa: PLC0415
    from .walk import addon_items  # noqa: PLC0415

    owners = (
        owner_of(block_type)
        for name in page.addon_fields
        for block_type, _id, _prefix in addon_items(getattr(page, name))
    )
    return any(slug is None or owner == slug for owner in owners)


def _synchronise(page: Any) -> int:
    from django.apps import apps  # noqa: PLC0415

    if not apps.is_installed("wagtail_localize"):
        return 0
    from wagtail_localize.models import TranslationSource  # noqa: PLC0415

    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return 0
    source.update_from_db()
    made = 0
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        try:
            target = translation.get_target_instance()
        except ObjectDoesNotExist:
            continue  # it was deleted; nobody asked for it again
        translation.save_target(publish=target.live and not target.has_unpublished_changes)
        made += 1
    return made
