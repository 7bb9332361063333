"""The identities of the demo's municipalities. Addresses and numbers are invented."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from .models import Crest, Identity

IDENTITIES: dict[str, dict[str, str]] = {
    "pulawy": {
        "name": "Gmina Puławy",
        "office_name": "Urząd Gminy Puławy",
        "crest": Crest.OAK_RIVER,
        "address_1": "ul. Lipowa 4",
        "address_2": "24-100 Puławy",
        "phone": "81 555 01 00",
        "email": "urzad@gmina-pulawy.example",
        "tax_office_phone": "81 555 01 14",
        "epuap_address": "/UGPulawy/SkrytkaESP",
    },
    "zalesie": {
        "name": "Gmina Zalesie Nadrzeczne",
        "office_name": "Urząd Gminy Zalesie Nadrzeczne",
        "crest": Crest.FIR_RIVER,
        "address_1": "Rynek 1",
        "address_2": "00-999 Zalesie Nadrzeczne",
        "phone": "22 555 02 00",
        "email": "urzad@zalesie-nadrzeczne.example",
        "tax_office_phone": "22 555 02 14",
        "epuap_address": "/UGZalesieNadrzeczne/SkrytkaESP",
    },
}


def build(site: Site, tree: Any) -> None:
    """Give the site its identity, unless it has one."""
    values = IDENTITIES.get(tree.municipality)
    if values and not Identity.objects.filter(site=site).exists():
        Identity.objects.create(site=site, **values)
