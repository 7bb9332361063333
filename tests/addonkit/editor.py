"""The editor's form as a browser sends it: what the edit page gave, and what was changed in it."""

import json

from django.urls import reverse
from lxml import html
from wagtail import blocks
from wagtail.models import Page

from cms.addonkit.kept import KEPT


class Form:
    """The opened edit page of a page."""

    def __init__(self, client, page, path=None):
        self.client, self.page = client, page
        self.path = path or reverse("wagtailadmin_pages:edit", args=[page.pk])
        response = client.get(self.path)
        assert response.status_code == 200, response
        self.text = response.content.decode()
        self.form = response.context["form"]
        element = html.fromstring(self.text).get_element_by_id("body")
        self.stream = Unpacker().unpack(json.loads(element.get("data-w-block-arguments-value")))[0]

    @property
    def labels(self):
        """What the placeholders say."""
        return [item["value"]["label"] for item in self.stream if item["type"] == KEPT]

    def data(self, **changes):
        """The fields of the form."""
        fields = {
            bound.html_name: bound.value()
            for bound in self.form
            if bound.name != "body" and bound.value() not in {None, False}
        }
        fields |= {
            f"comments-{name}": "0"
            for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        }
        block = type(self.page).body.field.stream_block
        flatten(block, self.stream, "body", fields)
        return {key: str(value) for key, value in {**fields, **changes}.items()}

    def save(self, publish=False, **changes):
        """Send the form; returns the answer."""
        action = {"action-publish": "action-publish"} if publish else {}
        return self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.page.pk]), self.data(**changes) | action
        )

    def autosave(self, **changes):
        """Send the form as Wagtail's script does while somebody types."""
        return self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            self.data(**changes),
            headers={"Accept": "application/json"},
        )

    def preview(self):
        """Send the form to the preview, and look at it."""
        path = reverse("wagtailadmin_pages:preview_on_edit", args=[self.page.pk])
        answer = self.client.post(path, self.data()).json()
        return answer, self.client.get(path)


class Unpacker:
    """Telepath's packed values, as far as states of blocks need it."""

    def __init__(self):
        self.known = {}

    def unpack(self, value):
        if isinstance(value, list):
            return [self.unpack(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "_ref" in value:
            return self.known[value["_ref"]]
        if "_val" in value:
            found = value["_val"]
        elif "_list" in value:
            found = [self.unpack(item) for item in value["_list"]]
        elif "_dict" in value:
            found = {key: self.unpack(item) for key, item in value["_dict"].items()}
        else:
            return {key: self.unpack(item) for key, item in value.items()}
        if "_id" in value:
            self.known[value["_id"]] = found
        return found


def flatten(block, state, prefix, fields):
    """Write the fields that the editor's script makes of a block's state."""
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        fields[f"{prefix}-count"] = len(state)
        for index, item in enumerate(state):
            here = f"{prefix}-{index}"
            fields |= {f"{here}-deleted": "", f"{here}-order": index, f"{here}-id": item["id"]}
            child = getattr(block, "child_block", None)
            if child is None:
                fields[f"{here}-type"] = item["type"]
                child = block.child_blocks[item["type"]]
            flatten(child, item["value"], f"{here}-value", fields)
    elif block.name == KEPT:
        fields[prefix] = state["signed"] if state else ""
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            flatten(child, state[name], f"{prefix}-{name}", fields)
    elif state is not None and state is not False:
        fields[prefix] = state[0] if isinstance(state, list) else state


def draft(page):
    """The stored stream of a page's latest revision."""
    content = Page.objects.get(pk=page.pk).latest_revision.content
    return json.loads(content["body"])
