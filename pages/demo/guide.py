"""Help: common questions and the description of the system. Each issue adds its chapter here."""

# Sentences stand whole, so that the languages can be compared line by line.
# ruff: noqa: E501

from typing import Any

from .words import words

_GUIDE = "/pomoc/opis-systemu/"
_DUES = "/rozliczenia/"


def declare(tree: Any) -> None:
    """Declare the pages."""
    _help(tree)
    _description(tree)
    _chapter_on_dues(tree)
    _chapter_on_messages(tree)


def _help(tree: Any) -> None:
    tree.page(
        "/pomoc/",
        words("Pomoc", "Help", "Допомога"),
        [
            (
                "heading",
                {
                    "text": words("Częste pytania", "Common questions", "Часті запитання"),
                    "level": "h2",
                },
            ),
            ("questions", {"items": _questions()}),
            (
                "links",
                {
                    "heading": words("Zobacz też", "See also", "Дивіться також"),
                    "items": [
                        {"title": "", "page": tree.link(_GUIDE), "url": ""},
                        {"title": "", "page": tree.link("/kontakt/"), "url": ""},
                    ],
                },
            ),
        ],
        slugs={"en": "help", "uk": "dopomoha"},
        in_menu=True,
        order=50,
        fields={
            "lead": words(
                "Nie wiesz, jak coś zrobić? Zacznij od pytań niżej albo zadzwoń.",
                "Not sure how to do something? Start with the questions below, or call us.",
                "Не знаєте, як щось зробити? Почніть із запитань нижче або зателефонуйте.",
            ),
            "show_in_portal_menu": True,
            "show_in_footer": True,
        },
    )


def _questions() -> list[dict[str, Any]]:
    pairs = [
        (
            words("Jak założyć konto?", "How do I get an account?", "Як створити обліковий запис?"),
            words(
                "<p>Przyjdź do urzędu z dokumentem tożsamości. Założymy konto od ręki i wyślemy e-mail.</p>",
                "<p>Come to the office with an identity document. We make the account at once and send an e-mail.</p>",
                "<p>Прийдіть до управління з документом. Створимо обліковий запис одразу й надішлемо e-mail.</p>",
            ),
        ),
        (
            words(
                "Jak potwierdzić tożsamość?",
                "How do I confirm my identity?",
                "Як підтвердити особу?",
            ),
            words(
                "<p>Pokaż dokument tożsamości w urzędzie. Od razu zobaczysz w portalu swoje rozliczenia.</p>",
                "<p>Show an identity document at the office. You will see your dues in the portal at once.</p>",
                "<p>Покажіть документ в управлінні. Одразу побачите в порталі свої розрахунки.</p>",
            ),
        ),
        (
            words(
                "Nie pamiętam hasła. Co robić?",
                "I forgot my password. What now?",
                "Не памʼятаю пароля. Що робити?",
            ),
            words(
                "<p>Na stronie logowania wybierz „Zapomniane hasło?”. Wyślemy link do zmiany hasła.</p>",
                "<p>Choose “Forgotten password?” on the sign-in page. We send you a link to change it.</p>",
                "<p>На сторінці входу оберіть «Забутий пароль?». Надішлемо посилання для зміни пароля.</p>",
            ),
        ),
        (
            words(
                "Jak zmienić język albo wygląd strony?",
                "How do I change the language or the look?",
                "Як змінити мову або вигляд сторінки?",
            ),
            words(
                "<p>Przyciski są na samej górze strony. Wygląd może być jasny, ciemny albo o wysokim kontraście.</p>",
                "<p>The buttons are at the very top of the page. The look can be light, dark or high contrast.</p>",
                "<p>Кнопки вгорі сторінки. Вигляд може бути світлий, темний або контрастний.</p>",
            ),
        ),
    ]
    return [{"question": question, "answer": answer} for question, answer in pairs]


