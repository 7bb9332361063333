"""No script of an editor's text runs, wherever an administrator opens it.

Every text of every block type, nested ones included, is filled with the attacks and stored as the
editor's; the administrator then opens the page in each of the admin's views, and a resident on the
site. Chromium tells whether a dialog opened, a node got in, or the policy refused something.
"""

import pytest
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from cms.addonkit.registry import addons, block_items
from cms.addonkit.switch import set_enabled
from tests.residents.people import UserFactory
from tests.security.access.visitors import sign_in

from .bodies import Poison
from .strings import ATTACKS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AT_A_TIME = 16
VIEWS = (
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/view_draft/",
    "/admin/pages/{page}/revisions/compare/earliest...latest/",
    "/admin/pages/{page}/history/",
    "/admin/pages/{page}/usage/",
)
# Elements that an attack would bring in, and handlers that it would attach.
INJECTED = (
    "[onerror],[onload],[onfocus],[ontoggle],[onbegin],[onmouseover],[onclick*=alert],"
    "iframe[srcdoc],[src^='javascript:'],[data^='javascript:'],base[href*=evil],"
    "link[href*='evil.example'],meta[http-equiv=refresh],form#attributes,a#document,math,"
    "p[style*='position:fixed']"
)
LISTEN = """
window.fired = [];
for (const name of ["alert", "confirm", "prompt"]) {
  window[name] = (...words) => { window.fired.push(words); };
}
"""


class Watching:
    """What went wrong on a browser's page."""

    def __init__(self, tab) -> None:
        self.tab = tab
        self.found: list[str] = []
        tab.add_init_script(LISTEN)
        tab.on("dialog", lambda dialog: (self.found.append("a dialog"), dialog.dismiss()))
        tab.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        tab.on("console", self._console)

    def _console(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.found.append(message.text[:300])

    def open(self, url: str) -> list[str]:
        """Open an address; what was found there."""
        self.found.clear()
        answer = self.tab.goto(url)
        self.tab.wait_for_load_state("load")
        if answer.status != 200:
            self.found.append(f"{answer.status}")
        if self.tab.evaluate("window.fired.length"):
            self.found.append("a script ran")
        nodes = self.tab.eval_on_selector_all(
            INJECTED, "e => e.map(n => n.outerHTML.slice(0, 200))"
        )
        return [f"{url}: {what}" for what in [*self.found, *nodes]]


@pytest.fixture
def municipality(settings, tmp_path, live_server):
    """A site whose name and pictures are attacks, too."""
    from pages.models import HomePage

    settings.MEDIA_ROOT = tmp_path
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    locale, _made = Locale.objects.get_or_create(language_code="pl")
    home = HomePage(title=ATTACKS[0], slug="gmina", hero_title=ATTACKS[1], locale=locale)
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.all().delete()
    site = Site.objects.create(
        hostname="localhost", port=80, root_page=home, is_default_site=True, site_name=ATTACKS[3]
    )
    for slug, addon in addons().items():
        if addon.removable:
            set_enabled(slug, site, enabled=True)
    return site


@pytest.fixture
def pages(municipality, tmp_path):
    """The poisoned pages, the editor's."""
    from cms.staff.models import Kind
    from cms.staff.roles import ensure_roles
    from pages.blocks import body_blocks
    from pages.models import ContentPage

    editor = UserFactory(is_staff=True, first_name=ATTACKS[3], last_name=ATTACKS[0])
    editor.groups.add(ensure_roles(municipality)[Kind.EDITOR])
    home = municipality.root_page
    image = _picture()
    poison = Poison(page=home.pk, image=image.pk)
    kinds = dict([*body_blocks(), *block_items()])
    stored = [poison.child(name, block) for name, block in kinds.items()]
    # The commonest fields meet every attack.
    while poison.used < 8 * len(ATTACKS):
        stored += [poison.child(name, kinds[name]) for name in ("heading", "text", "tiles")]
    made = []
    for start in range(0, len(stored), AT_A_TIME):
        page = ContentPage(
            title=ATTACKS[start % len(ATTACKS)],
            slug=f"strona-{start}",
            lead=ATTACKS[7],
            seo_title=ATTACKS[8],
            search_description=ATTACKS[9],
            locale=home.locale,
            owner=editor,
        )
        home.add_child(instance=page)
        page.body = stored[start : start + AT_A_TIME][:3]
        page.save_revision(user=editor)
        page.body = stored[start : start + AT_A_TIME]
        page.save_revision(user=editor, log_action=True).publish(user=editor)
        made.append(page)
    assert {block["type"] for block in stored} >= set(kinds)
    return made


def _picture():
    import io

    from django.core.files.base import ContentFile
    from PIL import Image

    png = io.BytesIO()
    Image.new("RGB", (40, 40)).save(png, "PNG")
    return get_image_model().objects.create(
        title=ATTACKS[0],
        description=ATTACKS[3],
        file=ContentFile(png.getvalue(), "x.png"),
        width=40,
        height=40,
    )


@pytest.fixture
def administrator(browser, municipality, live_server):
    """A tab of the installation's operator, whose rights an attacker would like to have."""
    from django.conf import settings
    from django.test import Client

    user = UserFactory(is_staff=True, is_superuser=True)
    client = Client(headers={"host": "localhost"})
    sign_in(client, user, second_factor=True)
    context = browser.new_context(base_url=live_server.url, locale="pl-PL")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    context.set_default_timeout(30_000)
    yield Watching(context.new_page())
    context.close()


def test_no_attack_runs_in_any_view(pages, administrator, live_server):
    problems = []
    for page in pages:
        for view in VIEWS:
            problems += administrator.open(live_server.url + view.format(page=page.pk))
        problems += administrator.open(live_server.url + page.get_url())
    problems += administrator.open(f"{live_server.url}/admin/pages/search/?q=img")
    problems += administrator.open(f"{live_server.url}/admin/pages/{pages[0].get_parent().pk}/")
    problems += administrator.open(f"{live_server.url}/admin/images/")
    problems += administrator.open(f"{live_server.url}/admin/")

    assert problems == []
