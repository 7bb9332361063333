"""The staff view class: another municipality's record is not there, whatever is asked."""

import pytest

from tests.audit import people
from tests.audit.staff_contract import assert_isolated
from tests.sample.models import Case
from tests.sample.wagtail_hooks import CaseViewSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(site):
    return Case.objects.create(site=site, title="Nasza sprawa", owner=people.user())


@pytest.fixture
def theirs(other_site):
    owner = people.user(first_name="Zenobia", last_name="Skryta")
    return Case.objects.create(site=other_site, title="Tajemnica Zalesia", owner=owner)


def test_screen_keeps_the_contract(client, clerk, mine, theirs):
    assert_isolated(
        client,
        CaseViewSet,
        official=clerk,
        mine=mine,
        theirs=theirs,
        words=("Zalesie", "Zenobia", theirs.owner.email),
        form={"title": "Inny tytuł", "state": "open"},
    )


def contract(client, clerk, mine, theirs):
    assert_isolated(
        client,
        CaseViewSet,
        official=clerk,
        mine=mine,
        theirs=theirs,
        words=("Zalesie", theirs.owner.email),
        form={"title": "Inny tytuł", "state": "open"},
    )


@pytest.mark.parametrize(
    ("place", "leak"),
    [
        ("cms.audit.staff.lists.StaffIndexView.get_base_queryset", "every"),
        ("cms.audit.staff.views.StaffObjectView.get_object", "any_one"),
        ("cms.audit.staff.action_views.StaffActionView.visible", "every"),
        ("cms.audit.staff.filters.scoped_choices", "unscoped"),
        ("cms.audit.staff.viewset.StaffViewSet.choices", "as_they_are"),
        ("cms.audit.staff.forms.ScopedForm._settle_site", "any_site"),
    ],
)
def test_contract_notices_a_leak(client, clerk, mine, theirs, monkeypatch, place, leak):
    """A contract that passes whatever the screen does would prove nothing."""
    monkeypatch.setattr(place, LEAKS[leak])

    with pytest.raises(AssertionError):
        contract(client, clerk, mine, theirs)


def any_site(form, user):
    from django import forms
    from wagtail.models import Site

    form.fields["site"] = forms.ModelChoiceField(Site.objects.all())


LEAKS = {
    "every": lambda view: Case.objects.all(),
    "any_one": lambda view, queryset=None: Case.objects.get(pk=view.kwargs["pk"]),
    "unscoped": lambda user, model, queryset: queryset,
    "as_they_are": lambda viewset, name, queryset, user: queryset,
    "any_site": any_site,
}
