"""The rules for templates that a machine can check, each with the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Template tags stand inside attributes and would hide or fake their ends.
TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
COMMENT = re.compile(r"\{% *comment.*?endcomment *%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
ELEMENT = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
TEMPLATE_RULES = (
    (re.compile(r"\|\s*safe\b"), "no |safe: escape it, or make it safe where it is made"),
    (re.compile(r"\{%\s*autoescape\s+off"), "no autoescape off"),
)
ELEMENT_RULES = (
    (re.compile(r"\sstyle\s*=", re.I), "no style attribute: the CSP refuses it; use a class"),
    (re.compile(r"\son[a-z]+\s*=", re.I), "no on… attribute: the CSP refuses it; use a module"),
    (re.compile(r"^<style\b", re.I), "no <style>: the CSP refuses it; use the stylesheet"),
    (re.compile(r"^<script(?![^>]*\ssrc=)", re.I), "no inline script: the CSP refuses it"),
    (re.compile(r"^<img(?![^>]*\salt=)", re.I), "an <img> needs an alt, empty for decoration"),
    (re.compile(r"=\s*[\"']?\s*javascript:", re.I), "no javascript: address"),
    (
        re.compile(r"\s(?:href|action|src)\s*=\s*[\"']/(?!/)", re.I),
        "no hard-coded address of ours: use url, pageurl, addon_url or static",
    ),
)
# Mail programs read neither stylesheets nor modules.
IN_MAILS_ALLOWED = ("no style attribute", "no <style>")


def broken_rules(text: str, *, mail: bool = False) -> Iterator[str]:
    """The rules that a template breaks, a sentence each with the place.

    Args:
        text: the template's source.
        mail: whether it is an e-mail, where styles may be inline.

    """
    text = COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for pattern, rule in TEMPLATE_RULES:
        for found in pattern.finditer(text):
            yield f"line {_line(text, found.start())}: {rule}"
    plain = TAG.sub(lambda found: "{}" + "\n" * found.group().count("\n"), text)
    for element in ELEMENT.finditer(plain):
        for pattern, rule in ELEMENT_RULES:
            if pattern.search(element.group()) and not (mail and rule.startswith(IN_MAILS_ALLOWED)):
                yield f"line {_line(plain, element.start())}: {rule}"


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
