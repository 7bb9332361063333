"""The rules of the quality scale, level by level."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import blocks, data, manifest, outside

if TYPE_CHECKING:
    from .inspected import Inspected


class Level(enum.IntEnum):
    """Each level includes those below it."""

    NONE = 0
    BRONZE = 1  # safe to install and to remove
    SILVER = 2  # copes with a bad day and with people's rights
    GOLD = 3  # finished for residents, officials and vendors
    PLATINUM = 4  # proven in service


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: its key in `quality.toml`; stored there, so it is never renamed.
        level: where it belongs.
        text: what it asks for.
        look: gives what is wrong, in words; None where only people can judge: then the entry names
            the proof.

    """

    name: str
    level: Level
    text: str
    look: Callable[[Inspected], Iterable[str]] | None = None


def _rules(
    level: Level, *entries: tuple[str, str, Callable[..., Iterable[str]] | None]
) -> list[Rule]:
    return [Rule(name, level, text, look) for name, text, look in entries]


RULES: tuple[Rule, ...] = (
    *_rules(
        Level.BRONZE,
        ("manifest_is_valid", "Slug, title, summary, version, platform.", manifest.is_valid),
        ("manifest_is_light", "apps.py imports no models and no settings.", manifest.is_light),
        ("declarations_load", "Every declared path leads somewhere.", manifest.declarations_load),
        ("data_flows_are_declared", "What leaves the portal is said.", manifest.data_flows),
        ("polish_complete", "Every text has its Polish.", manifest.polish),
        ("ukrainian_complete", "Every text has its Ukrainian.", manifest.ukrainian),
        ("removal_is_documented", "The README names every table.", manifest.removal),
        ("migrations_are_clean", "No pending migration.", data.migrations_are_clean),
        ("blocks_are_described", "Label, icon, description, preview.", blocks.are_described),
        ("assurance_is_declared", "Each block says for whom it is.", blocks.assurance_is_declared),
        ("translatable_children_exist", "Only children are named.", blocks.translatable_exist),
        ("subpages_are_translated", "An address in each language.", blocks.subpages_are_translated),
        ("golden_json_of_blocks", "The stored form is written down.", blocks.goldens),
        ("content_survives_removal", "Stored blocks come back equal.", blocks.survive_removal),
        ("door_is_shut", "Off: nothing. Not sure enough who asks: a teaser.", blocks.door_is_shut),
    ),
    *_rules(
        Level.SILVER,
        ("previews_show_samples", "The block picker shows something.", blocks.previews_render),
        ("records_have_a_site", "Each record belongs to a municipality.", data.have_a_site),
        ("settings_are_per_site", "Settings are a municipality's own.", data.settings_are_per_site),
        ("staff_screens_are_scoped", "Staff screens end at the municipality.", data.screens),
        ("personal_data_is_declared", "Who keeps data of people says so.", data.personal_data),
        ("export_and_erasure_work", "Both are tested.", None),
        ("calls_go_through_the_platform", "No socket of its own.", outside.calls_are_guarded),
        ("total_deadline_on_every_call", "Connectors end within the page's.", outside.deadlines),
        ("simulator_over_http", "Each connector has a simulator.", outside.simulators),
        ("health_is_reported", "Connectors check themselves.", outside.health),
        ("typed_results_never_empty_for_failure", "Not asked is not nothing.", None),
        ("source_down_is_told_in_plain_words", "Residents learn what they can do.", None),
        ("answers_are_parsed_strictly", "What comes from outside is judged.", None),
    ),
    *_rules(
        Level.GOLD,
        ("styles_are_scoped", "CSS in the layer addons, nothing inline.", outside.styles),
        ("other_resident_is_404_without_a_call", "Ids of others lead nowhere.", None),
        ("two_municipalities_are_kept_apart", "Nothing crosses over.", None),
        ("query_count_is_constant", "However many rows there are.", None),
        ("automatic_accessibility_checks", "Its pages pass axe.", None),
        ("access_is_audited", "Who looked at whose data is recorded.", None),
        ("integration_page_for_vendors", "Vendors read what is asked of them.", None),
        ("manual_chapter", "Editors and residents can read how to use it.", None),
    ),
    *_rules(
        Level.PLATINUM,
        ("load_figures_published", "What it bears, measured.", None),
        ("proven_against_a_real_system", "Not only against a simulator.", None),
        ("in_service_in_two_municipalities", "Residents use it.", None),
    ),
)
