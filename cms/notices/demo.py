"""The demo's inbox: its page below the profile, new messages on the dashboard, two messages."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from . import letter
from .models import Message
from .notices import NEWS

if TYPE_CHECKING:
    from wagtail.models import Site

PROFILE = "/profil/"
PATH = "/profil/wiadomosci/"
TITLES = {"pl": "Wiadomości", "en": "Messages", "uk": "Повідомлення"}
SLUGS = {"en": "messages", "uk": "povidomlennia"}
INTRO = {
    "pl": "Tu jest wszystko, co gmina do Ciebie napisała.",
    "en": "Here is everything the municipality has written to you.",
    "uk": "Тут усе, що гміна Вам написала.",
}
TILE = {
    "pl": "Co napisała do Ciebie gmina",
    "en": "What the municipality has written to you",
    "uk": "Що написала Вам гміна",
}
PROFILE_TITLES = {"pl": "Profil", "en": "Profile", "uk": "Профіль"}
PROFILE_LEAD = {
    "pl": "Twoje wiadomości i ustawienia.",
    "en": "Your messages and settings.",
    "uk": "Ваші повідомлення та налаштування.",
}

HELP = "/pomoc/opis-systemu/"
HELP_TITLES = {"pl": "Skrzynka wiadomości", "en": "Your inbox", "uk": "Скринька повідомлень"}
HELP_TEXT = {
    "pl": f'<p>W <a href="page:{PATH}">wiadomościach</a> jest wszystko, co gmina do Ciebie '
    "napisała. Nowe są oznaczone słowem „Nowa”; widać je też na pulpicie. Po przeczytaniu "
    "oznacz wiadomość przyciskiem. Niepotrzebną możesz usunąć.</p>"
    "<p>W „Wybierz, jakie wiadomości dostajesz” zaznaczasz dla każdego tematu, co przychodzi "
    "e-mailem, a co do skrzynki. Z e-maili na jakiś temat zrezygnujesz też linkiem na końcu "
    "e-maila, bez logowania. Wiadomości, które chronią Twoje konto, przychodzą zawsze.</p>",
    "en": f'<p><a href="page:{PATH}">Messages</a> holds everything the municipality has written '
    "to you. New ones are marked “New”, and stand on the dashboard, too. Mark a message as read "
    "by its button when you have read it. You can delete what you no longer need.</p>"
    "<p>Under “Choose which messages you get” you tick for each topic what comes by e-mail and "
    "what to the inbox. The link at the end of an e-mail stops the e-mails of its topic, without "
    "signing in. Messages that protect your account always come.</p>",
    "uk": f'<p>У <a href="page:{PATH}">повідомленнях</a> є все, що гміна Вам написала. Нові '
    "позначено словом «Нове»; їх видно й на панелі. Прочитавши, позначте повідомлення кнопкою. "
    "Непотрібне можна видалити.</p>"
    "<p>У «Оберіть, які повідомлення отримувати» позначте для кожної теми, що надходить "
    "електронною поштою, а що до скриньки. Від листів на певну тему можна відмовитися й за "
    "посиланням наприкінці листа, без входу. Повідомлення, що захищають Ваш обліковий запис, "
    "надходять завжди.</p>",
}

# Days ago, headline, body, link; the first is new.
LETTERS = (
    (
        1,
        "Odbiór odpadów: nowy kalendarz",
        "Od stycznia zmieniają się dni odbioru odpadów.\n"
        "Sprawdź swoją ulicę w nowym kalendarzu i wydrukuj go, jeśli wolisz papier.",
        "/aktualnosci/",
    ),
    (
        12,
        "Witamy w portalu mieszkańca",
        "Tu sprawdzisz swoje rozliczenia i wiadomości od gminy.\n"
        "Nie wiesz, jak coś zrobić? Zajrzyj do pomocy albo zadzwoń.",
        "/pomoc/",
    ),
)


def build(site: Site, tree: Any) -> None:
    """Declare the profile with the inbox below it, and a way to it from the dashboard.

    Args:
        site: the municipality.
        tree: where pages are declared.

    """
    tile = {"icon": "inbox", "title": TITLES, "text": TILE, "page": tree.link(PATH), "url": ""}
    tree.page(
        PROFILE,
        PROFILE_TITLES,
        [("tiles", {"items": [tile]})],
        slugs={"en": "profile", "uk": "profil"},
        kind="portal",
        in_menu=True,
        order=60,
        fields={"lead": PROFILE_LEAD},
    )
    tree.page(
        PATH,
        TITLES,
        [("notices__inbox", {"heading": "", "intro": INTRO})],
        slugs=SLUGS,
        kind="portal",
        order=10,
    )
    tree.block("/pulpit/", ("notices__unread", {"heading": ""}), order=5, needs=PATH)
    heading = {"text": HELP_TITLES, "level": "h2"}
    tree.block(HELP, ("heading", heading), order=52, needs=PATH)
    tree.block(HELP, ("text", {"text": HELP_TEXT}), order=53, needs=PATH)


def fill_inbox(site: Site, user: Any) -> None:
    """Give a resident of the demo messages: a new one, and one they have read. No mail is sent."""
    now = timezone.now()
    for number, (days, headline, body, link) in enumerate(LETTERS):
        values = {"headline": headline, "body": body}
        written = letter.write(NEWS, site=site, language="pl", values=values, link=link)
        sent = now - datetime.timedelta(days=days)
        Message.objects.create(
            site=site,
            user=user,
            kind=NEWS.kind,
            language="pl",
            subject=written.subject,
            text=written.kept_text,
            link=link,
            created_at=sent,
            read_at=sent + datetime.timedelta(hours=3) if number else None,
            once=f"demo-{number}",
        )
