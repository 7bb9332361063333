"""Municipalities, officials and records for the tests of the audit: made, not dumped."""

import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupSitePermission, Locale, Page, Site

NUMBERS = itertools.count()


def first_site():
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port, site.site_name = "testserver", 80, "Gmina Puławy"
    site.save()
    return site


def second_site():
    root = Page.get_first_root_node().add_child(
        instance=Page(title="Zalesie", slug="zalesie", locale=Locale.get_default())
    )
    return Site.objects.create(
        hostname="127.0.0.9", port=80, root_page=root, site_name="Gmina Zalesie"
    )


def user(**fields):
    made = get_user_model()(email=f"ktos{next(NUMBERS)}@example.org", **fields)
    made.set_unusable_password()
    made.save()
    return made


def permission(dotted):
    label, codename = dotted.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def official(*rights, sites, **fields):
    """A user who may enter the admin and holds rights for sites only."""
    group = Group.objects.create(name=f"grupa {next(NUMBERS)}")
    group.permissions.add(permission("wagtailadmin.access_admin"))
    for site in sites:
        for dotted in rights:
            GroupSitePermission.objects.create(
                group=group, site=site, permission=permission(dotted)
            )
    made = user(**fields)
    made.groups.add(group)
    return made


CASE_RIGHTS = tuple(f"sample.{action}_case" for action in ("view", "add", "change", "delete"))
