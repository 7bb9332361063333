"""What every connector declares: its name, its patience, its simulator, and how to check it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from .results import Reason

if TYPE_CHECKING:
    from wagtail.models import Site


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `check` found.

    Its texts are lazy translations (`gettext_lazy`, `format_lazy`), because each reader gets them
    in their own language. They hold no secret and no word of the other side.
    """

    message: Any
    """What is the matter, in one sentence."""

    serious: bool = True
    """False: look at it soon; nothing is broken yet."""

    advice: Any = ""
    """What to do about it, and who."""

    reason: Reason | None = None
    """Why the connector cannot work, where one of the known reasons fits."""

    detail: str = ""
    """Technical words for the operator, in English; our own, never the other side's."""

    works: bool = False
    """Whether the connector works all the same, as with a certificate that ends next week."""


class Connector:
    """The base of the classes that an add-on's manifest lists under `connectors`.

    A subclass speaks one outside system's protocol and returns the add-on's own domain objects; the
    vendor's words end in it. It raises `cms.connectors.errors.ConnectorError` when there is no
    usable answer; `cms.connectors.reading.read` turns that into a result.
    """

    name: ClassVar[str] = ""
    """The name in metrics, logs and snapshots, `<slug>.<source>`; stored: never rename it."""

    title: ClassVar[Any] = ""
    """The name people read (a lazy translation)."""

    seconds: ClassVar[float] = 2.0
    """How long one call may take in all; the page's deadline may leave less."""

    simulator: ClassVar[str] = ""
    """Where its simulator is, relative to the add-on's package: `simulator.app`."""

    def check(self, site: Site) -> tuple[Finding, ...]:
        """What an administrator should know: settings, connection, credentials, certificates.

        Args:
            site: the municipality.

        Returns:
            The findings, serious ones first; empty when all is well.

        """
        raise NotImplementedError
