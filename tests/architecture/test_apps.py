"""Apps, pages, blocks, endpoints: what the registry of Django says about ours."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.authentication import SessionAuthentication
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addonkit import AddonStreamField
from tests.architecture.repository import ROOT, SOURCES, name_of, tree_of

OURS = tuple(f"{name}." for name in SOURCES)


def our_apps():
    return [app for app in apps.get_app_configs() if f"{app.name}.".startswith(OURS)]


def our_pages():
    models = [model for app in our_apps() for model in app.get_models()]
    return [model for model in models if issubclass(model, Page)]


def routes(patterns=None, prefix=""):
    """Every view of the URLconf with its path."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def test_labels_of_our_apps_cannot_collide():
    assert our_apps()
    assert [app.name for app in our_apps() if not app.label.startswith("ratusz_")] == []


def test_body_fields_of_pages_are_free_of_migrations():
    assert our_pages()
    fields = [
        field
        for model in our_pages()
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]

    assert fields
    assert [str(field) for field in fields if not isinstance(field, AddonStreamField)] == []


def body_blocks():
    found = {}
    for model in our_pages():
        for field in model._meta.local_fields:
            if isinstance(field, AddonStreamField):
                found.update(field.stream_block.child_blocks)
    # Not the placeholder of blocks without code, nor the add-on of the tests.
    return sorted(
        (name, block)
        for name, block in found.items()
        if name != "addon_unavailable" and not name.startswith("sample__")
    )


def test_there_are_blocks_of_pages_and_of_add_ons():
    names = [name for name, _block in body_blocks()]

    assert [name for name in names if "__" in name]
    assert [name for name in names if "__" not in name]


@pytest.mark.parametrize("name", ["icon", "label", "description", "group"])
def test_every_block_says_what_it_is(name):
    nameless = [key for key, block in body_blocks() if not getattr(block.meta, name, None)]

    assert nameless == []


def test_every_block_has_an_icon_and_a_preview_of_its_own():
    blank = [key for key, block in body_blocks() if block.meta.icon == "placeholder"]
    unseen = [key for key, block in body_blocks() if not block.is_previewable]

    assert (blank, unseen) == ([], [])


def checks_itself(view):
    """Whether a view is exempt only because its framework checks the token of a session itself."""
    classes = getattr(getattr(view, "cls", None), "authentication_classes", [])
    return any(issubclass(one, SessionAuthentication) for one in classes)


def test_only_listed_paths_are_exempt_from_the_csrf_token():
    exempt = sorted(
        f"/{path}"
        for path, view in routes()
        if getattr(view, "csrf_exempt", False) and not checks_itself(view)
    )

    allowed = tuple(settings.RATUSZ_CSRF_EXEMPT)

    assert [path for path in exempt if not path.startswith(allowed)] == []


def test_machine_endpoints_read_no_session_and_no_user():
    modules = {
        inspect.getsourcefile(inspect.unwrap(view))
        for path, view in routes()
        if path.startswith("_addons/")
    }
    for app in our_apps():
        if getattr(app, "site_urls", None):
            module = import_module(f"{app.name}.{app.site_urls}")
            modules |= {inspect.getsourcefile(one.callback) for one in module.urlpatterns}

    found = [
        f"{name_of(Path(module))}:{node.lineno}"
        for module in modules
        if module and Path(module).is_relative_to(ROOT / "addons")
        for node in ast.walk(tree_of(Path(module)))
        if isinstance(node, ast.Attribute)
        and node.attr in {"user", "session"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    ]

    assert found == []
