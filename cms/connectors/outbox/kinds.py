"""What can be sent: the declarations of apps, and the registry of them.

An app names its deliveries on its AppConfig or manifest:

    deliveries = ("outbox.FormToOffice",)

and declares them, here in its `outbox.py`:

    class CreateCase(Step):
        name, title = "case", _("Case at the office")

        def send(self, parcel):
            answer = create(parcel.payload["form"], key=parcel.key, deadline=parcel.deadline)
            return Delivered(answer.case) if answer.ok else Refused(f"code {answer.code}")

        def ask(self, parcel):
            found = find(parcel.key, deadline=parcel.deadline)
            return Delivered(found.case) if found else NotThere()

    class FormToOffice(Delivery):
        kind, title = "forms.office", _("Form sent to the office")
        steps = (CreateCase(), Attach())
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.utils.module_loading import import_string

from cms.connectors.base import Connector
from cms.connectors.deadline import Deadline

from .outcomes import Asked, Sent

if TYPE_CHECKING:
    from wagtail.models import Site


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a step is given to send."""

    payload: Mapping[str, Any] = field(repr=False)
    """What was put into the outbox; the same for each step of the delivery."""

    key: str
    """Our idempotency key of this step: the same however often it is sent."""

    references: Mapping[str, str]
    """Step ▸ the other side's reference, of the steps before this one."""

    number: str
    """The receipt number that the resident has."""

    site: Site
    """The municipality on whose behalf it is sent."""

    user_id: Any
    """Who put it in, when known."""

    deadline: Deadline
    """When `send` or `ask` must be back."""


class Step:
    """One call of another system that may happen once.

    `send` and `ask` run outside of any transaction. A `ConnectorError` that they raise is taken for
    what it is: nothing has left (try again) or nobody knows (ask). So is any other exception, which
    is also logged, without its text. To note the outcome in tables of your own, make that the last
    step: idempotent, in a transaction of its own.
    """

    name: ClassVar[str] = ""
    """Stored; other steps find the reference under it. Never rename it."""

    title: ClassVar[Any] = ""
    """What officials read (a lazy translation)."""

    connector: ClassVar[type[Connector] | None] = None
    """The system it calls. With it the step stands behind that system's circuit breaker: while
    that is open nothing is sent, and it is tried again later. Its calls are counted."""

    idempotent: ClassVar[bool] = False
    """True: the other side itself takes a second call with the same key for the first one, so an
    unknown outcome is simply sent again. False: it is never sent again before `ask` said so."""

    unaskable: ClassVar[bool] = False
    """True: there is nobody to ask, and it is meant so: an official decides in case of doubt."""

    seconds: ClassVar[float] = 20.0
    """The longest that `send` and `ask` may take; well below the lease."""

    attempts: ClassVar[int] = 100
    """How often it is sent before an official is called: two days, with our waiting times."""

    settles: ClassVar[float] = 30.0
    """For how many seconds after a send the other side may still be busy with it: until then its
    "never heard of it" is not believed."""

    def send(self, parcel: Parcel) -> Sent:
        """Give it to the other side, with `parcel.key`."""
        raise NotImplementedError

    def ask(self, parcel: Parcel) -> Asked:
        """Ask the other side whether it has something with `parcel.key`."""
        raise NotImplementedError

    @property
    def askable(self) -> bool:
        """Whether there is somebody to ask. If not, an official finds out."""
        return type(self).ask is not Step.ask


class Delivery:
    """A kind of thing that the portal sends: its steps, in order."""

    kind: ClassVar[str] = ""
    """Stored; `<slug or app>.<what>`. Never rename it."""

    title: ClassVar[Any] = ""
    """What officials read (a lazy translation)."""

    steps: ClassVar[tuple[Step, ...]] = ()

    def step(self, name: str) -> Step | None:
        """The step of a name."""
        return next((step for step in self.steps if step.name == name), None)


class UnknownKind(LookupError):
    """No running app declares this kind of delivery."""


def deliveries() -> Mapping[str, Delivery]:
    """Kind ▸ delivery, of all running apps."""
    return {**_declared(), **_registered}


def delivery_of(kind: str) -> Delivery:
    """The delivery of a kind.

    Raises:
        UnknownKind: there is none.

    """
    try:
        return deliveries()[kind]
    except KeyError:
        message = f"No running app declares deliveries of the kind {kind!r}."
        raise UnknownKind(message) from None


def register(delivery: type[Delivery]) -> type[Delivery]:
    """Declare a kind without an app of its own; usable as a decorator."""
    _registered[delivery.kind] = delivery()
    return delivery


def declared_classes() -> list[type[Delivery]]:
    """The classes that apps name under `deliveries`, in the order of the apps."""
    return [
        import_string(f"{config.name}.{path}")
        for config in apps.get_app_configs()
        for path in getattr(config, "deliveries", ())
    ]


_registered: dict[str, Delivery] = {}


@functools.cache
def _declared() -> dict[str, Delivery]:
    return {delivery.kind: delivery() for delivery in declared_classes()}
