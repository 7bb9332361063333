"""The accessibility statement of the demo: true for what stands here, and no more than that."""

# Sentences stand whole, so that the languages can be compared line by line.
# ruff: noqa: E501

from typing import Any

from .words import words

_POLISH = (
    "<p>Urząd Gminy Puławy zapewnia dostępność tej strony zgodnie z ustawą z dnia 4 kwietnia 2019 r. "
    "o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych.</p>"
    "<h2>Stan dostępności cyfrowej</h2>"
    "<p>Strona jest częściowo zgodna z ustawą. To wersja pokazowa.</p>"
    "<h2>Niedostępne treści</h2>"
    "<ul><li>Portalu nie sprawdziły jeszcze osoby z niepełnosprawnościami.</li>"
    "<li>Nie ma tłumaczenia na polski język migowy ani tekstu łatwego do czytania.</li></ul>"
    "<h2>Przygotowanie deklaracji dostępności</h2>"
    "<p>Deklarację przygotowaliśmy 24 listopada 2026 r. na podstawie samooceny.</p>"
    "<h2>Udogodnienia, ograniczenia i inne informacje</h2>"
    "<p>Możesz wybrać wygląd jasny, ciemny albo o wysokim kontraście. "
    "Portal działa też bez myszy i bez JavaScriptu.</p>"
    "<h2>Skróty klawiszowe</h2>"
    "<p>Działają standardowe skróty przeglądarki.</p>"
    "<h2>Informacje zwrotne i dane kontaktowe</h2>"
    '<p>Coś nie działa? Napisz: <a href="mailto:dostepnosc@gmina-pulawy.example">'
    "dostepnosc@gmina-pulawy.example</a> albo zadzwoń: "
    '<a href="tel:+48815550100">81 555 01 00</a>.</p>'
    "<h2>Obsługa wniosków i skarg związanych z dostępnością</h2>"
    "<p>Masz prawo zażądać dostępności cyfrowej strony lub jej części. Odpowiemy w ciągu 7 dni. "
    "Gdy to niemożliwe, podamy termin, nie dłuższy niż 2 miesiące. "
    "Możesz złożyć skargę, a potem zwrócić się do Rzecznika Praw Obywatelskich.</p>"
    "<h2>Pozostałe informacje</h2>"
    "<h3>Aplikacje mobilne</h3><p>Nie udostępniamy aplikacji mobilnych.</p>"
    "<h3>Dostępność architektoniczna</h3>"
    "<p>Urząd jest zmyślony, więc nie opisujemy tu prawdziwego budynku.</p>"
    "<h3>Dostępność komunikacyjno-informacyjna</h3>"
    "<p>Pomożemy przez telefon, e-mail i w urzędzie.</p>"
)
_ENGLISH = (
    "<p>The municipal office of Puławy makes this site accessible under the Act of 4 April 2019 "
    "on the digital accessibility of websites and mobile applications of public bodies.</p>"
    "<h2>State of digital accessibility</h2>"
    "<p>The site complies with the Act in part. It is a demonstration.</p>"
    "<h2>What is not accessible</h2>"
    "<ul><li>People with disabilities have not tried the portal yet.</li>"
    "<li>There is no translation into Polish sign language and no easy-to-read text.</li></ul>"
    "<h2>How this statement was prepared</h2>"
    "<p>We prepared it on 24 November 2026, by self-assessment.</p>"
    "<h2>Aids, limits and other information</h2>"
    "<p>You can choose a light, dark or high-contrast look. "
    "The portal also works without a mouse and without JavaScript.</p>"
    "<h2>Keyboard shortcuts</h2>"
    "<p>The usual shortcuts of the browser work.</p>"
    "<h2>Feedback and contact</h2>"
    '<p>Does something not work? Write to <a href="mailto:dostepnosc@gmina-pulawy.example">'
    "dostepnosc@gmina-pulawy.example</a> or call "
    '<a href="tel:+48815550100">81 555 01 00</a>.</p>'
    "<h2>Requests and complaints about accessibility</h2>"
    "<p>You have the right to demand that the site or a part of it be accessible. We answer within 7 days. "
    "When that is impossible, we name a date within 2 months. "
    "You may complain, and then turn to the Commissioner for Human Rights.</p>"
    "<h2>Other information</h2>"
    "<h3>Mobile applications</h3><p>We offer no mobile applications.</p>"
    "<h3>Access to the building</h3>"
    "<p>The office is invented, so no real building is described here.</p>"
    "<h3>Communication</h3>"
    "<p>We help by phone, by e-mail and at the office.</p>"
)
_UKRAINIAN = (
    "<p>Управління гміни Пулави забезпечує доступність цього сайту згідно із законом від 4 квітня 2019 р. "
    "про цифрову доступність сайтів і мобільних застосунків публічних установ.</p>"
    "<h2>Стан цифрової доступності</h2>"
    "<p>Сайт частково відповідає закону. Це демонстраційна версія.</p>"
    "<h2>Недоступний вміст</h2>"
    "<ul><li>Портал ще не перевіряли люди з інвалідністю.</li>"
    "<li>Немає перекладу польською жестовою мовою та легкого для читання тексту.</li></ul>"
    "<h2>Підготовка декларації доступності</h2>"
    "<p>Декларацію підготовлено 24 листопада 2026 р. на основі самооцінки.</p>"
    "<h2>Зручності, обмеження та інша інформація</h2>"
    "<p>Можна обрати світлий, темний або контрастний вигляд. "
    "Портал працює також без миші та без JavaScript.</p>"
    "<h2>Сполучення клавіш</h2>"
    "<p>Діють звичайні сполучення клавіш браузера.</p>"
    "<h2>Зворотний звʼязок і контакти</h2>"
    '<p>Щось не працює? Напишіть: <a href="mailto:dostepnosc@gmina-pulawy.example">'
    "dostepnosc@gmina-pulawy.example</a> або зателефонуйте: "
    '<a href="tel:+48815550100">81 555 01 00</a>.</p>'
    "<h2>Заяви та скарги щодо доступності</h2>"
    "<p>Ви маєте право вимагати цифрової доступності сайту або його частини. Відповімо протягом 7 днів. "
    "Якщо це неможливо, назвемо термін, не довший за 2 місяці. "
    "Можна подати скаргу, а потім звернутися до Уповноваженого з прав громадян.</p>"
    "<h2>Інша інформація</h2>"
    "<h3>Мобільні застосунки</h3><p>Ми не надаємо мобільних застосунків.</p>"
    "<h3>Архітектурна доступність</h3>"
    "<p>Управління вигадане, тому справжньої будівлі тут не описано.</p>"
    "<h3>Доступність спілкування</h3>"
    "<p>Допоможемо телефоном, e-mail і в управлінні.</p>"
)


def declare(tree: Any) -> None:
    """Declare the page. Its marked-up fields come with the page type of its own, later."""
    tree.page(
        "/deklaracja-dostepnosci/",
        words("Deklaracja dostępności", "Accessibility statement", "Декларація доступності"),
        [("text", {"text": words(_POLISH, _ENGLISH, _UKRAINIAN)})],
        slugs={"en": "accessibility-statement", "uk": "deklaratsiia-dostupnosti"},
        order=90,
        fields={"show_in_footer": True},
    )
