"""Pages that carry add-on blocks: routing to sub-URLs, dispatch before rendering, cache headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from . import door
from .addresses import address_of, below_prefix
from .blocks import BlockContext, Fragment
from .caching import set_cache_headers
from .fairness import set_blocks_to_come
from .languages import language_of
from .people import Subject, subject_of
from .routes import PublicSubPage, SubPageMatch, match
from .sites import site_of
from .switch import is_enabled
from .walk import addon_children

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
    from wagtail.models import Site
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
        """The blocks of running add-ons on the page, in order, those in columns too."""
        for name in self.addon_fields:
            yield from addon_children(getattr(self, name))

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
            rest = below_prefix(tail, child.value.get("url_prefix"))
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
        if found is not None and found[1].former and request.method in {"GET", "HEAD"}:
            return HttpResponsePermanentRedirect(self._present_address(request, found))
        answers, response = self._dispatch(request, found)
        same_for_all = self.may_be_public and found is None and self._blocks_are_public(request)
        if response is None:
            focus = self._set_answers(request, answers, found)
            response = super().serve(request, *args, **kwargs)
            response.status_code = focus.status if focus else 200
        set_cache_headers(response, request, same_for_all=same_for_all)
        return response

    def _present_address(self, request: HttpRequest, found: Found) -> str:
        """Where a sub-URL is that was asked for at an address that it had before."""
        child, hit = found
        address = request.path.removesuffix(hit.tail)
        url = address_of(
            child, language_of(self.locale_id), address, hit.subpage.name, hit.arguments
        )
        query = request.META.get("QUERY_STRING", "")
        return f"{url}?{query}" if query else url

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
        subject = subject_of(request)
        if preview:
            address = self.get_url(request) or "/"
            subject = Subject(site_id=subject.site_id, name=_("Sample resident"))
        return BlockContext(
            request=request,
            page=self,
            block=child.block,
            value=child.value,
            block_id=str(child.id),
            site=site_of(request),
            subject=subject,
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
            (f"{child.id}:{item.name}", f"{child.block.label}: {item.title or item.name}")
            for child in self.addon_children()
            for item in child.block.subpages
            if item.preview_arguments is not None
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
                    arguments = item.preview_arguments
                    if item.name == name and arguments is not None:
                        return child, SubPageMatch(item, dict(arguments))
        return None

    # -- public sub-pages --------------------------------------------------------------------

    def public_subpages(self, request: HttpRequest) -> Iterator[tuple[str, PublicSubPage]]:
        """(address, sub-page) of everything that blocks show to everybody below this page.

        A block that raises is logged and left out.
        """
        language = language_of(self.locale_id)
        base = self.get_url(request)
        for child, item in self._public_subpages(site_of(request)):
            yield address_of(child, language, base, item.name, item.arguments), item

    def _public_subpages(self, site: Site | None) -> Iterator[tuple[Any, PublicSubPage]]:
        language = language_of(self.locale_id)
        for child in self.addon_children():
            if is_enabled(child.block.addon_slug, site):
                for item in door.public_subpages(child, site, language):
                    yield child, item

    def public_subpage_words(self) -> str:
        """What the search finds this page by beside its own words."""
        found = (item for _child, item in self._public_subpages(self.get_site()))
        return " ".join(f"{item.title} {item.text}".strip() for item in found)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The page for a sitemap, and the public sub-pages of its blocks."""
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        if request is None or not urls:
            return urls
        root = urls[0]["location"].removesuffix(self.get_url(request) or "")
        return urls + [
            {"location": f"{root}{address}", "lastmod": item.changed or urls[0].get("lastmod")}
            for address, item in self.public_subpages(request)
        ]

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
                return address_of(child, language, self.get_url(), name, arguments)
        message = f"No block {block_id} on this page."
        raise LookupError(message)
