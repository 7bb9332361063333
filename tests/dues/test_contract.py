"""The ledger keeps to the contract of all connectors."""

import pytest

from addons.dues import services
from addons.dues.connectors import LedgerSource
from addons.dues.models import DuesSettings
from addons.dues.simulator.lies import MODES
from cms.connectors.results import Reason
from cms.connectors.testing import ConnectorContract, World

UNREADABLE = {
    "fault": {Reason.FAULT},
    "cp1250": {Reason.GARBAGE},
    "doctype": {Reason.GARBAGE},
    "not_soap": {Reason.GARBAGE},
}
USABLE = {"extra_element", "unknown_words", "markup", "incomplete"}


class TestLedgerContract(ConnectorContract):
    connector = LedgerSource
    simulator = "dues"
    docs = "dues"
    lies = {mode: UNREADABLE.get(mode, {Reason.WRONG_DATA}) for mode in MODES if mode not in USABLE}
    usable = USABLE
    other_person = "wrong_person"

    @pytest.fixture
    def world(self, configured, anna, simulator):
        return World(
            simulator,
            configured,
            anna,
            lambda deadline: services.overview(anna, configured, deadline),
            unset=lambda: DuesSettings.objects.update(source_url=""),
        )
