"""The demo's legal notice: of the registration, in three languages, invented as the office is."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from . import services
from .models import Clause

KEY = "registration"
NOTICES = {
    "pl": (
        "Jak przetwarzamy Twoje dane",
        "Administratorem Twoich danych jest wójt gminy.\n\n"
        "Przetwarzamy:\n"
        "- imię, nazwisko i adres e-mail, aby prowadzić Twoje konto,\n"
        "- numer PESEL, aby pokazać Ci Twoje sprawy.\n\n"
        "Podstawą jest art. 6 ust. 1 lit. e RODO. Dane trzymamy, dopóki masz konto. "
        "Podanie danych jest dobrowolne, ale bez nich nie założymy konta.\n\n"
        "Masz prawo do wglądu, poprawienia i usunięcia danych oraz do skargi do Prezesa Urzędu "
        "Ochrony Danych Osobowych: https://uodo.gov.pl",
    ),
    "en": (
        "How we process your data",
        "The controller of your data is the mayor of the municipality.\n\n"
        "We process:\n"
        "- your name and e-mail address, to keep your account,\n"
        "- your PESEL number, to show you your own matters.\n\n"
        "The basis is Article 6(1)(e) GDPR. We keep the data as long as you have an account. "
        "Giving it is voluntary, but without it we cannot open an account.\n\n"
        "You may see, correct and erase your data, and complain to the President of the Personal "
        "Data Protection Office: https://uodo.gov.pl",
    ),
    "uk": (
        "Як ми обробляємо ваші дані",
        "Розпорядником ваших даних є війт гміни.\n\n"
        "Ми обробляємо:\n"
        "- ваше імʼя та адресу електронної пошти, щоб вести ваш обліковий запис,\n"
        "- номер PESEL, щоб показати вам ваші справи.\n\n"
        "Підстава: ст. 6 ч. 1 п. e GDPR. Ми зберігаємо дані, доки у вас є обліковий запис. "
        "Надання даних добровільне, але без них ми не створимо обліковий запис.\n\n"
        "Ви можете переглянути, виправити і видалити дані та поскаржитися до Управління захисту "
        "персональних даних: https://uodo.gov.pl",
    ),
}


def build(site: Site, tree: Any) -> None:
    """Publish the notice of the registration where a municipality has none yet."""
    for language, (title, text) in NOTICES.items():
        if Clause.objects.filter(site=site, key=KEY, language=language).exists():
            continue
        draft = Clause.objects.create(site=site, key=KEY, language=language, title=title, text=text)
        services.publish(draft, user=None)
