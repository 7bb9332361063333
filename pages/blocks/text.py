"""Blocks of text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import RICH_TEXT, SHORT_TEXT, TEXT, ContentBlock


class HeadingBlock(ContentBlock):
    """A heading above blocks that are no text."""

    text = blocks.CharBlock(max_length=120, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
        label=_("Level"),
        help_text=_("A part of a section must stand below a section's heading."),
    )

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        description = _("A heading above tiles, links or the figures of an add-on.")
        template = "pages/blocks/heading.html"
        preview_value = {"text": _("How can we help?"), "level": "h2"}


class TextBlock(ContentBlock):
    """Paragraphs, headings, lists and links."""

    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Text")
        description = _("Paragraphs with headings, lists and links.")
        template = "pages/blocks/text.html"
        preview_value = {
            "text": _(
                "<h2>Waste collection</h2><p>Put the bins out before <b>6:00</b>.</p>"
                "<ul><li>glass: first Tuesday</li><li>paper: second Tuesday</li></ul>"
            )
        }


class StepBlock(blocks.StructBlock):
    """One step of an instruction."""

    title = blocks.CharBlock(max_length=120, label=_("What to do"))
    text = blocks.RichTextBlock(features=SHORT_TEXT, required=False, label=_("Explanation"))


class StepsBlock(ContentBlock):
    """An instruction in numbered steps."""

    items = blocks.ListBlock(StepBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        group = TEXT
        label = _("Steps")
        description = _("An instruction in numbered steps.")
        template = "pages/blocks/steps.html"
        preview_value = {
            "items": [
                {
                    "title": _("Sign in"),
                    "text": _("<p>Enter your e-mail address and password.</p>"),
                },
                {
                    "title": _("Open “Dues”"),
                    "text": _("<p>You will see how much is due, and when.</p>"),
                },
            ]
        }


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=["ol", "ul", *SHORT_TEXT], label=_("Answer"))


class QuestionsBlock(ContentBlock):
    """Questions whose answers open one by one."""

    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        group = TEXT
        label = _("Questions and answers")
        description = _("Short questions; each answer opens when somebody wants it.")
        template = "pages/blocks/questions.html"
        preview_value = {
            "items": [
                {
                    "question": _("I have paid and the balance is the same. Why?"),
                    "answer": _("<p>We book a payment by the next working day.</p>"),
                },
                {
                    "question": _("How do I confirm my identity?"),
                    "answer": _("<p>At the office.</p>"),
                },
            ]
        }
