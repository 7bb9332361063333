"""Blocks of add-ons: what an editor places on a page and a resident meets there."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import validate_slug
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from .guard import within_the_page
from .languages import language_of
from .people import Assurance, Subject
from .routes import PublicSubPage, SubPage, SubPageMatch, reverse_subpage, subpage

if TYPE_CHECKING:
    from wagtail.models import Page, Site

logger = logging.getLogger(__name__)

__all__ = ["AddonBlock", "BlockContext", "Fragment", "SubPage", "SubPageMatch", "subpage"]


@dataclass(frozen=True)
class Fragment:
    """A piece of a page: a template and its data, rendered where the block stands.

    `title` replaces the page's title on a sub-page, `over_title` stands above it; `crumbs` are
    (title, URL) pairs between the page and this one.
    """

    template: str
    data: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    title: str = ""
    over_title: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BlockContext:
    """What a block's view knows of the request. `address` is the page's own, without a query.

    `resumed` is what this person had posted to this block after the session was over: bind the form
    with it, so that it is filled again (`{% addon_form %}` in the form makes that work).
    """

    request: HttpRequest
    page: Page
    block: AddonBlock
    value: Any
    block_id: str
    site: Site | None
    subject: Subject
    address: str
    preview: bool = False
    resumed: QueryDict | None = None

    def url(self, name: str = "", **arguments: Any) -> str:
        """The address of a sub-URL of this block, or of its page.

        Raises:
            NoReverseMatch: no such sub-URL, or the arguments do not fit.

        """
        if not name:
            return self.address
        language = language_of(self.page.locale_id)
        tail = reverse_subpage(self.block.subpages, language, name, arguments)
        prefix = self.value.get("url_prefix") or ""
        return f"{self.address}{prefix}/{tail}" if prefix else f"{self.address}{tail}"


class AddonBlock(blocks.StructBlock):
    """The base of every add-on's blocks.

    Subclasses set `block_name` (stored, never renamed), `assurance`, and the child blocks; they
    answer in `index` and in one method per sub-URL. Those methods never decide who may see them:
    the door does (`cms.addonkit.door`).
    """

    block_name: ClassVar[str] = ""
    addon_slug: str = ""  # set by the registry
    assurance: ClassVar[Assurance] = Assurance.ANONYMOUS
    has_form: ClassVar[bool] = False
    subpages: ClassVar[tuple[SubPage, ...]] = ()
    translatable: ClassVar[tuple[str, ...]] = ()
    schema_version: ClassVar[int] = 1

    url_prefix = blocks.CharBlock(
        required=False,
        max_length=60,
        validators=[validate_slug],
        label=_("Address prefix"),
        help_text=_(
            "Only needed when two blocks of this page would answer at the same address. "
            "Letters, digits, - and _."
        ),
    )

    def ahead(self, context: BlockContext) -> None:
        """Begin what takes long; `index` then waits for it.

        On a page of several blocks it is called for each of them before any answers, and only when
        the door is open: so their questions to outside systems travel side by side. A block that
        asks in `index` alone gets its share of the page's time, not all of it.
        """

    def index(self, context: BlockContext) -> Fragment | HttpResponse | None:
        """What the block shows on its page; None shows nothing."""
        return Fragment(f"{self.addon_slug}/{self.block_name}.html")

    def public_subpages(self, value: Any, site: Site | None) -> Iterable[PublicSubPage]:
        """What everybody may see below the page, for sitemap and search; only anonymous sub-URLs.

        By default the sub-URLs that are open to all, can be read and have no parameters.
        """
        return [
            PublicSubPage(item.name, title=item.title)
            for item in self.subpages
            if item.title and item.preview_arguments == {}
        ]

    @property
    def is_cacheable(self) -> bool:
        """Whether a page that carries this block may be the same for everybody."""
        return self.assurance == Assurance.ANONYMOUS and not self.has_form

    def render(self, value: Any, context: Any = None) -> str:
        """The fragment that the door let through for this block; nothing outside a page."""
        context = context or {}
        request = context.get("request")
        answered = getattr(request, "_ratusz_answers", {}).get(str(context.get("id")))
        if answered is None:
            return ""
        fragment, block_context = answered
        try:
            render = partial(_render, fragment, block_context, request)
            return within_the_page(request, self.name, render)
        except Exception:
            logger.exception("Block %s raised while rendering", self.name)
            from .door import broken  # noqa: PLC0415 - the door stands above the blocks

            return _render(broken(block_context), block_context, request)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """For wagtail-localize: the declared children; everything else is synchronised.

        Writing the translations back needs no method: it does that for every struct.
        """
        from wagtail_localize.segments.extract import (  # noqa: PLC0415
            StreamFieldSegmentExtractor,
        )

        extractor = StreamFieldSegmentExtractor(None, include_overridables=True)
        return [
            segment.wrap(name)
            for name in self.translatable
            if value.get(name) is not None
            for segment in extractor.handle_block(
                self.child_blocks[name], value[name], raw_value=_stored(value[name])
            )
        ]


def _stored(value: Any) -> Any:
    """A list's stored JSON, which wagtail-localize wants to see; None while it has no ids."""
    if isinstance(value, ListValue) and all(item.original_id for item in value.bound_blocks):
        return value.list_block.get_prep_value(value)
    return None


def _render(fragment: Fragment, context: BlockContext, request: Any) -> str:
    data = {"value": context.value, "addon": context, "page": context.page}
    return render_to_string(fragment.template, {**data, **fragment.data}, request=request)
