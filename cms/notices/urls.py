"""The page that a mail's last line leads to, in the reader's language."""

from django.conf import settings
from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import get_language

from . import unsubscribe_views

# As data, not in the catalogues: old mails keep their links whatever translators do.
SEGMENTS = {
    "pl": "wiadomosci/wypisz/<str:token>/",
    "en": "messages/unsubscribe/<str:token>/",
    "uk": "povidomlennia/vidpysatysia/<str:token>/",
}


def _route() -> str:
    return SEGMENTS.get(get_language() or settings.LANGUAGE_CODE, SEGMENTS["en"])


urlpatterns = [path(lazy(_route, str)(), unsubscribe_views.page, name="ratusz_unsubscribe")]
