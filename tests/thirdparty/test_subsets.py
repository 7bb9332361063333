"""Any set of add-ons: the site starts, is sound, needs no migration, and shows every page."""

from itertools import combinations

import pytest

from cms.settings.base import INTREE_ADDONS

EVERY = tuple(sorted({*INTREE_ADDONS, "waste"}))
BUILT_IN = {"audit", "dashboard"}


def small_cover(slugs):
    """All, none, each alone, each missing; then pairs until each two were on together, and apart.

    Each alone with each missing covers every pair of states of two add-ons as soon as there are
    four: (on, off) and (off, on) alone, (on, on) where a third is missing, (off, off) where a third
    is alone.
    """
    sets = [set(slugs), set(), *({slug} for slug in slugs), *(set(slugs) - {s} for s in slugs)]
    for pair in combinations(slugs, 2):
        if not any(set(pair) <= each for each in sets):
            sets.append(set(pair))
    return [tuple(sorted(each)) for each in dict.fromkeys(map(frozenset, sets))]


def all_subsets(slugs):
    return [each for size in range(len(slugs) + 1) for each in combinations(slugs, size)]


def assert_works(world, running, *whole):
    (found,) = world.run(["survey", *whole], exclude=sorted({*EVERY} - {*running}))

    assert found["wrong"] == {}
    assert found["failed"] == {}
    assert found["pages"] >= 20
    assert {*found["addons"]} & {*EVERY} == {*running}
    assert {*found["addons"]} >= BUILT_IN


@pytest.mark.parametrize("running", small_cover(EVERY), ids=lambda each: "+".join(each) or "none")
def test_site_works_with(world, running):
    assert_works(world, running)


@pytest.mark.verify
@pytest.mark.parametrize("running", all_subsets(EVERY), ids=lambda each: "+".join(each) or "none")
def test_site_works_with_each_subset(world, running):
    assert_works(world, running, "whole")


@pytest.mark.verify
def test_site_works_in_safe_mode(world):
    (found,) = world.run(["survey"], safe=True)

    assert found["wrong"] == {}
    assert not {*found["addons"]} & {*EVERY}


@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_small_cover_has_every_pair_of_states(count):
    slugs = tuple("abcdefg"[:count])
    cover = small_cover(slugs)

    seen = {
        (one, one in each, two, two in each)
        for each in cover
        for one, two in combinations(slugs, 2)
    }

    assert len(seen) == 4 * len(list(combinations(slugs, 2)))
