"""Translations of the demo's pages, made by wagtail-localize: editors find them in its editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)


def translate(
    page: Any, locale: Locale, *, fields: Mapping[str, str], texts: Mapping[str, str]
) -> Any:
    """Make and publish the translation of a Polish page.

    Args:
        page: the page, published.
        locale: the language to translate into; the parent page must be there in it.
        fields: field name ▸ its text, for the fields whose Polish text may repeat (title, slug).
        texts: Polish segment ▸ translated segment, for everything else.

    Returns:
        The translated page.

    Raises:
        LookupError: a segment of the page has no translation.

    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.get_or_create(source=source, target_locale=locale)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    for segment in segments:
        text = fields.get(segment.context.path) or texts.get(segment.string.data)
        if text is None:
            message = (
                f"{page.url_path}: no {locale.language_code} text for {segment.string.data!r}."
            )
            raise LookupError(message)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": text},
        )
    translated, _created = source.create_or_update_translation(locale, publish=False)
    translated.get_latest_revision().publish()
    return translated
