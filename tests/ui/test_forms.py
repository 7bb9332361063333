"""A11Y-12: label, hint, error and control belong together; errors are summed up first."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from cms.ui.error_summary import Problem, problems


class Report(forms.Form):
    """A field of each layout."""

    email = forms.EmailField(
        label="E-mail",
        help_text="Na przykład anna@example.org.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "ui-input--short"}),
    )
    phone = forms.CharField(label="Telefon", required=False)
    remarks = forms.CharField(label="Uwagi", max_length=200, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Rodzaj", choices=[("a", "A"), ("b", "B")])
    answer = forms.ChoiceField(
        label="Odpowiedź", choices=[("m", "Mail"), ("l", "List")], widget=forms.RadioSelect
    )
    photo = forms.FileField(label="Zdjęcie", required=False)
    clause = forms.BooleanField(label="Wiem, co z moimi danymi")
    when = forms.SplitDateTimeField(label="Kiedy", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="s")

    def clean(self):
        if self.data.get("phone") == "13":
            raise forms.ValidationError("Tak nie można.")


def field(name, data=None):
    with translation.override("pl"):
        return Report(data)[name].as_field_group()


def test_field_joins_label_hint_error_and_control():
    html = field("email", {"email": "anna"})

    order = [html.index(part) for part in ("<label", "_helptext", "_error", "<input")]
    assert order == sorted(order)
    assert 'for="id_email"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert "ui-field--error" in html


def test_field_keeps_its_own_attributes():
    html = field("email")

    assert 'autocomplete="email"' in html
    assert 'class="ui-input--short ui-input"' in html
    assert "aria-invalid" not in html


def test_field_that_may_stay_empty_says_so():
    assert "(nieobowiązkowo)" in field("phone")
    assert "(nieobowiązkowo)" not in field("email")


def test_error_is_announced_as_one():
    assert '<span class="ui-hidden">Błąd: </span>To pole jest wymagane.' in field("kind", {})


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = field("answer", {})

    assert "<legend>Odpowiedź</legend>" in html
    assert 'aria-describedby="id_answer_error"' in html
    assert html.count('class="ui-choice"') == 2
    assert "ui-input" not in html


def test_box_stands_in_its_label():
    html = field("clause")

    assert html.count("<label") == 1
    assert html.index("<input") < html.index("Wiem, co z moimi danymi")


def test_long_text_says_how_much_is_left():
    html = field("remarks")

    assert 'data-text="Pozostało znaków:"' in html
    assert 'maxlength="200"' in html
    assert 'role="status"' in html


def test_file_has_a_place_of_its_own():
    assert 'class="ui-file"' in field("photo")


def test_value_of_several_inputs_is_a_group():
    html = field("when")

    assert "<fieldset" in html
    assert html.count("ui-input") == 2


def test_hint_is_escaped():
    class Sly(forms.Form):
        name = forms.CharField(help_text="<script>")

    assert "&lt;script&gt;" in Sly()["name"].as_field_group()


def test_form_renders_hidden_fields_and_errors_of_the_whole():
    html = str(Report({"phone": "13"}))

    assert '<input type="hidden" name="secret"' in html
    assert "Tak nie można." in html


def test_summary_links_each_problem_to_its_field():
    with translation.override("pl"):
        html = Template("{% load ui %}{% error_summary form %}").render(
            Context({"form": Report({"phone": "13", "email": "anna", "secret": "s"})})
        )

    assert "Popraw 6 miejsc" in html
    assert "<li>Tak nie można.</li>" in html
    assert '<a href="#id_email">' in html
    assert '<a href="#id_answer_0">Odpowiedź: To pole jest wymagane.</a>' in html
    assert 'tabindex="-1"' in html


def test_summary_of_two_forms_has_the_problems_of_both():
    found = problems(Report({}, prefix="a"), Report({}, prefix="b"))

    assert {problem.target[:5] for problem in found if problem.target} == {"id_a-", "id_b-"}


@pytest.mark.parametrize("form", [None, "", Report()])
def test_summary_is_empty_without_a_sent_form(form):
    assert problems(form) == []
    source = "{% load ui %}{% error_summary form %}{% error_prefix form %}"
    assert Template(source).render(Context({"form": form})).strip() == ""


def test_sentence_that_names_its_field_stays_as_it_is():
    class Named(forms.Form):
        pesel = forms.CharField(label="PESEL", error_messages={"required": "Wpisz PESEL."})

    assert problems(Named({})) == [Problem("Wpisz PESEL.", "id_pesel")]


def test_prefix_marks_a_form_with_errors():
    with translation.override("pl"):
        text = Template("{% load ui %}{% error_prefix form %}").render(
            Context({"form": Report({})})
        )

    assert text == "Błąd: "


def test_password_is_not_shown_again():
    class SignIn(forms.Form):
        email = forms.EmailField()
        password = forms.CharField(widget=forms.PasswordInput)

    assert "tajne-haslo" not in str(SignIn({"email": "anna", "password": "tajne-haslo"}))
