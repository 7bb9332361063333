"""An end that was noted down earlier proves that the chain of that day is still there."""

import pytest
from django.core.management import CommandError, call_command

from cms.audit import verification
from cms.audit.models import Head
from cms.audit.services import Whose, record, record_many
from tests.audit import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def chained(site):
    """A site whose chain has three entries."""
    record_many("sample.thing", [Whose(object_id=str(n)) for n in range(3)], site=site, actor=None)
    return site


def end_of(site):
    return verification.verify(site.pk).end


def test_anchor_noted_earlier_is_still_there(chained):
    end = end_of(chained)
    record("sample.thing", site=chained, actor=None)

    call_command("audit", "verify", "--anchor", end)


def test_anchor_that_never_was_is_missed(chained):
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("audit", "verify", "--anchor", end_of(chained)[:-1] + "x")


def test_text_that_is_no_anchor_is_refused(chained):
    with pytest.raises(CommandError, match="no anchor"):
        call_command("audit", "verify", "--anchor", "x")


def test_chain_put_back_to_an_older_copy_with_its_end_shows_by_the_anchor(chained):
    """The last entry removed, and the end as it really was then: by itself the chain is intact."""
    older = Head.objects.filter(pk=chained.pk).values_list("sequence", "hash", "mac").get()
    record("sample.thing", site=chained, actor=None)
    end = end_of(chained)
    tampering.remove(chained, 4)
    tampering.execute(
        f"UPDATE {Head._meta.db_table} SET sequence = %s, hash = %s, mac = %s WHERE chain = %s",
        [*older, chained.pk],
    )

    assert verification.verify(chained.pk).findings == ()
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("audit", "verify", "--anchor", end)
