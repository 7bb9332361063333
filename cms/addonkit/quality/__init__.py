"""The quality scale of add-ons: what each level asks for, and whether an add-on says the truth.

An add-on's `quality.toml` has a table a level; each rule is

    "done"                      the machine can see it, and looks
    "done: tests/x/test_y.py::test_z, docs/x.md"
                                only people can judge it: where the proof lies; it must be there
    "exempt: <reason>"          the rule does not concern this add-on
    "open" or "open: <why>"     not yet

A level is reached when nothing in it or below it is open. `cms.addonkit.testing.AddonContract`
checks all of it.
"""

from .rules import RULES, Level, Rule
from .scale import Entry, State, level_of, read_scale

__all__ = ["RULES", "Entry", "Level", "Rule", "State", "level_of", "read_scale"]