def _description(tree: Any) -> None:
    tree.page(
        _GUIDE,
        words("Opis systemu", "How the portal works", "Як працює портал"),
        [
            ("heading", {"text": words("Logowanie", "Signing in", "Вхід"), "level": "h2"}),
            ("steps", {"items": _signing_in()}),
            (
                "text",
                {
                    "text": words(
                        "<p>Wyloguj się, gdy kończysz, zwłaszcza na cudzym komputerze. "
                        "Sesja kończy się sama po 8 godzinach.</p>"
                        "<h2>Zmiana hasła</h2>"
                        "<p>Na stronie logowania wybierz „Zapomniane hasło?” i podaj adres e-mail. "
                        "Link w wiadomości działa przez godzinę.</p>",
                        "<p>Sign out when you finish, above all on a computer that is not yours. "
                        "A session ends by itself after 8 hours.</p>"
                        "<h2>Changing the password</h2>"
                        "<p>On the sign-in page choose “Forgotten password?” and enter your e-mail address. "
                        "The link in our message works for an hour.</p>",
                        "<p>Виходьте, коли завершите, особливо на чужому компʼютері. "
                        "Сеанс сам завершується через 8 годин.</p>"
                        "<h2>Зміна пароля</h2>"
                        "<p>На сторінці входу оберіть «Забутий пароль?» і введіть адресу e-mail. "
                        "Посилання в листі діє годину.</p>",
                    )
                },
            ),
        ],
        slugs={"en": "how-the-portal-works", "uk": "opys-systemy"},
        order=10,
        fields={
            "lead": words(
                "Krok po kroku: logowanie, hasło i to, co zobaczysz po zalogowaniu.",
                "Step by step: signing in, the password, and what you see afterwards.",
                "Крок за кроком: вхід, пароль і те, що Ви побачите після входу.",
            ),
        },
    )


def _signing_in() -> list[dict[str, Any]]:
    steps = [
        (
            words("Wybierz „Moje konto”", "Choose “My account”", "Оберіть «Мій обліковий запис»"),
            words(
                "<p>Przycisk jest na górze każdej strony.</p>",
                "<p>The button is at the top of every page.</p>",
                "<p>Кнопка є вгорі кожної сторінки.</p>",
            ),
        ),
        (
            words(
                "Podaj adres e-mail i hasło",
                "Enter your e-mail address and password",
                "Введіть адресу e-mail і пароль",
            ),
            words(
                "<p>Po kilku błędnych próbach poprosimy o chwilę przerwy.</p>",
                "<p>After several wrong tries we ask you to wait a while.</p>",
                "<p>Після кількох помилок попросимо трохи зачекати.</p>",
            ),
        ),
        (
            words("Zobacz swój pulpit", "See your dashboard", "Перегляньте свою панель"),
            words(
                '<p>Z <a href="page:/pulpit/">pulpitu</a> przejdziesz do wszystkich swoich spraw.</p>',
                '<p>The <a href="page:/pulpit/">dashboard</a> leads to all your matters.</p>',
                '<p>Із <a href="page:/pulpit/">панелі</a> перейдете до всіх своїх справ.</p>',
            ),
        ),
    ]
    return [{"title": title, "text": text} for title, text in steps]


def _chapter_on_dues(tree: Any) -> None:
    heading = {"text": words("Rozliczenia", "Dues", "Розрахунки"), "level": "h2"}
    tree.block(_GUIDE, ("heading", heading), order=40, needs=_DUES)
    tree.block(_GUIDE, ("steps", {"items": _reading_dues()}), order=41, needs=_DUES)
    tree.block(_GUIDE, ("text", {"text": _figures()}), order=42, needs=_DUES)


def _reading_dues() -> list[dict[str, Any]]:
    steps = [
        (
            words("Otwórz Rozliczenia", "Open Dues", "Відкрийте Розрахунки"),
            words(
                '<p>Na stronie <a href="page:/rozliczenia/">Rozliczenia</a> jest lista Twoich podatków i opłat '
                "z saldem i odsetkami.</p>",
                '<p>The page <a href="page:/rozliczenia/">Dues</a> lists your taxes and fees '
                "with balance and interest.</p>",
                '<p>На сторінці <a href="page:/rozliczenia/">Розрахунки</a> є перелік Ваших податків і зборів '
                "із сальдо та пенею.</p>",
            ),
        ),
        (
            words("Wybierz szczegóły", "Choose the details", "Оберіть подробиці"),
            words(
                "<p>Karta konta pokazuje raty: termin, kwotę, wpłaty i to, co zostało do zapłaty.</p>",
                "<p>The account card shows the instalments: date, amount, payments and what is left.</p>",
                "<p>Картка рахунку показує внески: термін, суму, сплату й залишок.</p>",
            ),
        ),
        (
            words("Zawęź listę", "Narrow the list", "Звузьте перелік"),
            words(
                "<p>Wszystkie, Zapłacone albo Do zapłaty.</p>",
                "<p>All, Paid or To pay.</p>",
                "<p>Усі, Сплачені або До сплати.</p>",
            ),
        ),
    ]
    return [{"title": title, "text": text} for title, text in steps]


