"""Between the blocks and the services: ask, choose the template, hand it its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.addonkit import request_state
from cms.addonkit.blocks import BlockContext, Fragment
from cms.addonkit.placements import pages_with
from cms.connectors.deadline import page_deadline
from cms.connectors.results import Fresh, Reason, Result, Stale, Unavailable

from . import sample, screens, services
from .domain import Account, Show
from .wording import said

if TYPE_CHECKING:
    from wagtail.models import Site

    from .services import Overview, OwnCard


def overview(context: BlockContext) -> Fragment:
    """All that the resident owes."""
    result = _ask_overview(context)
    if isinstance(result, Unavailable):
        return _unavailable(context, result)
    data = _overview_data(result, lambda key: context.url("card", account=key))
    return Fragment("dues/overview.html", {**data, "hint": _settings_hint(context)})


def card(context: BlockContext, public_id: str) -> Fragment:
    """One account card.

    Raises:
        Http404: the id is not one of this resident's cards. The source is not asked.

    """
    try:
        result = _ask_card(context, public_id)
    except services.NotYourCard:
        message = "No card of this person."
        raise Http404(message) from None
    if isinstance(result, Unavailable):
        return _unavailable(context, result, title=_("Account card"))
    account = result.data.account
    if account is None:
        data = {**_asked(result), "ledger": result.data.ledger, "overview_url": context.url()}
        return Fragment("dues/gone.html", data, status=404, title=_("Account card"))
    show = Show.of(context.request.GET.get("show", ""))
    return Fragment(
        "dues/card.html",
        {
            **_asked(result),
            **_card_data(account, show, context.url("card", account=public_id)),
            "ledger": result.data.ledger,
        },
        title=account.name,
        over_title=_("Liabilities, card %(number)s") % {"number": account.number},
    )


def balance(context: BlockContext) -> Fragment:
    """The balance alone."""
    result = _ask_overview(context)
    if isinstance(result, Unavailable):
        return _unavailable(context, result)
    ledger = result.data.ledger
    return Fragment(
        "dues/balance.html",
        {
            **_asked(result),
            "ledger": ledger,
            "balance": screens.balance_of_ledger(ledger),
            "dues_url": _page_with_all_dues(context),
        },
    )


def overview_preview(context: dict[str, Any], value: Any) -> dict[str, Any]:
    """What the block picker's preview shows: sample figures."""
    return {**context, "value": value, **_overview_data(sample.overview(), lambda key: "#")}


def ahead(context: BlockContext) -> None:
    """Let the question travel while the other blocks of the page ask theirs."""
    site, subject = context.site, context.subject
    key = _begun(context)
    if not context.preview and site is not None and request_state.get(key) is None:
        deadline = page_deadline(context.request)
        request_state.put(key, services.overview_ahead(subject, site, deadline))


def _begun(context: BlockContext) -> tuple[Any, ...]:
    return ("dues.overview.begun", context.site and context.site.pk, context.subject.user_id)


def _ask_overview(context: BlockContext) -> Result[Overview]:
    """The overview, asked for once a request however many blocks need it."""
    if context.preview or context.site is None:
        return sample.overview()
    site, subject = context.site, context.subject
    return request_state.remembered(
        ("dues.overview", site.pk, subject.user_id),
        request_state.get(_begun(context))
        or (lambda: services.overview(subject, site, page_deadline(context.request))),
    )


def _ask_card(context: BlockContext, public_id: str) -> Result[OwnCard]:
    if context.preview or context.site is None:
        return sample.card()
    return services.card(context.subject, context.site, public_id, page_deadline(context.request))


def _overview_data(result: Fresh[Overview] | Stale[Overview], url_of: Any) -> dict[str, Any]:
    ledger, ids = result.data.ledger, result.data.public_ids
    return {
        **_asked(result),
        "ledger": ledger,
        "balance": screens.balance_of_ledger(ledger),
        "accounts": screens.account_rows(ledger, lambda a: str(url_of(ids[a.external_id]))),
        "payments": screens.payment_rows(ledger.accounts, screens.LATEST_PAYMENTS),
    }


def _card_data(account: Account, show: Show, url: str) -> dict[str, Any]:
    lines = account.shown(show)
    return {
        "account": account,
        "balance": screens.balance_of_account(account),
        "filters": screens.filters(account, url, show),
        "instalments": screens.instalment_rows(lines, account.as_of),
        "sums": screens.sums(lines),
        "payments": screens.payment_rows([account]),
        "bank_account": screens.grouped(account.bank_account) if account.bank_account else "",
        "in_enforcement": any(line.in_enforcement and line.to_pay for line in account.instalments),
    }


def _asked(result: Fresh[Any] | Stale[Any]) -> dict[str, Any]:
    """When the source was asked, and why the figures are older than now, if they are."""
    stale = said(result.reason) if isinstance(result, Stale) else ""
    return {"fetched_at": result.fetched_at, "stale_reason": stale}


def _unavailable(context: BlockContext, result: Unavailable, title: str = "") -> Fragment:
    """We could not ask: never "you owe nothing"."""
    if result.reason == Reason.NOT_CONFIGURED:
        where = {"settings_url": _settings_url(context)}
        return Fragment("dues/not_configured.html", where, title=title)
    data = {
        "reason": said(result.reason),
        "retry_at": result.retry_at,
        "retry_url": context.request.get_full_path(),
    }
    return Fragment("dues/unavailable.html", data, title=title)


def _settings_hint(context: BlockContext) -> str:
    """In the editor's preview: where to set the source, when it is not set."""
    if not context.preview or context.site is None or services.is_configured(context.site):
        return ""
    return _address_of_settings(context.site)


def _settings_url(context: BlockContext) -> str:
    """Where an editor of this page sets the source; empty for everybody else."""
    user = context.request.user
    tester = getattr(context.page, "permissions_for_user", None)
    if context.site is None or tester is None or not tester(user).can_edit():
        return ""
    return _address_of_settings(context.site)


def _address_of_settings(site: Site) -> str:
    return reverse("wagtailsettings:edit", args=["ratusz_dues", "duessettings", site.pk])


def _page_with_all_dues(context: BlockContext) -> str:
    """The address of the page that carries the block of all dues; empty when there is none."""
    if context.site is None:
        return ""
    language = context.page.locale.language_code
    for page in pages_with("dues", context.site, language):
        for child in page.specific.addon_children():
            if child.block_type == "dues__dues":
                return str(page.get_url(context.request) or "")
    return ""
