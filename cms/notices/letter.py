"""One letter: the words of a notice with its values, as plain text and as HTML in our frame.

HTML is made here, from the words: editors and residents never write any. Addresses that an editor
wrote become links; those inside values do not, because values may come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from . import municipality, wordings
from .template import Literal, Place, Template, parse

if TYPE_CHECKING:
    from wagtail.models import Site

    from .kinds import Notice

FRAME = "notices/email/frame.html"

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a paragraph; with `href`, a link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands between two blank lines."""

    spans: tuple[Span, ...]

    @property
    def words(self) -> str:
        """Its words, without what is around them."""
        return "".join(span.text for span in self.spans).strip()

    @property
    def link(self) -> str:
        """Where it leads, when it is one link alone; otherwise empty."""
        said = [span for span in self.spans if span.text.strip()]
        return said[0].href if len(said) == 1 else ""

    @property
    def is_button(self) -> bool:
        """Whether it is one link alone."""
        return bool(self.link)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language, ready to be sent or kept. Its `repr` shows nothing of it."""

    language: str
    sender: str = field(repr=False)
    """The municipality's name."""

    subject: str = field(repr=False)
    text: str = field(repr=False)
    """What the notice says, without the frame."""

    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    """The same for HTML."""

    link: str = field(repr=False)
    """Absolute; empty when there is none."""

    portal: str = field(repr=False)
    """The address of the municipality's portal."""

    kept_text: str = field(repr=False)
    """The text for the inbox, which shows the link by itself."""

    refuse_url: str = field(default="", repr=False)
    """Where the reader refuses further mails of this topic; empty when they cannot."""

    @property
    def mail_text(self) -> str:
        """The plain part of the mail: the text and who writes."""
        with translation.override(self.language):
            lines = [gettext("This message was sent by the portal. Nobody reads answers to it.")]
            if self.refuse_url:
                lines.append(f"{gettext('No more e-mails about this')}: {self.refuse_url}")
        return "\n".join([self.text, "", "-- ", self.sender, f"{self.portal}/", *lines, ""])

    @property
    def mail_html(self) -> str:
        """The HTML part of the mail."""
        shown = ("language", "sender", "subject", "paragraphs", "portal", "refuse_url")
        with translation.override(self.language):
            return render_to_string(FRAME, {name: getattr(self, name) for name in shown})


def write(
    notice: Notice, *, site: Site, language: str, values: Mapping[str, Any], link: str = ""
) -> Letter:
    """Put the values into the municipality's words for a notice.

    Args:
        notice: what is told.
        site: in whose name.
        language: of the words; the notice's own words where the municipality has none in it.
        values: name ▸ value; exactly the names of the notice.
        link: where the matter is: a path of the portal, or an absolute address.

    Raises:
        ValueError: the values are not those of the notice, or the link is no address.

    """
    if set(values) != set(notice.names):
        message = f"{notice.kind} needs exactly these values: {', '.join(notice.names)}."
        raise ValueError(message)
    words = wordings.words_of(notice, site, language)
    return fill(notice, words, site=site, language=language, values=values, link=link)


def fill(
    notice: Notice,
    words: wordings.Words,
    *,
    site: Site,
    language: str,
    values: Mapping[str, Any],
    link: str = "",
) -> Letter:
    """Put values into words that may not be stored yet.

    Raises:
        ValueError: the link is no address.
        Malformed, KeyError: the words have a place that there is not.

    """
    sender, portal = one_line(municipality.name_of(site)), municipality.portal_of(site)
    target = absolute(link, portal)
    with translation.override(language):
        given = {name: clean(value) for name, value in values.items()}
        action = str(notice.action)
    given |= {"municipality": sender, "link": target, "portal": portal}
    subject, text = parse(words.subject), parse(words.text.replace("\r\n", "\n").strip())
    return Letter(
        language=language,
        sender=sender,
        subject=one_line(subject.render(given)),
        text=_squeezed(text.render(given)),
        paragraphs=tuple(_paragraphs(text, given, action)),
        link=target,
        portal=portal,
        kept_text=_squeezed(Template(tuple(_without_button(text))).render(given)),
    )


def absolute(link: str, portal: str) -> str:
    """A link as a mail needs it.

    Raises:
        ValueError: it is neither a path nor an http address.

    """
    if not link:
        return ""
    is_path = link.startswith("/") and not link.startswith(("//", "/\\"))
    is_address = link.startswith(("http://", "https://")) and bool(urlsplit(link).hostname)
    if re.search(r"[\s\x00-\x20<>\"'\\]", link) or not (is_path or is_address):
        message = "A link is a path of the portal or an http address."
        raise ValueError(message)
    return f"{portal}{link}" if is_path else link


def clean(value: Any) -> str:
    """A value as text, without control characters."""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Text that may stand in a header."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _squeezed(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_button(text: Template) -> Iterator[Literal | Place]:
    """The words without paragraphs that are the link alone."""
    for paragraph in _split(text):
        pieces = [piece for piece in paragraph if not _is_blank(piece)]
        if pieces != [Place("link")]:
            yield from paragraph
            yield Literal("\n\n")


def _paragraphs(text: Template, values: Mapping[str, str], action: str) -> Iterator[Paragraph]:
    for pieces in _split(text):
        spans = tuple(span for piece in pieces for span in _spans(piece, values, action))
        if any(span.text.strip() for span in spans):
            yield Paragraph(spans)


def _spans(piece: Literal | Place, values: Mapping[str, str], action: str) -> Iterator[Span]:
    if isinstance(piece, Literal):
        yield from _with_links(piece.text)
    elif piece.name == "link":
        if values["link"]:
            yield Span(action, values["link"])
    elif piece.name == "portal":
        yield Span(urlsplit(values["portal"]).netloc, values["portal"])
    else:
        yield Span(values[piece.name])


def _with_links(text: str) -> Iterator[Span]:
    end = 0
    for match in _ADDRESS.finditer(text):
        yield Span(text[end : match.start()])
        yield Span(match[0], match[0])
        end = match.end()
    yield Span(text[end:])


def _split(text: Template) -> Iterable[list[Literal | Place]]:
    """The pieces by paragraph; only blank lines of the words themselves divide."""
    paragraphs: list[list[Literal | Place]] = [[]]
    for piece in text.pieces:
        if isinstance(piece, Place):
            paragraphs[-1].append(piece)
            continue
        first, *others = _BLANK_LINES.split(piece.text)
        paragraphs[-1].append(Literal(first))
        paragraphs.extend([Literal(other)] for other in others)
    return paragraphs


def _is_blank(piece: Literal | Place) -> bool:
    return isinstance(piece, Literal) and not piece.text.strip()
