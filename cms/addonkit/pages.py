"""Pages that carry add-on blocks: routing to sub-URLs, dispatch before rendering, cache headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from . import door
from .blocks import AddonBlock, BlockContext, Fragment
from .caching import set_cache_headers
from .fairness import set_blocks_to_come
from .languages import language_of
from .people import subject_of
from .routes import SubPageMatch, match, reverse_subpage
from .sites import site_of
from .switch import is_enabled

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = object

Found = tuple[Any, SubPageMatch]
Answers = dict[str, tuple[Fragment, BlockContext]]


class AddonPageMixin(_Base):
    """Stands before `Page` in a page type's bases.

    A request is answered in two phases: every block of the page is dispatched first, so one may
    redirect or send a file, and the headers are known; then the template renders the fragments.
    """

    addon_fields = ("body",)
    # False on page types that are never the same for everybody, whatever their blocks.
    may_be_public = True

    def addon_children(self) -> Iterator[Any]:
        """The add-on blocks of the page, in order."""
        for name in self.addon_fields:
            for child in getattr(self, name):
                if isinstance(child.block, AddonBlock):
                    yield child

    # -- in ----------------------------------------------------------------------------------

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Child pages first, then the sub-URLs of the blocks."""
        try:
            return super().route(request, path_components)
        except Http404:
            if self.live and path_components:
                page = self.specific
                found = page._find_subpage(request, "/".join(path_components) + "/")
                if found:
                    return RouteResult(page, kwargs={"found": found})
            raise

    def _find_subpage(self, request: HttpRequest, tail: str) -> Found | None:
        site = site_of(request)
        language = language_of(self.locale_id)
        for child in self.addon_children():
            if not is_enabled(child.block.addon_slug, site):
                continue
            rest = _below_prefix(tail, child.value.get("url_prefix"))
            hit = match(child.block.subpages, language, rest) if rest is not None else None
            if hit:
                return child, replace(hit, tail=tail)
        return None

    # -- out ---------------------------------------------------------------------------------

    def serve(
        self, request: HttpRequest, *args: Any, found: Found | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Dispatch the blocks, then render the page.

        Raises:
            Http404: the page belongs to another language than the address, or a sub-URL's object
                is not there.

        """
        if language_of(self.locale_id) != translation.get_language():
            message = "This site has no page in that language here."
            raise Http404(message)
        if found is None and request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        answers, response = self._dispatch(request, found)
        same_for_all = self.may_be_public and found is None and self._blocks_are_public(request)
        if response is None:
            focus = self._set_answers(request, answers, found)
            response = super().serve(request, *args, **kwargs)
            response.status_code = focus.status if focus else 200
        set_cache_headers(response, request, same_for_all=same_for_all)
        return response

    def _dispatch(
        self, request: HttpRequest, found: Found | None, *, preview: bool = False
    ) -> tuple[Answers, HttpResponse | None]:
        """Ask the blocks: their fragments, or the whole response that one of them gave."""
        pairs: list[Any] = [found] if found else [(child, None) for child in self.addon_children()]
        answers: Answers = {}
        for context, child, hit in self._in_turn(request, pairs, preview=preview):
            answer = door.dispatch(context, hit)
            if isinstance(answer, HttpResponse):
                return {}, answer
            if answer is not None:
                answers[str(child.id)] = (answer, context)
            elif hit:
                message = "This block's add-on is switched off."
                raise Http404(message)
        return answers, None

    def _in_turn(
        self, request: HttpRequest, pairs: list[Any], *, preview: bool
    ) -> Iterator[tuple[BlockContext, Any, SubPageMatch | None]]:
        """The blocks in the order in which they answer: first those that ask only then.

        Those that have begun ahead come last, so that waiting for them takes no time from the
        others, who share what the page has.
        """
        turns = [
            (self._context_of(request, child, hit, preview=preview), child, hit)
            for child, hit in pairs
        ]
        begun = [len(turns) > 1 and door.begin(context) for context, _child, _hit in turns]
        later = [turn for turn, ahead in zip(turns, begun, strict=True) if ahead]
        first = [turn for turn, ahead in zip(turns, begun, strict=True) if not ahead]
        for position, turn in enumerate(first, start=1):
            set_blocks_to_come(request, len(first) - position)
            yield turn
        set_blocks_to_come(request, 0)
        yield from later

    def _context_of(
        self, request: HttpRequest, child: Any, hit: SubPageMatch | None, *, preview: bool
    ) -> BlockContext:
        # The request was routed here, so its path is the page's address: no need to look it up.
        address = request.path.removesuffix(hit.tail) if hit else request.path
        if preview:
            address = self.get_url(request) or "/"
        return BlockContext(
            request=request,
            page=self,
            block=child.block,
            value=child.value,
            block_id=str(child.id),
            site=site_of(request),
            subject=subject_of(request),
            address=address,
            preview=preview,
        )

    def _set_answers(
        self, request: HttpRequest, answers: Answers, found: Found | None
    ) -> Fragment | None:
        """Leave the fragments where the blocks find them when the template renders."""
        request._ratusz_answers = answers  # type: ignore[attr-defined]
        focus_id = str(found[0].id) if found else None
        request._ratusz_focus_id = focus_id  # type: ignore[attr-defined]
        focus = answers[focus_id][0] if focus_id else None
        request._ratusz_focus = focus  # type: ignore[attr-defined]
        return focus

    def _blocks_are_public(self, request: HttpRequest) -> bool:
        site = site_of(request)
        return all(
            child.block.is_cacheable
            for child in self.addon_children()
            if is_enabled(child.block.addon_slug, site)
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The template's context; `focus` is the fragment of the sub-URL being shown, or None."""
        context = super().get_context(request, *args, **kwargs)
        context["focus"] = getattr(request, "_ratusz_focus", None)
        return context

    # -- preview -----------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page itself and every previewable sub-URL of its blocks."""
        subpages = [
            (f"{child.id}:{item.name}", f"{child.block.label}: {item.name}")
            for child in self.addon_children()
            for item in child.block.subpages
            if item.sample is not None
        ]
        return [("", _("Page")), *subpages]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page with sample data in its blocks, never a resident's."""
        request.is_preview = True  # type: ignore[attr-defined]
        found = self._sample(mode_name) if mode_name else None
        with translation.override(language_of(self.locale_id)):
            answers, response = self._dispatch(request, found, preview=True)
            if response is None:
                self._set_answers(request, answers, found)
                response = super().serve_preview(request, "")
                response.render()
        set_cache_headers(response, request, same_for_all=False)
        return response

    def _sample(self, mode_name: str) -> Found | None:
        block_id, _separator, name = mode_name.partition(":")
        for child in self.addon_children():
            if str(child.id) == block_id:
                for item in child.block.subpages:
                    if item.name == name and item.sample is not None:
                        return child, SubPageMatch(item, dict(item.sample))
        return None

    # -- reverse -----------------------------------------------------------------------------

    def addon_url(self, block_id: str, name: str, **arguments: Any) -> str:
        """The address of a sub-URL of one of this page's blocks.

        Raises:
            NoReverseMatch: no such sub-URL, or the arguments do not fit.
            LookupError: no such block.

        """
        for child in self.addon_children():
            if str(child.id) == str(block_id):
                language = language_of(self.locale_id)
                tail = reverse_subpage(child.block.subpages, language, name, arguments)
                prefix = child.value.get("url_prefix") or ""
                return "".join([self.get_url(), f"{prefix}/" if prefix else "", tail])
        message = f"No block {block_id} on this page."
        raise LookupError(message)


def _below_prefix(tail: str, prefix: str | None) -> str | None:
    """The part of a path below a block's prefix, or None when it is not below it."""
    if not prefix:
        return tail
    head = f"{prefix}/"
    return tail[len(head) :] if tail.startswith(head) else None
