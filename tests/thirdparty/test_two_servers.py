"""The switch takes effect on the next request, in every process, without a restart."""

from .test_wheel import PAGE, STREET


def seen(visitors):
    """What each server shows: the block on its page, and the status of its sub-URL."""
    return [("wtorek" in each.get(PAGE).text, each.get(STREET).status) for each in visitors]


def test_switch_takes_effect_on_the_next_request_in_both_servers(world, two_servers):
    world.run(["place"])
    assert seen(two_servers) == [(True, 200)] * 2

    world.run(["switch", "0"])
    assert seen(two_servers) == [(False, 404)] * 2

    world.run(["switch", "1"])
    assert seen(two_servers) == [(True, 200)] * 2
