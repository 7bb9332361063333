#!/usr/bin/env python
"""Message catalogues without gettext tools: extract, merge, compile, check.

    python tools/messages.py                 extract and compile every app's catalogues
    python tools/messages.py addons/dues     the same, for the apps named only
    python tools/messages.py --prune         also drop entries that nothing uses any more
    python tools/messages.py --compile       only compile, where the .po is newer than its .mo
    python tools/messages.py --check         change nothing; fail and list what is wrong

Message ids are English. Each app has `locale/<language>/LC_MESSAGES/django.po` for the languages
of `LANGUAGES`; the files carry no dates and no line numbers, so that they change only when a
message does.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("pl", "uk")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_MARKS = ("Translators:",)
HEADER_LINES_THAT_CHURN = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By'
    r"|Report-Msgid-Bugs-To):.*\n",
    re.MULTILINE,
)
# What a translation must hold exactly as the message does: named places, route converters, tags.
PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?[a-z][^>]*>|\$\w+")


def apps(root: Path = ROOT) -> list[Path]:
    """The folders of the apps, in a fixed order: `cms/*`, `addons/*`, `pages`."""
    found = [*(root / "cms").iterdir(), *(root / "addons").iterdir(), root / "pages"]
    return sorted(folder for folder in found if (folder / "__init__.py").exists())


def messages_of(app: Path) -> Catalog:
    """The messages that an app's Python files and templates ask for."""
    catalog = Catalog(fuzzy=False)
    for path in _sources(app):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
            # What surrounds the messages is filler: its indentation must not look like Python's.
            text = "\n".join(line.lstrip() for line in text.splitlines())
        for _line, message, comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, COMMENT_MARKS, strip_comment_tags=True
        ):
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def _sources(app: Path) -> Iterator[Path]:
    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path
    for pattern in ("templates/**/*.html", "templates/**/*.txt"):
        yield from sorted(app.glob(pattern))


def catalogue_path(app: Path, language: str) -> Path:
    """Where an app keeps its messages in a language."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(old: Catalog, wanted: Catalog, language: str, *, prune: bool) -> Catalog:
    """The messages wanted with the translations already there; those unused become obsolete."""
    catalog = Catalog(locale=language, project="Ratusz", version="1", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# Ratusz: messages of this app. Made by `make messages`."
    known: dict[object, Message] = {_key(message): message for message in old.obsolete.values()}
    known.update({_key(message): message for message in old if message.id})
    for message in wanted:
        if not message.id:
            continue
        before = known.pop(_key(message), None)
        catalog[message.id] = Message(
            message.id,
            _translation(message, before, catalog.num_plurals),
            locations=sorted(set(message.locations)),
            flags=set(message.flags) | (set(before.flags) & {"fuzzy"} if before else set()),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    if not prune:
        for message in known.values():
            if any(_strings(message)):
                catalog.obsolete[_key(message)] = message
    return catalog


def _translation(message: Message, before: Message | None, plurals: int) -> str | tuple[str, ...]:
    """The translation kept from before, when it has the shape the message needs now."""
    if before is not None and message.pluralizable == before.pluralizable:
        strings = _strings(before)
        return strings if message.pluralizable else strings[0]
    return ("",) * plurals if message.pluralizable else ""


def _key(message: Message) -> str | tuple[str, str]:
    text = _ids(message)[0]
    return (text, message.context) if message.context is not None else text


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string
    return tuple(string) if isinstance(string, tuple | list) else (string or "",)


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def as_text(catalog: Catalog) -> str:
    """The .po file of a catalogue, the same for the same messages on any day."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, include_lineno=False)
    return HEADER_LINES_THAT_CHURN.sub("", buffer.getvalue().decode("utf-8")).rstrip("\n") + "\n"


def update(app: Path, *, prune: bool) -> None:
    """Write an app's catalogues anew from its sources."""
    wanted = messages_of(app)
    for language in LANGUAGES:
        path = catalogue_path(app, language)
        if not len(wanted) and not path.exists():
            continue
        catalog = merge(read(path, language), wanted, language, prune=prune)
        text = as_text(catalog)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        missing = sum(1 for message in catalog if message.id and not all(_strings(message)))
        note = f", {missing} to translate" if missing else ""
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages{note}")


def compile_changed(app: Path) -> int:
    """Compile an app's catalogues that are newer than their .mo; returns how many."""
    compiled = 0
    for language in LANGUAGES:
        source = catalogue_path(app, language)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, read(source, language))
        draft.replace(target)  # a running process never reads half a file
        compiled += 1
    return compiled


def problems(selected: list[Path]) -> list[str]:
    """What is wrong with the catalogues, a sentence each."""
    found: list[str] = []
    said: dict[tuple[str, object], tuple[tuple[str, ...], str]] = {}
    for app in selected:
        wanted = messages_of(app)
        for language in LANGUAGES:
            path = catalogue_path(app, language)
            where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            catalog = read(path, language)
            for message in wanted:
                if not message.id:
                    continue
                entry = catalog.get(_ids(message)[0], message.context)
                found += [f"{where}: {text}" for text in _faults(message, entry)]
                if entry is not None and all(_strings(entry)):
                    first = said.setdefault(
                        (language, _key(message)), (_strings(entry), str(where))
                    )
                    if first[0] != _strings(entry):
                        found.append(
                            f"{where}: {message.id!r} is translated otherwise in {first[1]};"
                            " Django keeps only one. Use the same words, or pgettext."
                        )
            unused = {_key(m) for m in catalog if m.id} - {_key(m) for m in wanted if m.id}
            found += [f"{where}: {key!r} is used nowhere (make messages)" for key in unused]
            found += [
                f"{where}: {key!r} is obsolete (python tools/messages.py --prune)"
                for key in catalog.obsolete
            ]
    return found


def _faults(message: Message, entry: Message | None) -> Iterator[str]:
    """What is wrong with the translation of one message."""
    if entry is None:
        yield f"{message.id!r} is missing (make messages)"
        return
    if entry.fuzzy:
        yield f"{message.id!r} is fuzzy: look at it and take the mark away"
    if message.pluralizable != entry.pluralizable:
        yield f"{message.id!r} has changed its plural (make messages)"
        return
    if not all(_strings(entry)):
        yield f"{message.id!r} is not translated"
        return
    allowed = {frozenset(PLACES.findall(text)) for text in _ids(message)}
    everything = frozenset().union(*allowed)
    for text in _strings(entry):
        places = frozenset(PLACES.findall(text))
        # A plural form may leave out the number ("one file"), as the message's own forms do.
        if places not in allowed and not (message.pluralizable and places == everything):
            yield f"{message.id!r}: {text!r} must hold {sorted(everything)}, has {sorted(places)}"


def main() -> int:
    """Run the command line; the exit code is 1 when --check finds something."""
    parser = argparse.ArgumentParser(description="Extract, compile and check message catalogues.")
    parser.add_argument("apps", nargs="*", help="folders of apps; all when none is named")
    parser.add_argument("--check", action="store_true", help="change nothing, list what is wrong")
    parser.add_argument("--compile", action="store_true", help="only compile what changed")
    parser.add_argument("--prune", action="store_true", help="drop entries that nothing uses")
    options = parser.parse_args()
    selected = [Path(name).resolve() for name in options.apps] or apps()
    if options.check:
        found = problems(selected)
        for problem in found:
            print(problem, file=sys.stderr)
        return 1 if found else 0
    if not options.compile:
        for app in selected:
            update(app, prune=options.prune)
    compiled = sum(compile_changed(app) for app in selected)
    print(f"Catalogues compiled: {compiled}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
