"""What a test does in a process of its own, with another set of add-ons.

`python -m tests.thirdparty.steps '[["place"], ["get", "/"]]'` prints a JSON list of the answers;
the environment says which add-ons there are.
"""

from __future__ import annotations

import io
import json
import sys

import django

CALENDAR = {
    "type": "waste__calendar",
    "value": {
        "url_prefix": "",
        "heading": "Odbiór odpadów",
        "streets": [
            {"type": "item", "value": {"slug": "lipowa", "day": "wtorek"}, "id": "s-1"},
        ],
    },
    "id": "11111111-1111-4111-8111-111111111111",
}


def prepare() -> object:
    """Make the database and the demo's municipalities in it."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo", quiet_logins=True, stdout=io.StringIO())
    return None


def place() -> object:
    """Publish a page with the add-on's block, and switch the add-on on."""
    from wagtail.models import Site

    from cms.addonkit.switch import set_enabled
    from pages.models import ContentPage

    site = Site.objects.get(is_default_site=True)
    home = site.root_page.specific
    page = ContentPage(title="Odpady", slug="odbior", locale=home.locale, body=[CALENDAR])
    home.add_child(instance=page)
    page.save_revision().publish()
    set_enabled("waste", site, enabled=True)
    return body()


def switch(on: str) -> object:
    """Switch the add-on on ("1") or off for the first municipality."""
    from wagtail.models import Site

    from cms.addonkit.switch import set_enabled

    return set_enabled("waste", Site.objects.get(is_default_site=True), enabled=on == "1")


def body() -> object:
    """The stored body of that page, and of its latest revision, as they stand in the database."""
    from django.db import connection

    from pages.models import ContentPage

    page = ContentPage.objects.get(slug="odbior")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM ratusz_pages_contentpage WHERE page_ptr_id = %s", [page.pk]
        )
        (raw,) = cursor.fetchone()
    return {
        "stored": json.loads(raw),
        "revision": json.loads(page.latest_revision.content["body"]),
        "title": page.title,
    }


def edit(title: str) -> object:
    """Retitle and republish that page."""
    from pages.models import ContentPage

    page = ContentPage.objects.get(slug="odbior").get_latest_revision_as_object()
    page.title = title
    page.save_revision().publish()
    return body()


def get(*paths: str) -> object:
    """[status, text] of addresses of the first municipality, asked by nobody in particular."""
    from django.test import Client
    from wagtail.models import Site

    host = Site.objects.get(is_default_site=True).hostname
    answers = []
    for path in paths:
        answer = Client(raise_request_exception=False).get(path, headers={"host": host})
        answers.append([answer.status_code, answer.content.decode("utf-8", "replace")])
    return answers


def survey(whole: str = "") -> object:
    """Start, check, look for pending migrations, and open the demo's live pages: all, or Polish."""
    from django.core.management import call_command
    from django.test import Client
    from wagtail.models import Site

    from cms.addonkit.discovery import FAILED
    from cms.addonkit.registry import addons

    call_command("check")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    wrong = {}
    count = 0
    for site in Site.objects.select_related("root_page"):
        roots = site.root_page.get_translations(inclusive=True) if whole else [site.root_page]
        for root in roots:
            for page in root.get_descendants(inclusive=True).live():
                path = page.relative_url(site)
                client = Client(raise_request_exception=False)
                status = client.get(path, headers={"host": site.hostname}).status_code
                count += 1
                if status not in {200, 302}:
                    wrong[f"{site.hostname}{path}"] = status
    return {"addons": sorted(addons()), "failed": FAILED, "pages": count, "wrong": wrong}


COMMANDS = {each.__name__: each for each in (prepare, place, switch, body, edit, get, survey)}

if __name__ == "__main__":
    django.setup()
    said = [COMMANDS[step[0]](*step[1:]) for step in json.loads(sys.argv[1])]
    print("\n" + json.dumps(said))
