"""The screens of notices: drafts are written and published, proofs are looked up."""

import pytest
from django.utils import timezone

from cms.audit.models import Entry
from cms.clauses import services
from cms.clauses.models import Clause
from cms.clauses.screens import AcknowledgementViewSet, ClauseViewSet
from cms.clauses.services import Read
from tests.audit import people
from tests.audit.staff_contract import assert_isolated
from tests.clauses.notices import TEXT, draft, published

pytestmark = pytest.mark.django_db

RIGHTS = (
    *(f"ratusz_clauses.{action}_clause" for action in ("view", "add", "change", "delete")),
    "ratusz_clauses.view_acknowledgement",
)
SCREEN = ClauseViewSet()


@pytest.fixture
def official(site, other_site, client, without_gates):
    made = people.official(*RIGHTS, sites=[site])
    client.force_login(made)
    return made


def test_notices_end_at_the_municipality(client, official, site, other_site):
    theirs = draft(other_site, text="Tajemnica sąsiadów")
    Clause.objects.filter(pk=theirs.pk).update(title="Cudze dane")
    theirs.refresh_from_db()

    assert_isolated(
        client,
        ClauseViewSet,
        official=official,
        mine=draft(site),
        theirs=theirs,
        words=("Tajemnica", "Cudze"),
        form={"key": "x", "language": "pl", "title": "x", "text": "x"},
    )


def test_proofs_end_at_the_municipality(client, official, site, other_site):
    def proof(where, title):
        clause = draft(where)
        Clause.objects.filter(pk=clause.pk).update(title=title)
        clause = services.publish(clause, user=None)
        return services.acknowledge(Read(clause.pk, timezone.now()), user_id=people.user().pk)

    assert_isolated(
        client,
        AcknowledgementViewSet,
        official=official,
        mine=proof(site, "Moje"),
        theirs=proof(other_site, "Tajemnica"),
        words=("Tajemnica",),
    )


def test_draft_is_written_and_numbered(client, official, site):
    answer = client.post(
        SCREEN.url("add"), {"key": "faults", "language": "pl", "title": "T", "text": TEXT}
    )

    clause = Clause.objects.get()
    assert answer.status_code == 302
    assert (clause.site, clause.number, clause.is_draft) == (site, 1, True)


@pytest.mark.parametrize("key", ["Formularz", "a b", "ą", "a\n"])
def test_key_of_a_form_is_a_plain_word(client, official, key):
    client.post(SCREEN.url("add"), {"key": key, "language": "pl", "title": "T", "text": "x"})

    assert not Clause.objects.exclude(key="a").exists()


def test_publishing_asks_first_and_is_recorded(client, official, site):
    clause = draft(site)
    address = SCREEN.action_url(SCREEN.actions[0], clause)

    client.post(address)
    assert Clause.objects.get().is_draft
    client.post(address, {"confirmed": "1"})

    stored = Clause.objects.get()
    assert not stored.is_draft
    assert stored.published_by == official
    assert Entry.objects.filter(event="clauses.published", object_id=str(clause.pk)).exists()


def test_published_version_has_no_form(client, official, site):
    clause = published(site)

    for name in ("edit", "delete"):
        assert client.get(SCREEN.object_url(name, clause)).status_code in {302, 403}
        client.post(
            SCREEN.object_url(name, clause),
            {"key": "x", "language": "pl", "title": "x", "text": "x"},
        )
        page = client.get(SCREEN.url("index")).content.decode()
        assert SCREEN.object_url(name, clause) not in page
    assert Clause.objects.get().text == TEXT


def test_next_version_begins_with_the_words_of_the_last(client, official, site):
    clause = published(site)

    client.post(SCREEN.action_url(SCREEN.actions[1], clause))

    new = Clause.objects.get(number=2)
    assert (new.text, new.is_draft) == (TEXT, True)


def test_version_is_shown_as_residents_see_it_with_its_changes(client, official, site):
    new = services.new_draft(published(site))
    new.text = TEXT.replace("wójt", "burmistrz")
    new.save()

    page = client.get(SCREEN.object_url("inspect", new)).content.decode()

    assert "<li>PESEL</li>" in page
    assert "<del>wójt.</del><ins>burmistrz.</ins>" in page
    assert "onclick" not in page.split('id="preview"')[1]


def test_looking_up_a_proof_is_recorded(client, official, site):
    user = people.user()
    read = Read(published(site).pk, timezone.now())
    proof = services.acknowledge(read, user_id=user.pk)

    client.get(AcknowledgementViewSet().object_url("inspect", proof))

    assert Entry.objects.get(event="record.viewed").subject_user_id == user.pk
