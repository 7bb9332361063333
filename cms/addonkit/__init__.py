"""The add-on contract: what an add-on declares, how its blocks reach a page, and who may see them.

The names below are the whole public interface. They are loaded on first use, because manifests are
read while settings load, before any model exists.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .blocks import AddonBlock, BlockContext, Fragment, subpage
    from .fields import AddonStreamField
    from .manifest import AddonConfig
    from .pages import AddonPageMixin
    from .people import Assurance, Pesel, Subject
    from .placements import addon_reverse
    from .sites import site_of

_HOMES = {
    "AddonBlock": "blocks",
    "AddonConfig": "manifest",
    "AddonPageMixin": "pages",
    "AddonStreamField": "fields",
    "Assurance": "people",
    "BlockContext": "blocks",
    "Fragment": "blocks",
    "Pesel": "people",
    "Subject": "people",
    "addon_reverse": "placements",
    "site_of": "sites",
    "subpage": "blocks",
}

__all__ = [
    "AddonBlock",
    "AddonConfig",
    "AddonPageMixin",
    "AddonStreamField",
    "Assurance",
    "BlockContext",
    "Fragment",
    "Pesel",
    "Subject",
    "addon_reverse",
    "site_of",
    "subpage",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
