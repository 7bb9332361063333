"""What the tests of the screen do again and again."""

import html

from django.urls import reverse

INDEX = "outbox:index"


def view(delivery):
    return reverse("outbox:inspect", args=[delivery.pk])


def page(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def do(client, action, *deliveries, **data):
    if len(deliveries) == 1:
        url = reverse(f"outbox:do_{action}", args=[deliveries[0].pk])
        return client.post(url, data, follow=True)
    ids = [str(delivery.pk) for delivery in deliveries]
    return client.post(reverse(f"outbox:do_{action}_all"), {"id": ids, **data}, follow=True)
