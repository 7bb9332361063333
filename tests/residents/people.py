"""People and municipalities for tests: made, not dumped."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from cms.addonkit.people import Pesel
from cms.residents.models import Resident
from cms.residents.services import verify

PASSWORD = "czerwony-parasol-nad-wisla"
ANNAS = Pesel("78031400122")
MARIAS = Pesel("65110200243")


class UserFactory(factory.django.DjangoModelFactory):
    """A user whose e-mail address is confirmed."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"osoba{n}@example.org")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        if extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=True)


class ResidentFactory(factory.django.DjangoModelFactory):
    """A resident of the first municipality, not verified."""

    class Meta:
        model = Resident

    user = factory.SubFactory(UserFactory)
    site = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True))
    first_name = "Anna"
    last_name = "Nowak"


def resident(*, pesel=None, **fields):
    """A resident; verified when a PESEL is given."""
    made = ResidentFactory(**fields)
    return verify(made, pesel=pesel, how="test") if pesel else made


def second_municipality():
    """Another municipality, on another host."""
    root = Page.get_first_root_node().add_child(
        instance=Page(title="Zalesie", slug="zalesie", locale=Locale.get_default())
    )
    return Site.objects.create(hostname="127.0.0.1", port=80, root_page=root, site_name="Zalesie")


def give_language(site, code):
    """A page tree in another language for a municipality."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    return site.root_page.copy_for_translation(locale, copy_parents=True, alias=False)


def publish(page):
    """Make a copied page live."""
    page.live = True
    page.save()
    return page
