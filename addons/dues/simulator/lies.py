"""How the simulator's answers can be wrong, one way a mode. The portal must survive each."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from .books import MARIA
from .writing import NAMESPACE, envelope

SECRET = "ORA-00942: tns=dues_prod/Tajne123@10.0.0.1"  # noqa: S105 - invented, must never be shown
TOO_MANY = 10_001

Root = etree._Element


def _path(name: str) -> str:
    return ".//" + "/".join(f"{{{NAMESPACE}}}{part}" for part in name.split("/"))


def _say(name: str, text: str | None) -> Callable[[Root], None]:
    """Put a text into the first element of that name."""

    def lie(root: Root) -> None:
        node = root.find(_path(name))
        if node is not None:
            node.text = text

    return lie


def _add_grosz(name: str) -> Callable[[Root], None]:
    """Make an amount too large by one grosz."""

    def lie(root: Root) -> None:
        node = root.find(_path(name))
        if node is not None:
            node.text = str(int(node.text or "0") + 1)

    return lie


def _twice(name: str) -> Callable[[Root], None]:
    """Repeat the first element of that name."""

    def lie(root: Root) -> None:
        node = root.find(_path(name))
        if node is not None:
            node.addnext(copy.deepcopy(node))

    return lie


def _drop(name: str) -> Callable[[Root], None]:
    """Leave out the first element of that name."""

    def lie(root: Root) -> None:
        node = root.find(_path(name))
        parent = None if node is None else node.getparent()
        if node is not None and parent is not None:
            parent.remove(node)

    return lie


def _overpaid(root: Root) -> None:
    for line in root.iterfind(_path("instalment")):
        if line.find(_path("principal")) is None:  # an allocation names an instalment, too
            continue
        principal, paid = line.find(_path("principal")), line.find(_path("paid"))
        if principal is not None and paid is not None:
            paid.text = str(int(principal.text or "0") + 1)
            return


def _extra_element(root: Root) -> None:
    """Elements of later versions, in our namespace and in a foreign one."""
    for node in [root, *root.iterfind(_path("account")), *root.iterfind(_path("payment"))]:
        etree.SubElement(node, f"{{{NAMESPACE}}}invented").text = "1E+400"
        foreign = etree.SubElement(node, "{urn:vendor:extras}balance")
        foreign.text = "NaN"


def _unknown_words(root: Root) -> None:
    _say("account/kind", "dog_tax")(root)
    _say("payment/source", "barter")(root)


def _markup(root: Root) -> None:
    _say("account/name", "<script>alert(1)</script> & co")(root)
    _say("account/object", "{{ settings.SECRET_KEY }} {% debug %}")(root)


def _too_many_rows(root: Root) -> None:
    account, line = root.find(_path("account")), root.find(_path("account/instalment"))
    if account is None or line is None:
        return
    for number in range(TOO_MANY):
        another = copy.deepcopy(line)
        _say("id", f"X-{number}")(another)
        line.addnext(another)


# mode ▸ (what it does, in words; what it does, to the answer)
_TREES: dict[str, tuple[Any, Callable[[Root], None]]] = {
    "nan": (_("gives NaN as an amount"), _say("account/instalment/principal", "NaN")),
    "exponent": (_("gives 1E+400 as an amount"), _say("account/balance", "1E+400")),
    "minus_zero": (_("gives -0 as an amount"), _say("account/instalment/paid", "-0")),
    "negative": (_("gives a negative amount"), _say("account/balance", "-39000")),
    "fraction": (_("gives a fraction of a grosz"), _say("account/balance", "39000.5")),
    "empty_amount": (_("gives an empty amount"), _say("account/balance", None)),
    "comma": (_("gives złote with a comma"), _say("account/balance", "390,00")),
    "wrong_person": (_("gives somebody else's ledger"), _say("payer/pesel", MARIA)),
    "wrong_question": (_("answers another question"), _say("requestId", "another-question")),
    "duplicate": (_("repeats an instalment"), _twice("account/instalment")),
    "duplicate_account": (_("repeats an account"), _twice("account")),
    "sum_mismatch": (_("gives a balance that is not the sum"), _add_grosz("account/balance")),
    "overpaid": (_("says more was paid than owed"), _overpaid),
    "year_0001": (_("gives the year 0001"), _say("account/instalment/due", "0001-01-01")),
    "year_9999": (_("gives the year 9999"), _say("account/instalment/due", "9999-12-31")),
    "not_a_day": (_("gives 30 February"), _say("account/asOf", "2020-02-30")),
    "euro": (_("gives euros"), _say("currency", "EUR")),
    "wrong_bank_account": (
        _("gives a bank account with wrong check digits"),
        _say("account/bankAccount", "0" * 26),
    ),
    "unknown_state": (
        _("gives a state outside of the contract"),
        _say("account/instalment/state", "doubtful"),
    ),
    "unknown_words": (_("gives a kind and a source outside of the contract"), _unknown_words),
    "missing_element": (_("leaves the balance out"), _drop("account/balance")),
    "extra_element": (_("adds elements of a later version"), _extra_element),
    "too_many_rows": (_("gives 10,001 instalments"), _too_many_rows),
    "markup": (_("gives markup in names"), _markup),
    "incomplete": (_("says that something is missing"), _say("complete", "false")),
}

_BYTES: dict[str, Any] = {
    "fault": _("answers with a SOAP Fault that holds a secret"),
    "cp1250": _("answers in cp1250 and calls it UTF-8"),
    "doctype": _("answers with a document type and entities"),
    "not_soap": _("answers with XML that is no SOAP"),
}

MODES: dict[str, Any] = {**{mode: words for mode, (words, _lie) in _TREES.items()}, **_BYTES}


def told(mode: str, root: Root) -> bytes:
    """The message for an answer, made wrong in the way of a mode; `ok` leaves it as it is."""
    if mode in _TREES:
        _TREES[mode][1](root)
    if mode == "not_soap":
        return etree.tostring(root)
    message = envelope(root)
    if mode == "cp1250":
        return message.decode("utf-8").encode("cp1250", errors="replace")
    if mode == "doctype":
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return message.replace(b"?>", b"?>" + entity, 1).replace(b">PLN<", b">&e;<")
    return message
