"""What every staff screen must keep: another municipality's records are not there.

    from tests.audit.staff_contract import assert_isolated

    def test_screen_is_isolated(client, ...):
        assert_isolated(
            client,
            OutboxViewSet,              # the class or an instance
            official=clerk_of_A,        # holds all the screen's rights for A, none for B
            mine=record_of_A,
            theirs=record_of_B,
            words=("Tajemnica",),       # texts of B's record that may appear nowhere
            form={"title": "x"},        # what its form needs, if it has one
        )

It walks every address of the screen, by GET and POST, with B's record and without one, looks for
B's words in each answer, and then whether B's record is as it was.
"""

from django.forms.models import model_to_dict
from django.urls import reverse

from cms.audit.staff.forms import site_field_of

SECONDARY = ({}, {"export": "csv"}, {"export": "xlsx"}, {"_w_filter_fragment": "1"})


def addresses(viewset):
    """(name, needs a record) of every address of a screen."""
    for pattern in viewset.get_urlpatterns():
        yield pattern.name, "pk" in pattern.pattern.converters


def body_of(response):
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8", "replace")


def assert_isolated(client, viewset, *, official, mine, theirs, words, form=None):
    """Walk a screen as an official of the first municipality.

    Raises:
        AssertionError: with what was reached, shown or changed.

    """
    viewset = viewset() if isinstance(viewset, type) else viewset
    client.force_login(official)
    before = state_of(theirs)
    texts = (str(theirs), *words)
    for name, needs_record in addresses(viewset):
        for response, what in asked(client, viewset, name, needs_record, theirs, form or {}):
            shown = [text for text in texts if text in body_of(response)]
            assert shown == [], f"{what} shows {shown}"
            if needs_record:
                assert response.status_code in {404, 405}, f"{what}: {response.status_code}"
            assert response.status_code < 500, f"{what}: {response.status_code}"
    assert state_of(theirs) == before, "the other municipality's record was changed"
    assert_shows_own(client, viewset, mine)
    assert_never_moves(client, viewset, mine, theirs, form or {})
    assert_not_chosen(client, viewset, theirs, texts)


def asked(client, viewset, name, needs_record, theirs, form):
    """(answer, what was asked) of every way to ask an address for the other's record."""
    url = reverse(viewset.get_url_name(name), args=[theirs.pk] if needs_record else [])
    for query in SECONDARY:
        yield client.get(url, query), f"GET {url} {query}"
    for field in (*(viewset.search_fields if viewset.search_fields else ()), "q"):
        # A few letters only: the page repeats what was searched for.
        query = {"q": str(theirs)[:4], field: str(theirs)[:4]}
        yield client.get(url, query), f"GET {url} by {field}"
    site = {site_field_of(type(theirs)): getattr(theirs, f"{viewset.site_field}_id")}
    for data in ({}, {**form, **site}, {"id": [str(theirs.pk)], "confirmed": "1"}):
        yield client.post(url, data), f"POST {url} {data}"


def assert_shows_own(client, viewset, mine):
    """The walk proves nothing if the official sees nothing at all."""
    answer = client.get(reverse(viewset.get_url_name("index")))
    assert answer.status_code == 200, f"the list answers {answer.status_code}"
    assert str(mine) in body_of(answer), "the official's own record is not listed"
    assert client.get(viewset.object_url("inspect", mine)).status_code == 200


def assert_never_moves(client, viewset, mine, theirs, form):
    """A record is not moved to the other site, nor made there, nor done with the other's in one."""
    manager = type(theirs)._default_manager
    field = f"{viewset.site_field}_id"
    count = manager.filter(**{field: getattr(theirs, field)}).count()
    site = {viewset.site_field: getattr(theirs, field)}
    if viewset.editable:
        client.post(viewset.object_url("edit", mine), {**form, **site})
    if viewset.creatable:
        client.post(viewset.url("add"), {**form, **site})
    for action in viewset.actions:
        data = {"id": [str(mine.pk), str(theirs.pk)], "confirmed": "1"}
        assert client.post(viewset.bulk_url(action), data).status_code == 404
    assert manager.filter(**{field: getattr(theirs, field)}).count() == count
    assert getattr(manager.get(pk=mine.pk), field) == getattr(mine, field)


def assert_not_chosen(client, viewset, theirs, texts):
    """Wagtail's own ways to a record know nothing of it."""
    label, name = theirs._meta.label_lower.split(".")
    for url in (
        f"/admin/snippets/choose/{label}/{name}/",
        f"/admin/snippets/choose/{label}/{name}/chosen/{theirs.pk}/",
        f"/admin/snippets/{label}/{name}/",
        f"/admin/bulk/{label}/{name}/delete/?id={theirs.pk}",
        "/admin/reports/site-history/",
    ):
        shown = [text for text in texts if text in body_of(client.get(url))]
        assert shown == [], f"{url} shows {shown}"


def state_of(record):
    found = type(record)._default_manager.filter(pk=record.pk).first()
    return found and model_to_dict(found)
