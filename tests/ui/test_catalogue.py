"""The catalogue at /_ui/."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


def test_catalogue_is_open_on_a_demo(client):
    answer = client.get("/_ui/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1>") == 1
    assert 'name="robots" content="noindex"' in html


def test_catalogue_is_not_there_for_strangers_in_production(client, settings):
    settings.DEMO = False

    assert client.get("/_ui/").status_code == 404


@pytest.mark.parametrize(("is_staff", "status"), [(True, 200), (False, 404)])
def test_catalogue_in_production_is_for_staff(client, settings, is_staff, status):
    settings.DEMO = False
    user = get_user_model().objects.create_user("redaktor@example.org", "x", is_staff=is_staff)
    client.force_login(user)

    assert client.get("/_ui/").status_code == status


def test_page_after_an_invalid_post_says_so_first(client):
    html = client.get("/_ui/?form=wrong").content.decode()

    assert "<title>Błąd: Formularz z błędami" in html
    assert html.index("Popraw") < html.index("<h1>")
    assert 'value="8501011"' in html
