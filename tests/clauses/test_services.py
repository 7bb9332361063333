"""Versions of notices, and proofs that outlive the people in them."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cms.clauses import services
from cms.clauses.models import Acknowledgement, Clause, NotChangeable
from cms.clauses.services import Read
from tests.audit import people
from tests.clauses.notices import draft, published

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

HOUR = datetime.timedelta(hours=1)


def test_draft_is_not_in_force(site):
    draft(site)

    assert services.current(site, "registration", "pl") is None


def test_newest_version_in_force_counts(site):
    first = published(site)
    second = services.publish(services.new_draft(first), user=None)

    assert (first.number, second.number) == (1, 2)
    assert services.current(site, "registration", "pl") == second
    assert services.current(site, "registration", "pl", moment=first.effective_from) == first


def test_version_may_come_into_force_later(site):
    now = published(site)
    later = services.new_draft(now)
    later.effective_from = timezone.now() + HOUR
    later.save()
    later = services.publish(later, user=None)

    assert services.current(site, "registration", "pl") == now
    in_an_hour = timezone.now() + 2 * HOUR
    assert services.current(site, "registration", "pl", moment=in_an_hour) == later


def test_version_was_never_in_force_before_it_was_published(site):
    clause = published(site, effective_from=timezone.now() - 24 * HOUR)

    assert clause.effective_from == clause.published_at


def test_language_of_the_reader_counts_and_else_polish(site):
    polish = published(site)
    ukrainian = published(site, language="uk")

    assert services.current(site, "registration", "uk") == ukrainian
    assert services.current(site, "registration", "en") == polish


def test_notice_of_another_form_or_municipality_does_not_count(site, other_site):
    published(site)

    assert services.current(site, "faults", "pl") is None
    assert services.current(other_site, "registration", "pl") is None


def test_finding_the_notice_takes_one_query(site, django_assert_num_queries):
    published(site)
    published(site, language="uk")

    with django_assert_num_queries(1):
        services.current(site.pk, "registration", "uk")


def test_published_version_is_neither_changed_nor_removed(site):
    clause = published(site)
    clause.text = "Inaczej"

    for change in (
        clause.save,
        clause.delete,
        lambda: Clause.objects.update(text="x"),
        lambda: Clause.objects.all().delete(),
        lambda: Clause.objects.filter(pk=clause.pk).update(state="draft"),
    ):
        with pytest.raises(NotChangeable):
            change()
    stored = Clause.objects.get()
    assert stored.text_hash == stored.hash_now()


def test_published_version_is_not_changed_by_an_older_object(site):
    stale = draft(site)
    services.publish(stale, user=None)
    stale.text = "Inaczej"

    with pytest.raises(NotChangeable):
        stale.save()
    with pytest.raises(ValueError, match="already"):
        services.publish(stale, user=None)


def test_draft_is_changed_and_removed(site):
    clause = draft(site)
    clause.text = "Inaczej"
    clause.save()
    Clause.objects.update(title="Tytuł")

    clause.delete()

    assert not Clause.objects.exists()


def test_incomplete_published_version_does_not_get_into_the_table(site):
    with pytest.raises(IntegrityError):
        draft(site, state="published")


def test_open_draft_is_used_again(site):
    first = published(site)

    assert services.new_draft(first) == services.new_draft(first)
    assert services.before(services.new_draft(first)) == first


# -- proofs -------------------------------------------------------------------------------------


@pytest.fixture
def read(site):
    return Read(published(site).pk, timezone.now())


def test_proof_names_version_person_and_time(site, read):
    user = people.user()

    proof = services.acknowledge(read, user_id=user.pk, about="forms.submission:1")

    clause = Clause.objects.get()
    assert (proof.site, proof.clause, proof.user, proof.at) == (site, clause, user, read.at)
    assert proof.text_hash == clause.text_hash


def test_address_is_kept_as_a_hash_only(read):
    proof = services.acknowledge(read, email="Anna.Nowak@Example.org ")

    assert proof.email_hash == services.email_key("anna.nowak@example.org")
    assert "anna" not in str(Acknowledgement.objects.values().get()).lower()


@pytest.mark.parametrize("who", [{}, {"user_id": 1, "email": "a@example.org"}])
def test_proof_needs_one_person(read, who):
    with pytest.raises(ValueError, match="who"):
        services.acknowledge(read, **who)


def test_draft_cannot_have_been_read(site):
    with pytest.raises(ValueError, match="draft"):
        services.acknowledge(Read(draft(site).pk, timezone.now()), email="a@example.org")


def test_proofs_are_only_added(read):
    proof = services.acknowledge(read, email="a@example.org")

    for change in (
        proof.save,
        proof.delete,
        lambda: Acknowledgement.objects.update(about="x"),
        lambda: Acknowledgement.objects.all().delete(),
        lambda: Acknowledgement.objects.bulk_update([proof], ["about"]),
    ):
        with pytest.raises(NotChangeable):
            change()


def test_erased_person_leaves_an_anonymous_proof(site, other_site, read):
    user = people.user()
    services.acknowledge(read, user_id=user.pk, about="forms.submission:1")
    services.acknowledge(read, email="anna@example.org")
    services.acknowledge(read, email="jan@example.org")

    assert services.forget_person(user_id=user.pk, site_id=other_site.pk) == 0
    assert services.forget_person() == 0
    assert services.forget_person(user_id=user.pk, email="ANNA@example.org") == 2

    proofs = Acknowledgement.objects.order_by("pk").values_list("user", "email_hash", "about")
    assert list(proofs)[:2] == [(None, "", ""), (None, "", "")]
    assert list(proofs)[2][1] == services.email_key("jan@example.org")
    assert Acknowledgement.objects.filter(at=read.at, clause_id=read.clause_id).count() == 3


def test_account_that_is_removed_leaves_an_anonymous_proof(read):
    user = people.user()
    services.acknowledge(read, user_id=user.pk)

    user.delete()

    assert Acknowledgement.objects.get().user is None


def test_municipality_can_be_removed_with_its_notices(other_site):
    read = Read(published(other_site).pk, timezone.now())
    services.acknowledge(read, email="a@example.org")

    other_site.delete()

    assert not Acknowledgement.objects.exists()
