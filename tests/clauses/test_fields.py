"""The field: shows the notice in force, and gives the version that was read."""

import pytest
from django import forms
from django.utils import timezone, translation

from cms.clauses import services
from cms.clauses.fields import ClauseField, ClauseFormMixin
from cms.clauses.models import Clause
from tests.clauses.notices import draft, published

pytestmark = pytest.mark.django_db


class RegistrationForm(ClauseFormMixin, forms.Form):
    name = forms.CharField(required=False)
    notice = ClauseField(key="registration")


@pytest.fixture
def asked(rf, site):
    def form(data=None):
        return RegistrationForm(data, request=rf.get("/"))

    return form


def sent(clause, **fields):
    return {"notice": "on", "notice-version": str(clause.pk), **fields}


def test_notice_stands_above_its_box(asked, site):
    clause = published(site)

    html = str(asked())

    assert html.index("<details") < html.index("Administratorem jest wójt") < html.index("checkbox")
    assert f'name="notice-version" value="{clause.pk}"' in html
    assert '<a href="https://uodo.gov.pl"' in html
    assert '<details class="ui-details" lang="pl">' in html
    assert "checked" not in html


def test_words_of_a_notice_are_escaped(asked, site):
    published(site, text="<script>alert(1)</script>\n- <b>x</b>\n\n## <i>y</i>")

    html = str(asked())

    assert "<script>" not in html and "<b>" not in html and "<i>" not in html


def test_ticked_box_gives_version_and_time(asked, site):
    clause = published(site)
    before = timezone.now()

    form = asked(sent(clause))

    assert form.is_valid()
    read = form.cleaned_data["notice"]
    assert read.clause_id == clause.pk
    assert before <= read.at <= timezone.now()


@pytest.mark.parametrize("change", ["untick", "no version", "other version", "text"])
def test_box_must_be_ticked_below_the_notice_in_force(asked, site, other_site, change):
    clause = published(site)
    data = {
        "untick": {"notice-version": str(clause.pk)},
        "no version": {"notice": "on"},
        "other version": sent(published(other_site)),
        "text": {"notice": "on", "notice-version": "²"},
    }[change]

    form = asked(data)

    assert not form.is_valid()
    assert "checked" not in str(form["notice"])


def test_notice_that_changed_meanwhile_must_be_read_again(asked, site):
    old = published(site)
    new = services.publish(services.new_draft(old), user=None)

    form = asked(sent(old))

    assert form.errors["notice"].as_data()[0].code == "changed"
    html = str(form)
    assert f'value="{new.pk}"' in html
    assert "checked" not in html
    assert asked(sent(new)).is_valid()


def test_tick_stays_while_the_rest_is_corrected(asked, site):
    clause = published(site)

    assert "checked" in str(asked(sent(clause))["notice"])


def test_notice_read_in_another_language_counts(asked, site):
    polish = published(site)
    published(site, language="uk")

    with translation.override("uk"):
        form = asked(sent(polish))
        assert form.is_valid(), form.errors
        assert form.cleaned_data["notice"].clause_id == polish.pk


def test_form_without_a_notice_asks_nothing(asked, site):
    draft(site)

    form = asked({"name": "Anna", "notice": "on", "notice-version": "1"})

    assert form.is_valid()
    assert form.cleaned_data["notice"] is None
    assert "checkbox" not in str(form)


def test_field_without_a_request_is_a_mistake():
    with pytest.raises(TypeError, match="request"):
        RegistrationForm()


def test_box_may_be_left_when_it_is_not_required(rf, site):
    published(site)

    class Form(ClauseFormMixin, forms.Form):
        notice = ClauseField(key="registration", required=False)

    form = Form({}, request=rf.get("/"))

    assert form.is_valid()
    assert form.cleaned_data["notice"] is None


def test_form_finds_its_notice_in_one_query_beside_the_site(
    asked, site, django_assert_max_num_queries
):
    published(site)

    with django_assert_max_num_queries(2):
        str(asked())


def test_both_mixins_share_the_request(rf, site):
    from cms.files.fields import PrivateFilesFormMixin

    class Both(PrivateFilesFormMixin, ClauseFormMixin, forms.Form):
        notice = ClauseField(key="registration")

    class Turned(ClauseFormMixin, PrivateFilesFormMixin, forms.Form):
        notice = ClauseField(key="registration")

    published(site)
    for form in (Both, Turned):
        assert form(request=rf.get("/")).fields["notice"].clause == Clause.objects.get()
