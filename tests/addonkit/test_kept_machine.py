"""Whatever editors, translators and operators do, in whatever order: kept data stays what it is."""

import copy
import uuid

import pytest
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.addonkit import editing, request_state
from cms.addonkit.languages import locales
from cms.addonkit.switch import edit_for, set_enabled
from pages.models import ContentPage, HomePage

from .conftest import block, columns, gone, polish, stored
from .editor import draft, flatten
from .lifecycle import Installation

TRANSLATED = {"Na wierzchu": "On top", "W kolumnie": "In a column"}


class Pages(RuleBasedStateMachine):
    """One page with kept blocks on top and in columns, its copies, and its translation."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.installation = Installation()
        self.installed = self.on = True
        self.copies = []
        self.translation = None
        self.seen_translated = set()

    def teardown(self):
        self.installation.end()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        locales.forget()

    @initialize()
    def begin(self):
        root = Page.objects.get(depth=1)
        home = root.add_child(
            instance=HomePage(title="G", slug="g", hero_title="G", locale=polish())
        )
        Site.objects.all().delete()
        self.site = Site.objects.create(
            hostname="testserver", port=80, root_page=home, is_default_site=True
        )
        self.english = Locale.objects.get_or_create(language_code="en")[0]
        home.copy_for_translation(self.english).save_revision().publish()
        self.shelf = self._add(home, "polka")
        top = block("public", text="Na wierzchu", code="<b>1</b>")
        inner = block("public", "park", text="W kolumnie", code="2")
        odd = gone(heading="<i>ą</i>", rows=[None, {"a": [0.5, "🏛"]}])
        self.kept = {item["id"]: copy.deepcopy(item) for item in (top, inner, odd)}
        nested_gone = gone("other", deep={"type": "x__y", "value": 1})
        self.kept[nested_gone["id"]] = copy.deepcopy(nested_gone)
        # Words of the page itself: only with some is the body of a translation made anew.
        text = {"type": "text", "value": {"text": "<p>Tekst</p>"}, "id": str(uuid.uuid4())}
        page = self._add(home, "strona", odd, text, top, columns([inner], [nested_gone]))
        self.pk = page.pk
        self.first = page.latest_revision_id
        self._install_languages()

    def _add(self, parent, slug, *body):
        page = ContentPage(title=slug, slug=slug, locale=parent.locale, body=list(body))
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page

    def _install_languages(self):
        TranslationSource.update_or_create_from_instance(self.site.root_page.specific)

    @property
    def page(self):
        return ContentPage.objects.get(pk=self.pk)

    def through_the_form(self, page):
        """What the editor's form gives back when nothing is typed into the blocks."""
        with request_state.fresh_state():
            request_state.put(editing._OPEN, ("page_id", str(page.pk)))
            edit_for(self.site)
            stream = ContentPage.body.field.stream_block
            fields = {}
            flatten(stream, stream.get_form_state(page.body), "body", fields)
            fields = {key: str(value) for key, value in fields.items()}
            return stream.clean(stream.value_from_datadict(fields, {}, "body"))

    # -- editors -----------------------------------------------------------------------------

    @rule()
    def save_in_code(self):
        page = self.page
        list(page.body)
        page.save()

    @rule(title=st.sampled_from(["A", "B"]))
    def edit_a_draft(self, title):
        page = self.page.get_latest_revision_as_object()
        page.title = title
        page.body = self.through_the_form(page)
        page.save_revision()

    @rule()
    def edit_and_publish(self):
        page = self.page.get_latest_revision_as_object()
        page.body = self.through_the_form(page)
        page.save_revision().publish()

    @rule()
    def publish_the_draft(self):
        self.page.latest_revision.publish()

    @rule()
    def revert_to_the_first_version(self):
        page = self.page.revisions.get(pk=self.first).as_object()
        page.body = self.through_the_form(page)
        page.save_revision().publish()

    @rule()
    def add_a_block_in_front(self):
        page = self.page.get_latest_revision_as_object()
        text = {"type": "text", "value": {"text": "<p>x</p>"}, "id": str(uuid.uuid4())}
        page.body = [text, *page.body.stream_block.get_prep_value(self.through_the_form(page))]
        page.save_revision().publish()

    @precondition(lambda self: len(self.copies) < 2)
    @rule(alias=st.booleans())
    def copy_the_page(self, alias):
        slug = f"kopia-{uuid.uuid4().hex[:6]}"
        page = self.page
        made = (
            page.create_alias(update_slug=slug)
            if alias
            else page.copy(update_attrs={"slug": slug}, keep_live=True)
        )
        self.copies.append(made.pk)

    @rule(away=st.booleans())
    def move_the_page(self, away):
        target = ContentPage.objects.get(pk=self.shelf.pk) if away else self.site.root_page
        if self.page.get_parent().pk != target.pk:
            self.page.move(target, pos="last-child")

    # -- translators -------------------------------------------------------------------------

    @rule()
    def translate_or_synchronise(self):
        parent = self.page.get_parent()
        if not parent.has_translation(self.english):
            with TestCase.captureOnCommitCallbacks(execute=True):
                parent.specific.copy_for_translation(self.english).save_revision().publish()
        source, _created = TranslationSource.update_or_create_from_instance(self.page)
        source.update_from_db()  # as the editor's button does, whether anything changed or not
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=self.english
        )
        for segment in source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                locale=self.english,
                context=segment.context,
                defaults={"data": TRANSLATED.get(segment.string.data, segment.string.data)},
            )
        self._save_target(translation)

    @precondition(lambda self: self.translation is not None)
    @rule()
    def publish_the_translation_again(self):
        source = TranslationSource.objects.get_for_instance(self.page)
        self._save_target(source.translations.get())

    def _save_target(self, translation):
        with TestCase.captureOnCommitCallbacks(execute=True):
            translation.save_target()
        self.translation = translation.get_target_instance().pk

    # -- operators ---------------------------------------------------------------------------

    @precondition(lambda self: self.installed)
    @rule()
    def switch(self):
        self.on = not self.on
        set_enabled("sample", self.site, enabled=self.on)

    @rule()
    def install_or_uninstall(self):
        self.installed = not self.installed
        (self.installation.install if self.installed else self.installation.uninstall)("sample")

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def the_page_and_its_copies_hold_what_they_held(self):
        assert kept_in(stored(self.page), self.kept) == self.kept
        assert kept_in(draft(self.page), self.kept) == self.kept
        for pk in self.copies:
            assert kept_in(stored(ContentPage.objects.get(pk=pk)), self.kept) == self.kept

    @invariant()
    def the_translation_holds_its_own_words(self):
        if self.translation is None:
            return
        found = kept_in(stored(ContentPage.objects.get(pk=self.translation)), self.kept)
        for block_id, item in self.kept.items():
            source = item["value"].get("text")
            expected = copy.deepcopy(item)
            if found[block_id]["value"].get("text") == TRANSLATED.get(source, source):
                self.seen_translated.add(block_id)
            if source and block_id in self.seen_translated:
                expected["value"]["text"] = TRANSLATED[source]
            assert found[block_id] == expected


def kept_in(raw, wanted):
    """Block id ▸ stored item, of the wanted ids."""
    return {item["id"]: item for item in editing.raw_items(raw) if item["id"] in wanted}


def run(examples, steps):
    run_state_machine_as_test(
        Pages,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_kept_data_stays_the_same_whatever_happens():
    run(examples=8, steps=12)


@pytest.mark.verify
@pytest.mark.django_db
def test_kept_data_stays_the_same_whatever_happens_for_long():
    run(examples=150, steps=40)
