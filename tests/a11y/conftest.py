"""Accessibility: axe and reflow over the pages of a running demo."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(autouse=True)
def well_behaved_simulators(portal):
    """Each test starts with every simulator behaving."""
    missing = [name for name in portal.commands if name not in portal.processes]
    portal.start(*missing) if missing else None
    portal.misbehave("ok", "*")
