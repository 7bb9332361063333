"""The form renderer is the whole project's; the Wagtail admin must look as Wagtail made it."""

import pytest
from django.forms import formset_factory
from django.urls import reverse
from wagtail.models import Site

from tests.ui.test_forms import Report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        lambda: reverse("wagtailsites:edit", args=[Site.objects.get().pk]),
        lambda: reverse("wagtailusers_groups:add"),
        lambda: reverse("wagtailredirects:add"),
        lambda: reverse(
            "wagtailsettings:edit", args=["ratusz_theme", "identity", Site.objects.get().pk]
        ),
    ],
    ids=["site", "group", "redirect", "identity"],
)
def test_admin_form_is_wagtails_own(operator, address):
    answer = operator.get(address())

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "w-field" in html
    assert "ui-field" not in html
    assert "ui-input" not in html


def test_management_form_of_a_formset_stays_hidden():
    html = str(formset_factory(Report)().management_form)

    assert html.count("<input") == html.count('type="hidden"')
    assert "ui-field" not in html
