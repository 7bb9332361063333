"""Looking at an add-on's blocks."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from cms.addonkit.blocks import AddonBlock, BlockContext, Fragment
from cms.addonkit.door import dispatch
from cms.addonkit.people import Assurance, Subject
from cms.addonkit.routes import SubPageMatch
from cms.addonkit.stream import AddonStreamBlock
from cms.addonkit.switch import is_enabled

from . import goldens as stored
from .inspected import Inspected


def are_described(inspected: Inspected) -> Iterator[str]:
    """Editors choose by words and picture."""
    for block in inspected.instances():
        for name in ("label", "icon", "description"):
            if not getattr(block.meta, name, ""):
                yield f"{block.block_name} has no {name}"
        if not block.is_previewable:
            yield f"{block.block_name} has no preview"
        if not re.fullmatch(r"[a-z][a-z0-9_]*", block.block_name) or "__" in block.block_name:
            yield f"{block.block_name!r} is no name that can be stored"


def assurance_is_declared(inspected: Inspected) -> Iterator[str]:
    """By the block itself: nobody is let in because somebody forgot."""
    for block_class in inspected.blocks():
        own = block_class.__mro__[: block_class.__mro__.index(AddonBlock)]
        if not any("assurance" in vars(each) for each in own):
            yield f"{block_class.__name__} does not say its assurance"


def translatable_exist(inspected: Inspected) -> Iterator[str]:
    """And addresses are never translated: they are synchronised."""
    for block in inspected.instances():
        for name in block.translatable:
            if name not in block.child_blocks or name == "url_prefix":
                yield f"{block.block_name}: {name} cannot be translatable"


def subpages_are_translated(inspected: Inspected) -> Iterator[str]:
    """In each language of the portal, and with a sample for the editor's preview."""
    for block_class in inspected.blocks():
        for item in block_class.subpages:
            where = f"{block_class.block_name}: {item.name}"
            missing = [code for code, _name in settings.LANGUAGES if code not in item.segments]
            if missing:
                yield f"{where} has no address in {', '.join(missing)}"
            if not callable(getattr(block_class, item.name, None)):
                yield f"{where} is no method of the block"
            if "GET" in item.methods and item.preview_arguments is None:
                yield f"{where} has no sample"


def goldens(inspected: Inspected) -> Iterator[str]:
    """See `cms.addonkit.quality.goldens`."""
    for block in inspected.instances():
        yield from stored.differences(block, inspected.golden)


def survive_removal(inspected: Inspected) -> Iterator[str]:
    """A field that knows nothing of the add-on gives back what it was given."""
    stranger = AddonStreamBlock([])
    for block in inspected.instances():
        path = inspected.golden / f"{block.block_name}-{block.schema_version}.json"
        value = json.loads(path.read_text(encoding="utf-8"))["value"]
        item = {"type": block.name, "value": value, "id": str(uuid.uuid4())}
        if stranger.get_prep_value(stranger.to_python([item])) != [item]:
            yield f"{block.block_name} is changed by a page that does not know it"


def door_is_shut(inspected: Inspected) -> Iterator[str]:
    """On a site of its own where it is off, then on; asked by nobody in particular."""
    from wagtail.models import Site  # noqa: PLC0415

    site = Site.objects.get(is_default_site=True)
    on = is_enabled(inspected.addon.slug, site)
    for block in inspected.instances():
        doors = [(None, block.assurance), *_sub_doors(block)]
        for hit, needed in doors:
            where = f"{block.block_name} {hit.subpage.name if hit else ''}".strip()
            answer = dispatch(_stranger(block, site), hit)
            if not on and answer is not None:
                yield f"{where} answers although it is off"
            elif on and needed > Assurance.ANONYMOUS and not _is_teaser(answer, hit):
                yield f"{where} answers a stranger"


def previews_render(inspected: Inspected) -> Iterator[str]:
    """With sample data, and without an error."""
    for block in inspected.instances():
        value = block.get_preview_value()
        parent = {"request": RequestFactory().get("/"), "block_def": block}
        context = block.get_preview_context(value, parent)
        if not render_to_string(block.get_preview_template(value, context), context).strip():
            yield f"{block.block_name} has an empty preview"


def _sub_doors(block: Any) -> Iterator[tuple[SubPageMatch, Assurance]]:
    for item in block.subpages:
        if "GET" in item.methods:
            arguments = dict(item.preview_arguments or {})
            yield SubPageMatch(item, arguments), max(block.assurance, item.assurance)


def _stranger(block: Any, site: Any) -> BlockContext:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return BlockContext(
        request=request,
        page=site.root_page.specific,
        block=block,
        value=block.to_python({}),
        block_id="inspected",
        site=site,
        subject=Subject(site_id=site.pk),
        address="/",
    )


def _is_teaser(answer: Any, hit: SubPageMatch | None) -> bool:
    return (
        isinstance(answer, Fragment)
        and answer.template.startswith("addonkit/teaser")
        and answer.status == (403 if hit else 200)
    )
