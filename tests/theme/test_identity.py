"""The settings form of a municipality's identity, per site."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from cms.theme.models import Crest, Identity

pytestmark = pytest.mark.django_db


def test_operator_edits_the_identity_of_a_site(operator):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["ratusz_theme", "identity", site.pk])

    answer = operator.post(address, {"name": "Gmina Puławy", "crest": Crest.TOWER_GATE})

    assert answer.status_code == 302
    identity = Identity.objects.get(site=site)
    assert (identity.name, identity.crest) == ("Gmina Puławy", Crest.TOWER_GATE)


def test_identity_needs_a_name(operator):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["ratusz_theme", "identity", site.pk])

    operator.post(address, {"name": "", "crest": Crest.TOWER_GATE})

    assert not Identity.objects.filter(crest=Crest.TOWER_GATE).exists()
