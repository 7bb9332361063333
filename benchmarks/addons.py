"""CPU of a page that can carry add-ons beside a plain Wagtail page with the same StreamField.

    python -m benchmarks.addons

Both are loaded, routed and rendered in this process, in turns, from one database and with one
template: 300 pairs. The ratio is plain ÷ ours; 1 means that add-ons cost such a page nothing.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

PAIRS = 300
WARM_UP = 30
ENOUGH = 0.95
TEMPLATE = "{% load wagtailcore_tags %}<h1>{{ page.title }}</h1>{% include_block page.body %}"
TEXT = "<p>Urząd jest czynny od poniedziałku do piątku.</p>"


def make_plain_page() -> Any:
    """A page type as Wagtail's manual shows it, with the blocks of our pages; its table too."""
    from django.db import connection
    from wagtail.fields import StreamField
    from wagtail.models import Page

    from pages.blocks import body_blocks

    class PlainPage(Page):
        body = StreamField(body_blocks())

        class Meta:
            app_label = "ratusz_pages"

    with connection.schema_editor() as editor:
        editor.create_model(PlainPage)
    return PlainPage


def make_pages() -> dict[str, Any]:
    """The two pages, with the same content, below the first site's home page."""
    from wagtail.models import Site

    from pages.models import ContentPage

    plain_class = make_plain_page()
    body = [("heading", {"text": f"Rozdział {n}"}) for n in range(10)]
    body = [pair for heading in body for pair in (heading, ("text", TEXT))]
    home = Site.objects.get(is_default_site=True).root_page
    found = {}
    for name, model in (("plain", plain_class), ("ours", ContentPage)):
        page = model(title=name, slug=name, locale=home.locale)
        raw = [{"type": kind, "value": value} for kind, value in body]
        page.body = model._meta.get_field("body").to_python(_json(raw))
        found[name] = home.add_child(instance=page)
    return found


def _json(raw: list[dict[str, Any]]) -> str:
    import json

    return json.dumps(raw)


def server(page: Any) -> Callable[[], None]:
    """Serve a page as a request does: from the database, by its address, rendered."""
    from django.contrib.auth.models import AnonymousUser
    from django.template import engines
    from django.test import RequestFactory
    from wagtail.models import Site

    from cms.addonkit.pages import AddonPageMixin
    from cms.addonkit.request_state import fresh_state

    template = engines["django"].from_string(TEMPLATE)
    type(page).get_template = lambda self, request, *args, **kwargs: template
    if isinstance(page, AddonPageMixin):
        type(page).get_context = AddonPageMixin.get_context  # without the menus of our pages
    manager, pk = type(page).objects, page.pk

    def serve() -> None:
        request = RequestFactory().get(f"/{page.slug}/", headers={"host": "localhost"})
        request.user = AnonymousUser()
        with fresh_state():
            Site.find_for_request(request)
            found, arguments, more = manager.get(pk=pk).route(request, [])
            answer = found.serve(request, *arguments, **more)
            answer.render()
            if answer.status_code != 200 or "Rozdział 9" not in answer.rendered_content:
                message = f"{page.slug} was not served."
                raise RuntimeError(message)

    return serve


def measure(serve: Callable[[], None]) -> float:
    """CPU seconds of one request."""
    started = time.process_time()
    serve()
    return time.process_time() - started


def main() -> int:
    """Measure in turns and print; the exit code is 1 below the ratio that is asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.thirdparty.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RATUSZ_VAR"] = folder
        import django

        django.setup()
        from django.core.management import call_command
        from django.utils import translation

        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        translation.activate("pl")
        servers = {name: server(page) for name, page in make_pages().items()}
        taken: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(WARM_UP + PAIRS):
            # Who goes first changes, so that neither finds the caches warm.
            for name in ("plain", "ours") if number % 2 else ("ours", "plain"):
                seconds = measure(servers[name])
                if number >= WARM_UP:
                    taken[name].append(seconds)
    middle = {name: statistics.median(each) for name, each in taken.items()}
    ratio = middle["plain"] / middle["ours"]
    print(f"plain StreamField page {middle['plain'] * 1000:.3f} ms CPU, {PAIRS} requests")
    print(f"page with add-ons      {middle['ours'] * 1000:.3f} ms CPU, {PAIRS} requests, in turns")
    print(f"ratio {ratio:.3f} (at least {ENOUGH})")
    return 0 if ratio >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
