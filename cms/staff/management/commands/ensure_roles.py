"""`manage.py ensure_roles`: the roles of every municipality, complete."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Site

from cms.staff.roles import ensure_roles


class Command(BaseCommand):
    """Makes missing roles and rights; run it after adding a site, a language or an add-on."""

    help = "Make the roles of every site, or add the rights they miss."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all sites."""
        for site in Site.objects.order_by("pk"):
            groups = ensure_roles(site)
            self.stdout.write(f"{site}: {len(groups)} roles")
