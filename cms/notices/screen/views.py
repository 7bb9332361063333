"""The list of messages, and the words of one: change, try out, go back to the built-in ones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from cms.audit.services import record
from cms.notices import letter, services, wordings
from cms.notices.audit_events import RESTORED, REWORDED
from cms.notices.kinds import Notice, UndeclaredNotice, notice_of
from cms.notices.models import Wording

from . import rows
from .forms import WordingForm

UNPROCESSABLE = 422


class MessagesView(WagtailAdminTemplateMixin, TemplateView):
    """All notices, a section a municipality."""

    page_title = gettext_lazy("Messages")
    header_icon = "mail"
    template_name = "notices/screen/list.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Messages."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Messages")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `sections`: (site, rows).

        Raises:
            PermissionDenied: there is no site whose words this official may change.

        """
        sites = list(rows.administered(self.request.user))
        if not sites:
            raise PermissionDenied
        context: dict[str, Any] = super().get_context_data(sections=rows.sections(sites), **kwargs)
        return context


class WordingView(WagtailAdminTemplateMixin, TemplateView):
    """The words of one notice in one language."""

    header_icon = "mail"
    template_name = "notices/screen/wording.html"

    @cached_property
    def site(self) -> Site:
        """The municipality; one of others is not there.

        Raises:
            PermissionDenied: this official may change no words at all.
            Http404: not those of this municipality.

        """
        allowed = rows.administered(self.request.user)
        if not allowed.exists():
            raise PermissionDenied
        return get_object_or_404(allowed, pk=self.kwargs["site_id"])

    @cached_property
    def notice(self) -> Notice:
        """What is told.

        Raises:
            Http404: nobody tells it.

        """
        try:
            return notice_of(self.kwargs["kind"])
        except UndeclaredNotice:
            raise Http404 from None

    @cached_property
    def language(self) -> str:
        """The language.

        Raises:
            Http404: the municipality does not have it.

        """
        if self.kwargs["language"] not in rows.languages_of(self.site):
            raise Http404
        return str(self.kwargs["language"])

    @cached_property
    def wording(self) -> Wording:
        """The municipality's own words, or new ones that say what the built-in ones do."""
        place = {"site": self.site, "kind": self.notice.kind, "language": self.language}
        own = Wording.objects.filter(**place).first()
        if own is not None:
            return own
        words = wordings.built_in(self.notice, self.language)
        return Wording(**place, subject=words.subject, text=words.text)

    @property
    def page_title(self) -> str:  # type: ignore[override]
        """What it tells."""
        return str(self.notice.title)

    @property
    def page_subtitle(self) -> str:  # type: ignore[override]
        """In which language."""
        return str(dict(settings.LANGUAGES)[self.language])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Messages ▸ this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("ratusz_messages"), "label": _("Messages")},
            {"url": "", "label": self.get_header_title()},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self._page(WordingForm(instance=self.wording))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says.

        Raises:
            Http404: there is no such button.

        """
        what = request.POST.get("do", "save")
        if what == "restore":
            return self._restore()
        form = WordingForm(request.POST, instance=self.wording)
        deeds = {"save": self._save, "preview": self._preview, "test": self._test}
        if what not in deeds:
            raise Http404
        if not form.is_valid():
            return self._page(form, status=UNPROCESSABLE)
        return deeds[what](form)

    def _save(self, form: WordingForm) -> HttpResponse:
        built_in = wordings.built_in(self.notice, self.language)
        if form.words == built_in:  # so that a better text of a later version arrives
            return self._remove()
        if form.has_changed():
            with transaction.atomic():
                form.save()
                self._note(REWORDED)
        messages.success(
            self.request, _("The words are saved. Messages sent from now on have them.")
        )
        return redirect(reverse("ratusz_messages"))

    def _preview(self, form: WordingForm) -> HttpResponse:
        return self._page(form, preview=self._sample(form))

    def _test(self, form: WordingForm) -> HttpResponse:
        """Send the words as they are typed, with sample values, to whoever types them."""
        model: Any = get_user_model()
        address = str(getattr(self.request.user, model.get_email_field_name(), ""))
        sample = self._sample(form)
        if not address:
            messages.error(self.request, _("Your account has no e-mail address."))
            return self._page(form, preview=sample)
        services.send(
            site=self.site,
            to=address,
            sender=sample.sender,
            subject=sample.subject,
            text=sample.mail_text,
            html=sample.mail_html,
            language=self.language,
            user_id=self.request.user.pk,
        )
        messages.success(self.request, _("The message is on its way to your own address."))
        return self._page(form, preview=sample)

    def _restore(self) -> HttpResponse:
        """Ask first: what was written is lost."""
        if self.wording.pk and self.request.POST.get("confirmed") != "1":
            return self._page(WordingForm(instance=self.wording), asking=True)
        return self._remove()

    def _remove(self) -> HttpResponse:
        if self.wording.pk:
            with transaction.atomic():
                self.wording.delete()
                self._note(RESTORED)
        messages.success(self.request, _("The message has the built-in words."))
        return redirect(reverse("ratusz_messages"))

    def _note(self, event: Any) -> None:
        detail = {"kind": self.notice.kind, "language": self.language}
        record(event, site=self.site, actor=self.request.user, detail=detail, request=self.request)

    def _sample(self, form: WordingForm) -> letter.Letter:
        values = {name: self.notice.samples.get(name, f"[{name}]") for name in self.notice.names}
        return letter.fill(
            self.notice,
            form.words,
            site=self.site,
            language=self.language,
            values=values,
            link="/",
        )

    def _page(self, form: WordingForm, *, status: int = 200, **more: Any) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            site=self.site,
            notice=self.notice,
            language=self.language,
            own=bool(self.wording.pk),
            names=[f"${name}" for name in self.notice.allowed],
            **more,
        )
        return self.render_to_response(context, status=status)
