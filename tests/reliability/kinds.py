"""A delivery of three steps to the receiver; none of them may be called twice."""

import json

from django.conf import settings

from cms.connectors.http import HttpClient
from cms.connectors.outbox import Delivered, Delivery, NotThere, Refused, Step, Unknown


class Call(Step):
    """One call of the receiver, over HTTP as any other system is called."""

    title = "Call"
    seconds = 2.0
    settles = 1.0

    def __init__(self, name):
        self.name = name

    def send(self, parcel):
        body = {"payload": dict(parcel.payload), "references": dict(parcel.references)}
        answer = self._ask(parcel, "POST", f"/{self.name}", json.dumps(body).encode())
        if answer.status == 201:
            return Delivered(json.loads(answer.body)["reference"])
        if answer.status >= 500:
            return Unknown(f"HTTP status {answer.status}")
        return Refused(f"HTTP status {answer.status}")

    def ask(self, parcel):
        answer = self._ask(parcel, "GET", f"/{self.name}")
        if answer.status == 404:
            return NotThere()
        return Delivered(json.loads(answer.body)["reference"])

    def _ask(self, parcel, method, path, body=None):
        return HttpClient().request(
            method,
            f"http://{settings.RECEIVER}{path}",
            deadline=parcel.deadline,
            headers={"Idempotency-Key": parcel.key},
            body=body,
        )


class CaseAtTheOffice(Delivery):
    kind = "reliability.case"
    title = "Case"
    steps = (Call("case"), Call("file"), Call("close"))
