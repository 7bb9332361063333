"""A strict reader of Prometheus' text format 0.0.4, written from its specification."""

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,|$)')
SAMPLE = re.compile(rf"({NAME})\{{(.*)\}} (-?(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|\+Inf|NaN))")
KINDS = {"counter", "gauge", "histogram"}


def parse(text):
    """{(name, frozenset of labels): value}; asserts what the format asks for."""
    assert text.endswith("\n")
    found, families, kind, family = {}, set(), "", ""
    for line in text[:-1].split("\n"):
        if line.startswith("# HELP "):
            _hash, _help, family, words = line.split(" ", 3)
            assert words
            assert re.fullmatch(NAME, family)
            assert family not in families, "the lines of a family stand together"
            families.add(family)
            kind = ""
        elif line.startswith("# TYPE "):
            _hash, _type, name, kind = line.split(" ")
            assert name == family
            assert kind in KINDS
        else:
            key, value = _sample(line, family, kind)
            assert key not in found, "each line once"
            found[key] = value
    return found


def _sample(line, family, kind):
    match = SAMPLE.fullmatch(line)
    assert match, line
    name, written, value = match.groups()
    endings = ("_bucket", "_sum", "_count") if kind == "histogram" else ("",)
    assert name in {family + ending for ending in endings}
    labels, position = {}, 0
    while position < len(written):
        label = LABEL.match(written, position)
        assert label, line
        labels[label[1]] = label[2]
        position = label.end()
    return (name, frozenset(labels.items())), float(value)
