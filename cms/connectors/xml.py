"""Strict XML: parsed without entities, repair or network; read as text, by name.

`Node` gives the raw text of elements, so that values are judged by `parsing` alone. Elements that
nobody asks for are ignored: a vendor may add some at any time. Missing and repeated ones are not.
"""

from __future__ import annotations

import contextlib
from typing import Any

from lxml import etree

from .errors import Garbage, WrongData

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def parse(body: bytes) -> Node:
    """The root element of a document.

    Raises:
        Garbage: it is not well-formed, or carries a document type (the door of XXE and of
            entity bombs).

    """
    if b"<!DOCTYPE" in body:  # before the parser sees it; other encodings are caught below
        raise Garbage("XML with a document type")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: Any = None
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(body, parser=parser)
    if root is None:
        raise Garbage("not well-formed XML")
    if root.getroottree().docinfo.doctype:
        raise Garbage("XML with a document type")
    return Node(root)


class Node:
    """One element of an answer.

    Names are local names; they match in the element's own namespace or in none, so an element of
    somebody else's namespace with the same name is not mistaken for ours.
    """

    __slots__ = ("_element",)

    def __init__(self, element: Any) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The local name."""
        return str(etree.QName(self._element).localname)

    @property
    def namespace(self) -> str:
        """The namespace; empty when there is none."""
        return etree.QName(self._element).namespace or ""

    @property
    def value(self) -> str:
        """The raw text of this element.

        Raises:
            WrongData: it holds elements, or says that it is nil.

        """
        if len(self._element) or self._is_nil():
            raise WrongData(self.name, "not a simple value")
        return self._element.text or ""

    def text(self, name: str) -> str:
        """The raw text of the one child of that name; may be empty.

        Raises:
            WrongData: it is missing, repeated, nil, or holds elements.

        """
        return self.child(name).value

    def optional(self, name: str) -> str | None:
        """The raw text of a child, or None when it is missing or nil.

        Raises:
            WrongData: it is repeated, or holds elements.

        """
        found = self.maybe(name)
        return None if found is None or found._is_nil() else found.value

    def child(self, name: str) -> Node:
        """The one child of that name.

        Raises:
            WrongData: it is missing or repeated.

        """
        found = self.maybe(name)
        if found is None:
            raise WrongData(name, "missing")
        return found

    def maybe(self, name: str) -> Node | None:
        """The child of that name, or None.

        Raises:
            WrongData: it is repeated.

        """
        found = self.children(name, most=1)
        return found[0] if found else None

    def children(self, name: str, *, most: int = 10_000) -> list[Node]:
        """All children of that name, in their order.

        Raises:
            WrongData: there are more than `most`.

        """
        wanted = {name, f"{{{self.namespace}}}{name}"}
        found = [Node(element) for element in self._element if element.tag in wanted]
        if len(found) > most:
            raise WrongData(name, f"more than {most}")
        return found

    def only_child(self) -> Node:
        """The single child, whatever its name.

        Raises:
            Garbage: there is none, or there are several.

        """
        if len(self._element) != 1:
            raise Garbage(f"{self.name} does not hold one element")
        return Node(self._element[0])

    def attribute(self, name: str) -> str:
        """The raw text of an attribute without a namespace.

        Raises:
            WrongData: it is missing.

        """
        value: str | None = self._element.get(name)
        if value is None:
            raise WrongData(name, "missing")
        return value

    def _is_nil(self) -> bool:
        return self._element.get(_NIL, "").strip() in {"true", "1"}

    def __repr__(self) -> str:
        return f"<Node {self.name}>"
