"""The home page and the contact page of Gmina Puławy. Figures and events are invented."""

# Sentences stand whole, so that the languages can be compared line by line.
# ruff: noqa: E501

from typing import Any

from .words import tile, words


def declare(tree: Any) -> None:
    """Declare the pages."""
    _home(tree)
    _contact(tree)


def _home(tree: Any) -> None:
    tree.page(
        "/",
        words("Gmina Puławy", "Gmina Puławy", "Гміна Пулави"),
        [
            ("tiles", {"items": _tiles(tree)}),
            (
                "latest_pages",
                {
                    "heading": words("Aktualności", "News", "Новини"),
                    "section": tree.link("/aktualnosci/"),
                    "number": "4",
                },
            ),
        ],
        slugs={"pl": "gmina-pulawy", "en": "gmina-pulawy-en", "uk": "gmina-pulawy-uk"},
        kind="home",
        fields={
            "hero_title": words(
                "Co chcesz dziś załatwić?",
                "What do you want to do today?",
                "Що хочете зробити сьогодні?",
            ),
            "lead": words(
                "Podatki, opłaty, informacje z gminy. Z domu albo z pomocą urzędu.",
                "Taxes, fees, news from the municipality. From home or with our help.",
                "Податки, збори, новини гміни. З дому або з нашою допомогою.",
            ),
            "urgent_title": words(
                "To jest wersja pokazowa portalu.",
                "This is a demonstration of the portal.",
                "Це демонстраційна версія порталу.",
            ),
            "urgent_text": words(
                "Osoby, kwoty i zdarzenia są zmyślone.",
                "People, amounts and events are invented.",
                "Люди, суми та події вигадані.",
            ),
            "urgent_page": tree.link("/pomoc/opis-systemu/"),
            "urgent_link_text": words("Jak to działa", "How it works", "Як це працює"),
        },
    )


def _tiles(tree: Any) -> list[dict[str, Any]]:
    return [
        tile(
            "folder",
            words("Otwórz swój pulpit", "Open your dashboard", "Відкрийте свою панель"),
            words(
                "Twoje sprawy w jednym miejscu",
                "Your matters in one place",
                "Ваші справи в одному місці",
            ),
            tree.link("/pulpit/"),
        ),
        tile(
            "phone",
            words("Zadzwoń lub napisz", "Call or write", "Зателефонуйте або напишіть"),
            words(
                "Telefony, adres i godziny pracy",
                "Phones, address and hours",
                "Телефони, адреса, години роботи",
            ),
            tree.link("/kontakt/"),
        ),
        tile(
            "info",
            words("Przeczytaj aktualności", "Read the news", "Читайте новини"),
            words("Co nowego w gminie", "What is new here", "Що нового в гміні"),
            tree.link("/aktualnosci/"),
        ),
        tile(
            "help",
            words("Znajdź pomoc", "Find help", "Знайдіть допомогу"),
            words(
                "Odpowiedzi na częste pytania",
                "Answers to common questions",
                "Відповіді на часті запитання",
            ),
            tree.link("/pomoc/"),
        ),
        tile(
            "document",
            words("Poznaj portal", "Get to know the portal", "Ознайомтеся з порталом"),
            words(
                "Krok po kroku, bez trudnych słów",
                "Step by step, in plain words",
                "Крок за кроком, простими словами",
            ),
            tree.link("/pomoc/opis-systemu/"),
        ),
    ]


def _contact(tree: Any) -> None:
    tree.page(
        "/kontakt/",
        words("Kontakt", "Contact", "Контакти"),
        [
            (
                "text",
                {
                    "text": words(
                        "<h2>Urząd Gminy Puławy</h2>"
                        "<p>ul. Lipowa 4, 24-100 Puławy</p>"
                        '<p>Telefon: <a href="tel:+48815550100">81 555 01 00</a></p>'
                        '<p>E-mail: <a href="mailto:urzad@gmina-pulawy.example">urzad@gmina-pulawy.example</a></p>'
                        "<p>Skrytka ePUAP: /UGPulawy/SkrytkaESP</p>"
                        "<h2>Godziny pracy</h2>"
                        "<ul><li>poniedziałek: 7:30–16:30</li><li>wtorek, środa, czwartek: 7:30–15:30</li>"
                        "<li>piątek: 7:30–14:30</li></ul>"
                        "<h2>Podatki i opłaty</h2>"
                        '<p>Telefon: <a href="tel:+48815550114">81 555 01 14</a>, pokój 12</p>',
                        "<h2>Puławy municipal office</h2>"
                        "<p>ul. Lipowa 4, 24-100 Puławy, Poland</p>"
                        '<p>Phone: <a href="tel:+48815550100">81 555 01 00</a></p>'
                        '<p>E-mail: <a href="mailto:urzad@gmina-pulawy.example">urzad@gmina-pulawy.example</a></p>'
                        "<p>ePUAP address: /UGPulawy/SkrytkaESP</p>"
                        "<h2>Opening hours</h2>"
                        "<ul><li>Monday: 7:30–16:30</li><li>Tuesday, Wednesday, Thursday: 7:30–15:30</li>"
                        "<li>Friday: 7:30–14:30</li></ul>"
                        "<h2>Taxes and fees</h2>"
                        '<p>Phone: <a href="tel:+48815550114">81 555 01 14</a>, room 12</p>',
                        "<h2>Управління гміни Пулави</h2>"
                        "<p>ul. Lipowa 4, 24-100 Puławy, Польща</p>"
                        '<p>Телефон: <a href="tel:+48815550100">81 555 01 00</a></p>'
                        '<p>E-mail: <a href="mailto:urzad@gmina-pulawy.example">urzad@gmina-pulawy.example</a></p>'
                        "<p>Скринька ePUAP: /UGPulawy/SkrytkaESP</p>"
                        "<h2>Години роботи</h2>"
                        "<ul><li>понеділок: 7:30–16:30</li><li>вівторок, середа, четвер: 7:30–15:30</li>"
                        "<li>пʼятниця: 7:30–14:30</li></ul>"
                        "<h2>Податки та збори</h2>"
                        '<p>Телефон: <a href="tel:+48815550114">81 555 01 14</a>, кабінет 12</p>',
                    )
                },
            ),
        ],
        slugs={"en": "contact", "uk": "kontakty"},
        in_menu=True,
        order=40,
        fields={
            "lead": words(
                "Zadzwoń, napisz albo przyjdź. Pomożemy też osobom, które nie korzystają z internetu.",
                "Call, write or come. We also help people who do not use the internet.",
                "Телефонуйте, пишіть або приходьте. Допоможемо й тим, хто не користується інтернетом.",
            ),
            "show_contact": False,
            "show_in_footer": True,
        },
    )
