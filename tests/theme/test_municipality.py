"""What templates know of the municipality, and what that costs."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from cms.theme.context import municipality, municipality_for, municipality_of, tel
from cms.theme.models import Crest, Identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """The default site, named."""
    site = Site.objects.get()
    site.site_name = "Gmina z witryny"
    site.save()
    return site


def request(host="localhost"):
    return RequestFactory().get("/", headers={"host": host})


def test_nothing_is_read_before_it_is_needed(site, django_assert_num_queries):
    with django_assert_num_queries(0):
        municipality(request())


def test_reading_everything_costs_one_query(site, django_assert_num_queries):
    Identity.objects.create(site=site, name="Gmina Puławy", phone="81 555 01 00")
    asked = request()
    Site.find_for_request(asked)

    with django_assert_num_queries(1):
        for _time in range(2):
            found = municipality(asked)["municipality"]
            texts = [found.name, found.phone, found.crest_url, *found.address_lines]

    assert texts[:2] == ["Gmina Puławy", "81 555 01 00"]


def test_reading_writes_no_row(site):
    name = municipality_of(request()).name

    assert name == "Gmina z witryny"
    assert not Identity.objects.exists()


def test_request_without_a_site_has_a_name_still():
    Site.objects.all().delete()

    assert municipality_of(request()).name == "Ratusz"


def test_municipalities_of_two_hosts_do_not_mix(site):
    other = Site.objects.create(hostname="127.0.0.1", root_page=site.root_page)
    Identity.objects.create(site=site, name="Gmina Puławy", crest=Crest.OAK_RIVER)
    Identity.objects.create(site=other, name="Gmina Zalesie", crest=Crest.FIR_RIVER)

    first, second = municipality_of(request()), municipality_of(request("127.0.0.1"))

    assert (first.name, second.name) == ("Gmina Puławy", "Gmina Zalesie")
    assert first.crest_url != second.crest_url


def test_what_is_left_empty_falls_back(site):
    Identity.objects.create(site=site, name="Gmina Puławy", phone="81 555 01 00")
    found = municipality_for(site)

    with translation.override("uk"):
        assert found.portal_name == "Портал мешканця"
    assert found.office_name == "Gmina Puławy"
    assert found.tax_phone == "81 555 01 00"
    assert found.address_lines == []


def test_uploaded_crest_takes_the_place_of_the_shipped_one(site, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    image = get_image_model().objects.create(title="Herb", file=get_test_image_file())
    Identity.objects.create(site=site, name="Gmina Puławy", crest_image=image)

    assert municipality_for(site).crest_url.endswith(".webp")


@pytest.mark.parametrize("crest", Crest.values)
def test_every_crest_is_shipped(crest):
    from django.contrib.staticfiles import finders

    assert finders.find(f"theme/crests/{crest}.svg")


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("81 555 01 00", "tel:+48815550100"),
        ("+48 81 555-01-00", "tel:+48815550100"),
        ("112", "tel:112"),
        ("", ""),
        ('"><script>', ""),
    ],
)
def test_number_becomes_an_address(number, address):
    assert tel(number) == address


def test_page_shows_the_identity(site, client):
    Identity.objects.create(
        site=site,
        name="Gmina <b>Puławy</b>",
        address_1="ul. Lipowa 4",
        bip_url="https://bip.example/",
    )

    html = client.get("/_ui/").content.decode()

    assert "Gmina &lt;b&gt;Puławy&lt;/b&gt;" in html
    assert "ul. Lipowa 4" in html
    assert 'href="https://bip.example/"' in html
