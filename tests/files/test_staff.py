"""The staff's list of private files: of their municipality only, and every look is recorded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.audit.models import Entry
from cms.files.wagtail_hooks import PrivateFileViewSet
from tests.audit import people
from tests.audit.staff_contract import assert_isolated
from tests.files.keeping import CANARY, stored

pytestmark = pytest.mark.django_db

RIGHTS = ("ratusz_files.view_privatefile", "ratusz_files.delete_privatefile")


@pytest.fixture
def official(site, other_site, without_gates):
    return people.official(*RIGHTS, sites=[site])


def test_list_ends_at_the_municipality(client, official, site, other_site, user):
    mine = stored(site, user, name="moje.txt")
    theirs = stored(other_site, user, name="tajne-cudze.txt")

    assert_isolated(
        client,
        PrivateFileViewSet,
        official=official,
        mine=mine,
        theirs=theirs,
        words=("tajne-cudze",),
    )


def test_looking_is_recorded_and_shows_no_content(client, official, site, user):
    file = stored(site, user)
    client.force_login(official)

    page = client.get(PrivateFileViewSet().object_url("inspect", file))

    assert CANARY.decode().split()[1] not in page.content.decode()
    entry = Entry.objects.get(event="record.viewed")
    assert (entry.subject_user_id, entry.object_id) == (user.pk, str(file.pk))


def test_removing_takes_the_content_too(
    client, official, site, private_root, django_capture_on_commit_callbacks
):
    file = stored(site)
    client.force_login(official)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PrivateFileViewSet().object_url("delete", file))

    assert [path for path in private_root.rglob("*") if path.is_file()] == []
    assert Entry.objects.filter(event="record.deleted").count() == 1


def test_list_takes_as_many_queries_for_many_files(client, official, site, user):
    client.force_login(official)
    address = PrivateFileViewSet().url("index")
    for _ in range(3):
        stored(site, user)
    client.get(address)

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(15):
        stored(site, user)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
