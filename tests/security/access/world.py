"""The two municipalities of the access matrix, with an object of every kind at each.

Whatever belongs to the first one carries the word `Tajemnica` in what it shows of itself: who may
not see it must not meet that word. The second one's carry `Zalesie`.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.addonkit.people import Pesel
from cms.addonkit.registry import addons, block_items
from cms.addonkit.switch import set_enabled
from cms.residents.services import verify
from cms.staff.models import Kind, Shelf
from cms.staff.roles import ensure_roles
from tests.residents.people import ResidentFactory, UserFactory

from . import tables

HERE, ELSEWHERE = "localhost", "127.0.0.1"
SECRET, OTHERS = "Tajemnica", "Zalesie"


@dataclass
class Municipality:
    """One of the two: `objects` are found by name, `people` by who they are."""

    site: Site
    word: str
    people: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]

    def key(self, name: str) -> str:
        """How an address names the object."""
        found = self.objects[name]
        return str(getattr(found, "pk", found))


@dataclass
class World:
    here: Municipality
    elsewhere: Municipality


def build() -> World:
    """Both municipalities, with what the platform itself keeps; the apps' tables add theirs."""
    Site.objects.all().delete()
    here = _municipality(HERE, SECRET, default=True)
    elsewhere = _municipality(ELSEWHERE, OTHERS)
    for place in (here, elsewhere):
        _staff(place)
        _residents(place)
        _pages(place)
        _library(place)
        _workflow(place)
        _translation(place)
        _blocks(place)
        for table in tables.modules():
            if hasattr(table, "build"):
                table.build(place)
    return World(here, elsewhere)


def _municipality(host: str, word: str, *, default: bool = False) -> Municipality:
    from pages.models import HomePage

    locale, _made = Locale.objects.get_or_create(language_code="pl")
    home = HomePage(title=f"{word} strona", slug=word.lower(), hero_title=word, locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.create(
        hostname=host, port=80, root_page=home, site_name=f"Gmina {word}", is_default_site=default
    )
    return Municipality(site, word, objects={"home": home, "site": site})


def _staff(place: Municipality) -> None:
    roles = ensure_roles(place.site)
    for kind in Kind:
        person = UserFactory(
            is_staff=True,
            email=f"{kind}@{place.word.lower()}.example.org",
            first_name=place.word,
            last_name=str(kind),
        )
        person.groups.add(roles[kind])
        place.people[str(kind)] = person
    place.objects["colleague"] = place.people["editor"]
    place.objects["group"] = roles[Kind.EDITOR]
    place.objects["collection"] = Shelf.objects.get(site=place.site).collection


def _residents(place: Municipality) -> None:
    pesels = ("78031400122", "65110200243")
    for who, pesel in zip(("owner", "other"), pesels, strict=True):
        user = UserFactory(email=f"{who}@{place.word.lower()}.example.org")
        person = ResidentFactory(user=user, site=place.site, last_name=f"{place.word}{who}")
        place.people[who] = verify(person, pesel=Pesel(pesel), how="test").user
    place.people["account"] = ResidentFactory(
        user=UserFactory(email=f"konto@{place.word.lower()}.example.org"), site=place.site
    ).user


def _pages(place: Municipality) -> None:
    from pages.models import ContentPage

    home, editor = place["home"], place.people["editor"]
    text = {"type": "heading", "value": {"text": f"{place.word} tekst", "level": "h2"}}
    for name in ("page", "section", "locked", "draft", "guarded"):
        page = ContentPage(
            title=f"{place.word} {name}", slug=name, locale=home.locale, owner=editor
        )
        page.body = [{**text, "id": str(uuid.uuid4())}]
        page.live = name != "draft"
        home.add_child(instance=page)
        revision = page.save_revision(user=editor)
        if page.live:
            revision.publish()
        place.objects[name] = page
    page = place["page"]
    page.save_revision(user=editor).publish()
    place.objects["revision"] = page.revisions.earliest("created_at")
    place["locked"].locked = True
    place["locked"].locked_by = editor
    place["locked"].locked_at = timezone.now()
    place["locked"].save()
    place.objects["restriction"] = PageViewRestriction.objects.create(
        page=place["guarded"], restriction_type="password", password="x" * 12
    )
    place.objects["comment"] = Comment.objects.create(
        page=page, user=editor, text=f"{place.word} uwaga", contentpath="title"
    )
    PageLogEntry.objects.log_action(page, "wagtail.edit", user=editor)
    place.objects["redirect"] = Redirect.objects.create(
        old_path=f"/{place.word.lower()}-stare", site=place.site, redirect_page=page
    )


def _library(place: Municipality) -> None:
    editor, shelf = place.people["editor"], place["collection"]
    png = io.BytesIO()
    Pillow.new("RGB", (4, 4)).save(png, "PNG")
    name = f"{place.word.lower()}"
    image = get_image_model().objects.create(
        title=f"{place.word} obraz",
        collection=shelf,
        uploaded_by_user=editor,
        file=ContentFile(png.getvalue(), f"{name}.png"),
        width=4,
        height=4,
    )
    document = get_document_model().objects.create(
        title=f"{place.word} dokument",
        collection=shelf,
        uploaded_by_user=editor,
        file=ContentFile(b"x", f"{name}.txt"),
    )
    for thing in (image, document):
        ModelLogEntry.objects.log_action(thing, "wagtail.edit", user=editor)
    place.objects |= {"image": image, "document": document}
    for kind, model in (("image", get_image_model()), ("document", get_document_model())):
        place.objects[f"uploaded {kind}"] = UploadedFile.objects.create(
            for_content_type=_type_of(model),
            file=ContentFile(png.getvalue(), f"{name}-{kind}.png"),
            uploaded_by_user=editor,
        )


def _workflow(place: Municipality) -> None:
    editor, page = place.people["editor"], place["section"]
    task = GroupApprovalTask.objects.create(name=f"{place.word} zadanie")
    task.groups.set(place.people["moderator"].groups.all())
    workflow = Workflow.objects.create(name=f"{place.word} obieg")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    state = workflow.start(page, editor)
    place.objects |= {
        "task": task,
        "workflow": workflow,
        "workflow state": state,
        "task state": state.current_task_state,
    }


def _translation(place: Municipality) -> None:
    from wagtail_localize.models import OverridableSegment, StringSegment, Translation
    from wagtail_localize.models import TranslationSource as Source

    english, _made = Locale.objects.get_or_create(language_code="en")
    for page in (place["home"], place["page"]):
        source, _made = Source.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=english)
        source.create_or_update_translation(english, publish=True, fallback=True)
    place.objects |= {
        "source": source,
        "translation": translation,
        "segment": StringSegment.objects.filter(source=source).first(),
        "overridable": OverridableSegment.objects.filter(source=source).first(),
        "translated": page.get_translation(english),
        "locale": english,
    }


def _blocks(place: Municipality) -> None:
    """A page for each block of every add-on, with the block as an editor first gets it."""
    from pages.models import PortalPage

    for name, block in block_items():
        page = PortalPage(
            title=f"{place.word} {name}",
            slug=name.replace("__", "-").replace("_", "-"),
            locale=place["home"].locale,
        )
        value = block.get_prep_value(block.get_default())
        page.body = [{"type": name, "value": value, "id": str(uuid.uuid4())}]
        place["home"].add_child(instance=page)
        page.save_revision().publish()
        place.objects[f"page of {name}"] = page
        slug = name.partition("__")[0]
        if addons()[slug].removable:
            set_enabled(slug, place.site, enabled=True)


def _type_of(model: Any) -> Any:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model)
