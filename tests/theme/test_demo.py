"""The demo's municipalities differ, and a second run changes nothing."""

from types import SimpleNamespace

import pytest
from wagtail.models import Site

from cms.theme.demo import IDENTITIES, build
from cms.theme.models import Identity

pytestmark = pytest.mark.django_db


def test_demo_gives_each_municipality_its_identity():
    site = Site.objects.get()

    build(site, SimpleNamespace(municipality="pulawy"))

    identity = Identity.objects.get(site=site)
    identity.full_clean()
    assert identity.name == "Gmina Puławy"


def test_demo_leaves_what_an_editor_changed():
    site = Site.objects.get()
    tree = SimpleNamespace(municipality="pulawy")
    build(site, tree)
    Identity.objects.update(name="Gmina Puławy nad Wisłą")

    build(site, tree)

    assert Identity.objects.get().name == "Gmina Puławy nad Wisłą"


def test_demo_municipalities_look_different():
    crests = [values["crest"] for values in IDENTITIES.values()]

    assert len(set(crests)) == len(crests)
