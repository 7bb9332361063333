"""The demo's help pages: the state of services for everybody, and the health page for officials."""

# Sentences stand whole, so that the languages can be compared line by line.
# ruff: noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Site

STATUS = "/pomoc/stan-uslug/"
MANUAL = "/pomoc/stan-polaczen/"

_INTRO = {
    "pl": "Portal pyta o Twoje sprawy inne systemy urzędu. Tu widzisz, które z nich teraz odpowiadają.",
    "en": "The portal asks other systems of the office about your matters. Here you see which of them answer now.",
    "uk": "Портал запитує про Ваші справи інші системи уряду. Тут видно, які з них зараз відповідають.",
}
_LEAD = {
    "pl": "Dla urzędników: co pokazuje strona Raporty ▸ Stan połączeń i co zrobić, gdy coś nie działa.",
    "en": "For officials: what Reports ▸ Health shows, and what to do when something does not work.",
    "uk": "Для працівників: що показує сторінка Звіти ▸ Стан з’єднань і що робити, коли щось не працює.",
}
_TEXT = {
    "pl": (
        "<p>Portal sprawdza wszystkie połączone systemy co 15 minut. Każdy ma swoją kartę.</p>"
        "<h2>Co znaczą stany</h2><ul>"
        "<li><b>Działa</b>: system odpowiada. Pod spodem może być ostrzeżenie, np. o kończącym się certyfikacie.</li>"
        "<li><b>Odpowiada z błędami</b>: system działa, ale zgłasza awarię, odrzuca dane logowania albo odpowiedzi nie da się użyć.</li>"
        "<li><b>Brak połączenia</b>: nie ma odpowiedzi na czas.</li>"
        "<li><b>Nieskonfigurowane</b>: brakuje ustawień, więc portal nie pyta.</li>"
        "<li><b>Jeszcze niesprawdzone</b>: pierwsze sprawdzenie dopiero nastąpi.</li></ul>"
        "<h2>Co zrobić</h2><p>Na karcie jest napisane, co się stało i kto może to naprawić. "
        "Po naprawie wybierz „Sprawdź teraz”; odpowiedź przyjdzie najwyżej po dziesięciu sekundach. "
        "Tego przycisku używa administrator, a jego użycie trafia do dziennika zdarzeń.</p>"
        "<h2>Co widzą mieszkańcy</h2><p>Ostatnie znane dane z ich datą. To, co wysyłają, czeka i zostanie doręczone, "
        "gdy system znów zacznie działać. Nic nie trzeba wpisywać drugi raz.</p>"
    ),
    "en": (
        "<p>The portal checks all connected systems every 15 minutes. Each has a card.</p>"
        "<h2>What the states mean</h2><ul>"
        "<li><b>Works</b>: the system answers. There may be a warning below, for example of a certificate that ends soon.</li>"
        "<li><b>Answers with errors</b>: it is there, but reports a fault, refuses our credentials, or its answer cannot be used.</li>"
        "<li><b>Not reachable</b>: there is no answer in time.</li>"
        "<li><b>Not set up</b>: settings are missing, so the portal does not ask.</li>"
        "<li><b>Not checked yet</b>: the first check is still to come.</li></ul>"
        "<h2>What to do</h2><p>The card says what happened and who can mend it. "
        "Afterwards choose “Check now”; the answer takes ten seconds at most. "
        "The button is for administrators, and its use is recorded in the audit.</p>"
        "<h2>What residents see</h2><p>The last known data with its date. What they send waits and is delivered "
        "when the system works again. Nobody has to enter anything twice.</p>"
    ),
    "uk": (
        "<p>Портал перевіряє всі під’єднані системи кожні 15 хвилин. Кожна має свою картку.</p>"
        "<h2>Що означають стани</h2><ul>"
        "<li><b>Працює</b>: система відповідає. Нижче може бути попередження, наприклад про сертифікат, що закінчується.</li>"
        "<li><b>Відповідає з помилками</b>: система є, але повідомляє про збій, не приймає облікових даних або її відповідь непридатна.</li>"
        "<li><b>Немає зв’язку</b>: вчасної відповіді немає.</li>"
        "<li><b>Не налаштовано</b>: бракує налаштувань, тому портал не запитує.</li>"
        "<li><b>Ще не перевірено</b>: перша перевірка ще попереду.</li></ul>"
        "<h2>Що робити</h2><p>На картці написано, що сталося і хто може це виправити. "
        "Потім оберіть «Перевірити зараз»; відповідь прийде щонайбільше за десять секунд. "
        "Кнопка призначена адміністраторам, її використання записується в журналі.</p>"
        "<h2>Що бачать мешканці</h2><p>Останні відомі дані з їхньою датою. Надіслане чекає й буде передане, "
        "коли система знову запрацює. Нічого не треба вводити вдруге.</p>"
    ),
}


def build(site: Site, tree: Any) -> None:
    """Declare the two pages below the help page.

    Args:
        site: the municipality.
        tree: where pages are declared.

    """
    tree.page(
        STATUS,
        {"pl": "Stan usług", "en": "State of services", "uk": "Стан послуг"},
        [("health__status", {"heading": "", "intro": _INTRO})],
        slugs={"en": "state-of-services", "uk": "stan-posluh"},
        order=70,
    )
    tree.page(
        MANUAL,
        {
            "pl": "Stan połączeń: dla urzędników",
            "en": "Health: for officials",
            "uk": "Стан з’єднань: для працівників",
        },
        [("text", {"text": _TEXT})],
        slugs={"en": "health-for-officials", "uk": "stan-ziednan"},
        order=80,
        fields={"lead": _LEAD},
    )
