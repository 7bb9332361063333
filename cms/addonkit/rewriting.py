"""Rewriting stored blocks: what a data migration of an add-on needs when a block's form changes.

It works on the stored JSON: the block's code need not know the old form any more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

Change = Callable[[dict[str, Any]], None]


def rewrite_blocks(block_type: str, change: Change) -> int:
    """Change every stored block of a type, in pages, drafts and older revisions, nested ones too.

    Args:
        block_type: as stored, `waste__calendar`.
        change: changes one stored item, `{"type", "value", "id"}`, in place; it must bear being
            called twice for the same item.

    Returns:
        How many pages and revisions were written.

    """
    written = 0
    for model, column in _bodies():
        written += _rewrite_column(model, column, block_type, change)
        written += _rewrite_revisions(model, column, block_type, change)
    return written


def items_of(stored: Any, block_type: str) -> Iterator[dict[str, Any]]:
    """The stored items of a type, wherever they are nested."""
    if isinstance(stored, dict):
        if stored.get("type") == block_type and "value" in stored:
            yield stored
        for child in stored.values():
            yield from items_of(child, block_type)
    elif isinstance(stored, list):
        for child in stored:
            yield from items_of(child, block_type)


def _bodies() -> Iterator[tuple[Any, str]]:
    from .fields import AddonStreamField  # noqa: PLC0415

    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, AddonStreamField):
                yield model, field.column


def _rewrite_column(model: Any, column: str, block_type: str, change: Change) -> int:
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    written = 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {quote(column)} FROM {table}")  # noqa: S608 - own names
        for pk, raw in cursor.fetchall():
            text = _changed(raw, block_type, change)
            if text is not None:
                update = f"UPDATE {table} SET {quote(column)} = %s WHERE {key} = %s"  # noqa: S608
                cursor.execute(update, [text, pk])
                written += 1
    return written


def _rewrite_revisions(model: Any, column: str, block_type: str, change: Change) -> int:
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from wagtail.models import Revision  # noqa: PLC0415

    written = 0
    own = ContentType.objects.get_for_model(model, for_concrete_model=False)
    for revision in Revision.objects.filter(content_type=own).iterator(chunk_size=100):
        text = _changed(revision.content.get(column), block_type, change)
        if text is not None:
            content = {**revision.content, column: text}
            Revision.objects.filter(pk=revision.pk).update(content=content)
            written += 1
    return written


def _changed(raw: Any, block_type: str, change: Change) -> str | None:
    """The text to store, or None where nothing is to be changed."""
    if not raw:
        return None
    stored = json.loads(raw) if isinstance(raw, str) else raw
    found = list(items_of(stored, block_type))
    before = json.dumps(stored)
    for item in found:
        change(item)
    return json.dumps(stored) if json.dumps(stored) != before else None
