"""The catalogue at `/_ui/`: every component in every state, for people and for axe."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from . import icons

RAMPS = ("brand", "accent", "neutral")
STEPS = (50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950)


KINDS = [("", gettext_lazy("Choose…")), ("tax", pgettext_lazy("specimen", "Tax"))]
WAYS = [("email", gettext_lazy("By e-mail")), ("letter", gettext_lazy("By letter"))]
TOPICS = [
    ("dates", gettext_lazy("Dates of payment")),
    ("news", pgettext_lazy("specimen", "News")),
]


class SpecimenForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label=gettext_lazy("First and last name"))
    number = forms.RegexField(
        r"^\d{11}$",
        label="PESEL",
        help_text=gettext_lazy("11 digits; they are on your identity card."),
        error_messages={"invalid": gettext_lazy("A PESEL has 11 digits. Type all of them.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of matter"), choices=KINDS)
    remarks = forms.CharField(
        label=pgettext_lazy("specimen", "Remarks"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What happened, and when? Two sentences will do."),
    )
    photo = forms.FileField(label=pgettext_lazy("specimen", "Photo"), required=False)
    answer = forms.ChoiceField(
        label=gettext_lazy("How shall we answer?"), choices=WAYS, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What shall we write to you about?"),
        choices=TOPICS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    clause = forms.BooleanField(
        label=gettext_lazy("I know how the municipality uses my data and to whom it may give them")
    )
    account = forms.EmailField(
        label=pgettext_lazy("specimen", "E-mail"), disabled=True, initial="anna.nowak@example.org"
    )


def show(request: HttpRequest) -> HttpResponse:
    """The catalogue; with `?form=wrong` the page that follows an invalid post.

    Raises:
        Http404: the reader is neither staff nor on a demo installation.

    """
    if not (getattr(settings, "DEMO", False) or _is_staff(request)):
        raise Http404
    wrong = SpecimenForm({"wrong-number": "8501011", "wrong-answer": "email"}, prefix="wrong")
    if request.GET.get("form") == "wrong":
        return render(request, "ui/catalogue/wrong.html", {"form": wrong})
    return render(
        request,
        "ui/catalogue/index.html",
        {
            "blank": SpecimenForm(prefix="blank"),
            "wrong": wrong,
            "ramps": [(name, [f"ui-swatch--{name}-{step}" for step in STEPS]) for name in RAMPS],
            "icons": icons.names(),
            "tile_icons": ("pay", "fault", "map"),
            "debt": Decimal("1204.50"),
            "nothing": Decimal(0),
            "day": datetime.date(2020, 11, 16),
            "moment": datetime.datetime(2020, 11, 10, 5, 15, tzinfo=datetime.UTC),
            "trail": [(pgettext("specimen", "Home"), "/"), (_("Components"), "")],
        },
    )


def _is_staff(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_active and user.is_staff)
