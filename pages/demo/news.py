"""News of Gmina Puławy, all invented."""

# Sentences stand whole, so that the languages can be compared line by line.
# ruff: noqa: E501

import datetime
from pathlib import Path
from typing import Any

from .words import words

_PICTURES = Path(__file__).parent / "pictures"


def declare(tree: Any) -> None:
    """Declare the pages."""
    tree.page(
        "/aktualnosci/",
        words("Aktualności", "News", "Новини"),
        [
            (
                "latest_pages",
                {
                    "heading": words("Najnowsze", "Latest", "Найновіше"),
                    "section": tree.link("/aktualnosci/"),
                    "number": "6",
                },
            )
        ],
        slugs={"en": "news", "uk": "novyny"},
        in_menu=True,
        order=20,
        fields={
            "lead": words(
                "Co nowego w gminie.", "What is new in the municipality.", "Що нового в гміні."
            ),
            "show_contact": False,
        },
    )
    for order, item in enumerate(_items(tree)):
        tree.page(f"/aktualnosci/{item.pop('path')}/", order=order, **item)


def _items(tree: Any) -> list[dict[str, Any]]:
    return [_village_hall(tree), _waste(tree), _cycle_path(tree), _heating(tree)]


def _village_hall(tree: Any) -> dict[str, Any]:
    return {
        "path": "swietlica-po-remoncie",
        "titles": words(
            "Świetlica po remoncie. Otwieramy w sobotę",
            "The village hall is renovated. We open on Saturday",
            "Клуб після ремонту. Відкриваємо в суботу",
        ),
        "slugs": {"en": "village-hall-renovated", "uk": "klub-pislia-remontu"},
        "blocks": [
            (
                "text",
                {
                    "text": words(
                        "<p>Sala pomieści 80 osób. Jest nowa kuchnia, podjazd i łazienka dla osób na wózkach.</p>"
                        "<p>Otwarcie w sobotę 28 listopada o 14:00. Zagra orkiestra dęta.</p>",
                        "<p>The hall holds 80 people. There is a new kitchen, a ramp and a wheelchair-accessible toilet.</p>"
                        "<p>Opening on Saturday 28 November at 14:00. The brass band will play.</p>",
                        "<p>Зала вміщує 80 людей. Є нова кухня, пандус і туалет для людей на візках.</p>"
                        "<p>Відкриття в суботу 28 листопада о 14:00. Гратиме духовий оркестр.</p>",
                    )
                },
            )
        ],
        "fields": {
            "date": datetime.date(2026, 11, 20),
            "lead": words(
                "Nowa kuchnia, podjazd dla wózków i sala na 80 osób.",
                "A new kitchen, a ramp and a hall for 80 people.",
                "Нова кухня, пандус і зала на 80 людей.",
            ),
            "picture": tree.picture(
                _PICTURES / "swietlica.webp",
                "Świetlica",
                "Wyremontowana świetlica: biały budynek z ciemnym dachem wśród drzew",
            ),
        },
    }


def _waste(tree: Any) -> dict[str, Any]:
    return {
        "path": "odpady-terminy",
        "titles": words(
            "Odpady: terminy odbioru na 2027 rok",
            "Waste: collection dates for 2027",
            "Відходи: дати вивезення на 2027 рік",
        ),
        "slugs": {"en": "waste-collection-dates", "uk": "vidkhody-daty"},
        "blocks": [
            (
                "notice",
                {
                    "kind": "info",
                    "title": words(
                        "Wystaw pojemniki przed 6:00",
                        "Put the bins out before 6:00",
                        "Виставте баки до 6:00",
                    ),
                    "text": "",
                },
            ),
            (
                "text",
                {
                    "text": words(
                        "<p>Zmieniły się trzy rzeczy:</p><ul><li>szkło odbieramy co miesiąc</li>"
                        "<li>bioodpady od kwietnia odbieramy co tydzień</li>"
                        "<li>meble odbieramy po zgłoszeniu telefonicznym</li></ul>"
                        '<p>Masz pytanie? <a href="page:/kontakt/">Zadzwoń do nas</a>.</p>',
                        "<p>Three things have changed:</p><ul><li>we collect glass every month</li>"
                        "<li>from April we collect biowaste every week</li>"
                        "<li>we collect furniture when you call us</li></ul>"
                        '<p>Any questions? <a href="page:/kontakt/">Call us</a>.</p>',
                        "<p>Змінилися три речі:</p><ul><li>скло забираємо щомісяця</li>"
                        "<li>біовідходи з квітня забираємо щотижня</li>"
                        "<li>меблі забираємо після дзвінка</li></ul>"
                        '<p>Маєте запитання? <a href="page:/kontakt/">Зателефонуйте нам</a>.</p>',
                    )
                },
            ),
        ],
        "fields": {
            "date": datetime.date(2026, 11, 17),
            "lead": words(
                "Sprawdź, co zmienia się od stycznia.",
                "See what changes in January.",
                "Дізнайтеся, що зміниться із січня.",
            ),
            "picture": tree.picture(
                _PICTURES / "odpady.webp",
                "Odpady",
                "Trzy pojemniki na odpady: żółty, jasny i niebieski",
            ),
        },
    }