def _figures() -> dict[str, str]:
    return words(
        "<h3>Skąd są kwoty</h3>"
        "<p>Kwoty podaje system podatkowy urzędu. Przy saldzie widzisz dzień, na który je podał, "
        "i godzinę ostatniego sprawdzenia.</p>"
        "<p>Gdy system nie odpowiada, pokażemy ostatnie znane kwoty z ich datą. "
        "Gdy ich nie znamy, powiemy to wprost. To nie znaczy, że nie masz nic do zapłaty.</p>"
        '<p>Kwota budzi wątpliwości? <a href="page:/kontakt/">Zadzwoń do nas</a>.</p>',
        "<h3>Where the amounts come from</h3>"
        "<p>The office’s tax system gives the amounts. Beside the balance you see the day they are for "
        "and the time of the last check.</p>"
        "<p>When the system does not answer, we show the last known amounts with their date. "
        "When we know none, we say so. That does not mean that you owe nothing.</p>"
        '<p>Is an amount unclear? <a href="page:/kontakt/">Call us</a>.</p>',
        "<h3>Звідки суми</h3>"
        "<p>Суми подає податкова система управління. Поруч із сальдо видно день, на який вони подані, "
        "і час останньої перевірки.</p>"
        "<p>Якщо система не відповідає, покажемо останні відомі суми з їхньою датою. "
        "Якщо їх не знаємо, так і скажемо. Це не означає, що Ви нічого не винні.</p>"
        '<p>Сума викликає сумніви? <a href="page:/kontakt/">Зателефонуйте нам</a>.</p>',
    )


def _chapter_on_messages(tree: Any) -> None:
    heading = {
        "text": words("E-maile z portalu", "E-mails from the portal", "Листи з порталу"),
        "level": "h2",
    }
    tree.block(_GUIDE, ("heading", heading), order=50)
    tree.block(_GUIDE, ("text", {"text": _mails()}), order=51)


def _mails() -> dict[str, str]:
    return words(
        "<p>E-mail z portalu ma w polu „Od” nazwę gminy i jeden stały adres. Nigdy nie prosi o hasło ani o kod. "
        "Odnośniki prowadzą tylko na adres tego portalu.</p>"
        "<p>Nie ma e-maila, na który czekasz? Zajrzyj do spamu. Gdy serwer poczty nie działa, portal wyśle "
        "wiadomość, jak tylko znów zadziała; niczego nie trzeba powtarzać. Odnośnik do nowego hasła działa godzinę: "
        "później poproś o nowy.</p>"
        '<p>Na e-maile nikt nie odpowiada. Masz pytanie? <a href="page:/kontakt/">Zadzwoń do nas</a>.</p>',
        "<p>An e-mail from the portal has the municipality's name and one fixed address in its “From” line. It never asks "
        "for your password or a code. Its links lead to the address of this portal only.</p>"
        "<p>The e-mail you wait for is not there? Look into the spam folder. When the mail server is down, the portal "
        "sends the message as soon as it works again; there is nothing to repeat. A link for a new password works for "
        "an hour: ask for another one after that.</p>"
        '<p>Nobody reads answers to these e-mails. You have a question? <a href="page:/kontakt/">Call us</a>.</p>',
        "<p>Лист із порталу має в полі «Від» назву гміни й одну сталу адресу. Він ніколи не просить пароля чи коду. "
        "Посилання ведуть лише на адресу цього порталу.</p>"
        "<p>Немає листа, на який чекаєте? Загляньте до спаму. Якщо поштовий сервер не працює, портал надішле "
        "повідомлення, щойно він запрацює; нічого не треба повторювати. Посилання для нового пароля діє годину: "
        "потім попросіть нове.</p>"
        '<p>На ці листи ніхто не відповідає. Маєте запитання? <a href="page:/kontakt/">Зателефонуйте нам</a>.</p>',
    )
