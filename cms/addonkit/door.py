"""The one door to an add-on's block: switched on? ▸ sure enough who asks? ▸ the block's view.

Nothing else decides access to a block. A block that raises is contained here.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django.utils import translation

from . import resumed
from .blocks import AddonBlock, Fragment
from .guard import within_the_page
from .people import Assurance
from .routes import reverse_subpage
from .switch import is_enabled

if TYPE_CHECKING:
    from wagtail.models import Site

    from .blocks import BlockContext
    from .routes import PublicSubPage, SubPageMatch

logger = logging.getLogger(__name__)

Answer = Fragment | HttpResponse | None


def dispatch(context: BlockContext, match: SubPageMatch | None = None) -> Answer:
    """What a block answers to this request.

    Args:
        context: the block and who asks.
        match: the sub-URL that was asked for; None on the page itself.

    Returns:
        A fragment, a whole response (a file, a redirect), or None: nothing to show.

    Raises:
        Http404: the sub-URL's object is not there, or not this person's.

    """
    block = context.block
    if not is_enabled(block.addon_slug, context.site):
        return None
    if match and context.request.method not in {*match.subpage.methods, "OPTIONS"}:
        return HttpResponseNotAllowed(match.subpage.methods)
    if not context.preview and context.subject.assurance < required(context, match):
        return _refused(context, match)
    if not context.preview:
        context = replace(context, resumed=resumed.take(context))
    try:
        return within_the_page(context.request, block.name, partial(_ask, context, match))
    except (Http404, PermissionDenied):
        raise
    except Exception:
        logger.exception("Block %s on page %s raised", block.name, context.page.pk)
        return broken(context, match)


def begin(context: BlockContext) -> bool:
    """Let a block of a page begin what takes long, if `dispatch` would let it answer.

    Returns:
        Whether it has begun something.

    """
    block = context.block
    if type(block).ahead is AddonBlock.ahead or not is_enabled(block.addon_slug, context.site):
        return False
    if not context.preview and context.subject.assurance < required(context, None):
        return False
    try:
        block.ahead(context)
    except Exception:
        logger.exception("Block %s on page %s raised ahead", block.name, context.page.pk)
        return False
    return True


def _ask(context: BlockContext, match: SubPageMatch | None) -> Answer:
    block = context.block
    if match is None:
        return block.index(context)
    answer: Answer = getattr(block, match.subpage.name)(context, **match.arguments)
    return answer


def public_subpages(child: Any, site: Site | None, language: str) -> list[PublicSubPage]:
    """The sub-pages of a block that are open to everybody, as the block names them."""
    block = child.block
    by_name = {item.name: item for item in block.subpages}
    try:
        with translation.override(language):
            named = list(block.public_subpages(child.value, site))
            for item in named:
                reverse_subpage(block.subpages, language, item.name, item.arguments)
    except Exception:
        logger.exception("Block %s could not name its public sub-pages", block.name)
        return []
    return [
        item
        for item in named
        if max(block.assurance, by_name[item.name].assurance) == Assurance.ANONYMOUS
        and "GET" in by_name[item.name].methods
    ]


def required(context: BlockContext, match: SubPageMatch | None) -> Assurance:
    """The assurance that this block or sub-URL asks for."""
    own = context.block.assurance
    return max(own, match.subpage.assurance) if match else own


def _refused(context: BlockContext, match: SubPageMatch | None) -> Answer:
    """A form whose session is over is kept; everybody else sees how to get in."""
    posted = match is not None and context.request.method == "POST"
    if posted and context.subject.assurance == Assurance.ANONYMOUS:
        return resumed.keep(context) or teaser(context, match)
    return teaser(context, match)


def teaser(context: BlockContext, match: SubPageMatch | None) -> Fragment:
    """What somebody sees who may not come in: how to get in. 403 on a sub-URL."""
    anonymous = context.subject.assurance == Assurance.ANONYMOUS
    name = "addonkit/teaser_sign_in.html" if anonymous else "addonkit/teaser_confirm.html"
    data = {
        "label": context.block.label,
        "next": context.request.get_full_path(),
        "sign_in_url": resolve_url(settings.LOGIN_URL),
    }
    return Fragment(name, data, status=403 if match else 200)


def broken(context: BlockContext, match: SubPageMatch | None = None) -> Fragment:
    """A neutral notice; whoever may edit the page is told which block it was."""
    user = context.request.user
    tester = getattr(context.page, "permissions_for_user", None)
    editor = bool(user.is_authenticated and tester and tester(user).can_edit())
    data = {"editor": editor, "label": context.block.label, "block": context.block.name}
    return Fragment("addonkit/block_broken.html", data, status=500 if match else 200)
