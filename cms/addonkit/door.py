"""The one door to an add-on's block: switched on? ▸ sure enough who asks? ▸ the block's view.

Nothing else decides access to a block. A block that raises is contained here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url

from .blocks import AddonBlock, Fragment
from .people import Assurance
from .switch import is_enabled

if TYPE_CHECKING:
    from .blocks import BlockContext
    from .routes import SubPageMatch

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
        return teaser(context, match)
    try:
        if match is None:
            return block.index(context)
        return getattr(block, match.subpage.name)(context, **match.arguments)
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


def required(context: BlockContext, match: SubPageMatch | None) -> Assurance:
    """The assurance that this block or sub-URL asks for."""
    own = context.block.assurance
    return max(own, match.subpage.assurance) if match else own


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
