"""Who wants which messages by which way: what there is to choose, and what was chosen.

Without a stored choice everything comes. What is mandatory comes whatever was chosen.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cms.audit.services import record

from .audit_events import CHOSEN
from .kinds import Audience, Channel, Topic, notices, topics
from .models import Preference

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic with the ways in which its messages come."""

    topic: Topic
    channels: tuple[Channel, ...]
    """In which at least one of its notices comes."""

    wanted: frozenset[Channel]
    fixed: bool
    """All of its notices are mandatory."""

    some_fixed: tuple[Any, ...]
    """The titles of its mandatory notices, where others can be refused."""


def choices_of(
    site: Site, user_id: Any, audience: Audience = Audience.RESIDENT
) -> tuple[Choice, ...]:
    """What there is to choose for somebody at a municipality; one query."""
    refused = {
        (topic, channel)
        for topic, channel in Preference.objects.filter(
            site=site, user_id=user_id, wanted=False
        ).values_list("topic", "channel")
    }
    return tuple(_choice(topic, audience, refused) for topic in topics(audience))


def _choice(topic: Topic, audience: Audience, refused: Collection[tuple[str, str]]) -> Choice:
    told = [
        notice
        for notice in notices()
        if notice.topic.name == topic.name and notice.audience in {audience, Audience.ANYBODY}
    ]
    fixed = [notice for notice in told if notice.mandatory]
    free = [notice for notice in told if not notice.mandatory]
    offered = {channel for notice in free or fixed for channel in notice.channels}
    channels = tuple(channel for channel in Channel if channel in offered)
    return Choice(
        topic=topic,
        channels=channels,
        wanted=frozenset(each for each in channels if (topic.name, each.value) not in refused),
        fixed=not free,
        some_fixed=tuple(notice.title for notice in fixed) if free else (),
    )


def store(
    site: Site,
    user_id: Any,
    ticked: Collection[str],
    *,
    actor: Any,
    request: HttpRequest | None = None,
    audience: Audience = Audience.RESIDENT,
) -> bool:
    """Keep what somebody ticked; what cannot be refused is left as it is.

    Args:
        site: the municipality.
        user_id: whose choices.
        ticked: `topic:channel` of the ticked boxes; what is not offered is ignored.
        actor: who does it, for the audit.
        request: for the audit.
        audience: whose topics were offered.

    Returns:
        Whether anything changed.

    """
    wanted = {
        (choice.topic.name, channel): f"{choice.topic.name}:{channel}" in ticked
        for choice in choices_of(site, user_id, audience)
        if not choice.fixed
        for channel in choice.channels
    }
    return choose(site, user_id, wanted, actor=actor, request=request)


@transaction.atomic
def choose(
    site: Site,
    user_id: Any,
    wanted: dict[tuple[str, Channel], bool],
    *,
    actor: Any,
    request: HttpRequest | None = None,
) -> bool:
    """Store choices by (topic, channel). Returns whether anything changed."""
    known = {
        (row.topic, row.channel): row.wanted
        for row in Preference.objects.select_for_update().filter(site=site, user_id=user_id)
    }
    changed = {key: want for key, want in wanted.items() if known.get(key, True) != want}
    for (topic, channel), want in changed.items():
        Preference.objects.update_or_create(
            site=site, user_id=user_id, topic=topic, channel=channel, defaults={"wanted": want}
        )
    for topic in sorted({topic for topic, _channel in changed}):
        record(
            CHOSEN,
            site=site,
            actor=actor,
            subject_user_id=user_id,
            detail={"topic": topic},
            request=request,
        )
    return bool(changed)
