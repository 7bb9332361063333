"""Notices for tests."""

from cms.clauses import services
from cms.clauses.models import Clause

TEXT = "Administratorem jest wójt.\n\n- PESEL\n- adres\n\nSkarga: https://uodo.gov.pl"


def draft(site, *, key="registration", language="pl", text=TEXT, **fields):
    return Clause.objects.create(
        site=site, key=key, language=language, title="Twoje dane", text=text, **fields
    )


def published(site, **fields):
    return services.publish(draft(site, **fields), user=None)