def _cycle_path(tree: Any) -> dict[str, Any]:
    return {
        "path": "sciezka-rowerowa",
        "titles": words(
            "Rowerem nad rzekę. Budowa rusza wiosną",
            "By bicycle to the river. Works start in spring",
            "Велосипедом до річки. Будівництво почнеться навесні",
        ),
        "slugs": {"en": "cycle-path", "uk": "velodorizhka"},
        "blocks": [
            (
                "text",
                {
                    "text": words(
                        "<p>Ścieżka będzie miała 6,2 km. Wykonawcę wybierzemy w lutym, prace skończą się w październiku.</p>",
                        "<p>The path will be 6.2 km long. We choose the contractor in February; works end in October.</p>",
                        "<p>Доріжка матиме 6,2 км. Підрядника оберемо в лютому, роботи завершаться в жовтні.</p>",
                    )
                },
            )
        ],
        "fields": {
            "date": datetime.date(2026, 11, 12),
            "lead": words(
                "6,2 km ścieżki, koniec prac w październiku.",
                "6.2 km of path, finished in October.",
                "6,2 км доріжки, завершення в жовтні.",
            ),
            "picture": tree.picture(
                _PICTURES / "sciezka.webp",
                "Ścieżka rowerowa",
                "Ścieżka rowerowa nad rzeką, w tle pola",
            ),
        },
    }


def _heating(tree: Any) -> dict[str, Any]:
    return {
        "path": "wymiana-pieca",
        "titles": words(
            "Wymieniasz piec? Wnioski do 15 grudnia",
            "Replacing your boiler? Apply by 15 December",
            "Міняєте котел? Заяви до 15 грудня",
        ),
        "slugs": {"en": "boiler-replacement", "uk": "zamina-kotla"},
        "blocks": [
            (
                "text",
                {
                    "text": words(
                        "<p>Dopłacamy do kotła na pelet albo pompy ciepła. Wniosek przyjmiemy w urzędzie.</p>"
                        "<h2>Co przygotować</h2><ul><li>zdjęcie starego pieca</li><li>ofertę na nowe urządzenie</li></ul>",
                        "<p>We co-finance pellet boilers and heat pumps. Bring your application to the office.</p>"
                        "<h2>What to prepare</h2><ul><li>a photo of the old boiler</li><li>an offer for the new device</li></ul>",
                        "<p>Доплачуємо за пелетний котел або тепловий насос. Заяву приймемо в управлінні.</p>"
                        "<h2>Що підготувати</h2><ul><li>фото старого котла</li><li>пропозицію на новий пристрій</li></ul>",
                    )
                },
            )
        ],
        "fields": {
            "date": datetime.date(2026, 11, 9),
            "lead": words(
                "Dopłacamy do kotła na pelet albo pompy ciepła.",
                "We co-finance pellet boilers and heat pumps.",
                "Доплачуємо за пелетний котел або тепловий насос.",
            ),
            "picture": tree.picture(_PICTURES / "piece.webp", "Piec", "Dom z dymem z komina"),
        },
    }
