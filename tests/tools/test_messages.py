"""The catalogue tool: what it finds, keeps and complains about."""

import gettext

import pytest

from tools import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
# Translators: on the front page
HELLO = _("Hello %(name)s")
FILES = ngettext("%(count)s file", "%(count)s files", 3)
OPEN = pgettext_lazy("menu", "Open")
"""
TEMPLATE = """
    <h1 class="it's">{% translate "Title" %}</h1>
  {{ text|default:_("none") }}
        {% blocktranslate trimmed %}
            Two lines,
            one message.
        {% endblocktranslate %}
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    """An app with messages in Python and in a template."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    folder = tmp_path / "addons" / "sample"
    (folder / "templates" / "sample").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "words.py").write_text(PYTHON)
    (folder / "templates" / "sample" / "page.html").write_text(TEMPLATE)
    return folder


def polish(app):
    return messages.catalogue_path(app, "pl")


def translate(app, message, translation):
    """Fill the first entry of a message."""
    text = polish(app).read_text()
    empty = f'msgid "{message}"\nmsgstr ""'
    assert empty in text
    polish(app).write_text(text.replace(empty, f'msgid "{message}"\nmsgstr "{translation}"', 1))


def complaints(app):
    return [text for text in messages.problems([app]) if "/pl/" in text]


def test_messages_are_found_in_python_and_templates(app):
    found = {(message.id, message.context) for message in messages.messages_of(app) if message.id}

    assert found == {
        ("Hello %(name)s", None),
        (("%(count)s file", "%(count)s files"), None),
        ("Open", "menu"),
        ("Title", None),
        ("none", None),
        ("Two lines, one message.", None),
    }


def test_translation_stays_when_messages_are_extracted_again(app):
    messages.update(app, prune=False)
    translate(app, "Title", "Tytuł")

    messages.update(app, prune=False)

    assert 'msgstr "Tytuł"' in polish(app).read_text()


def test_file_stays_the_same_when_nothing_changed(app):
    messages.update(app, prune=False)
    before = polish(app).read_bytes()

    messages.update(app, prune=False)

    assert polish(app).read_bytes() == before


def test_translation_of_a_message_that_went_is_kept_until_it_is_pruned(app):
    messages.update(app, prune=False)
    translate(app, "Title", "Tytuł")
    (app / "templates" / "sample" / "page.html").write_text("")

    messages.update(app, prune=False)
    assert '#~ msgstr "Tytuł"' in polish(app).read_text()
    assert any("obsolete" in text for text in complaints(app))

    messages.update(app, prune=True)
    assert "Tytuł" not in polish(app).read_text()


def test_check_names_what_is_missing_untranslated_or_unused(app):
    assert any("'Title' is missing" in text for text in complaints(app))

    messages.update(app, prune=False)
    assert any("'Title' is not translated" in text for text in complaints(app))

    (app / "templates" / "sample" / "page.html").write_text("")
    assert any("'Title' is used nowhere" in text for text in complaints(app))


@pytest.mark.parametrize("translation", ["Cześć", "Cześć %(nam)s", "Cześć <b>%(name)s</b>"])
def test_check_refuses_a_translation_with_other_places(app, translation):
    messages.update(app, prune=False)
    translate(app, "Hello %(name)s", translation)

    assert any("must hold ['%(name)s']" in text for text in complaints(app))


def test_check_refuses_a_fuzzy_entry(app):
    messages.update(app, prune=False)
    translate(app, "Title", "Tytuł")
    text = polish(app).read_text()
    polish(app).write_text(text.replace('msgid "Title"', '#, fuzzy\nmsgid "Title"'))

    assert any("'Title' is fuzzy" in text for text in complaints(app))


def test_check_refuses_two_translations_of_one_message(app):
    other = app.parent / "other"
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "words.py").write_text('_("Title")\n')
    for each, word in ((app, "Tytuł"), (other, "Nagłówek")):
        messages.update(each, prune=False)
        translate(each, "Title", word)

    found = messages.problems([app, other])

    assert any("is translated otherwise in" in text for text in found)


def test_compiled_catalogue_speaks(app):
    messages.update(app, prune=False)
    translate(app, "Title", "Tytuł")

    assert messages.compile_changed(app) == 2
    assert messages.compile_changed(app) == 0

    with polish(app).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Title") == "Tytuł"
