"""Pages as a reader sees them, and blocks as an editor stores them."""

import re
import uuid

NBSP = "\u00a0"


def block(kind, **values):
    value = {"url_prefix": "", "heading": "", **values}
    return {"type": f"dues__{kind}", "value": value, "id": str(uuid.uuid4())}


def publish(parent, slug, *blocks):
    from pages.models import PortalPage

    page = PortalPage(title=slug.capitalize(), slug=slug, locale=parent.locale, body=list(blocks))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return PortalPage.objects.get(pk=page.pk)


def text_of(response):
    """The text of the main part, each blank a plain one."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace(NBSP, " ").split())


def rows_of(response, section):
    """The cells of the body rows of the table in a section."""
    html = response.content.decode()
    start = html.index(f'aria-labelledby="{section}"')
    body = html[html.index("<tbody", start) : html.index("</tbody>", start)]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).replace(NBSP, " ").split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def card_address(response, number="240000021"):
    html = response.content.decode()
    row = next(row for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if number in row)
    return re.search(r'href="([^"]+)"', row)[1]
