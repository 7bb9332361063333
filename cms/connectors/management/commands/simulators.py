"""`manage.py simulators`: the other sides of the demo, in one process."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.connectors.simulators.catalogue import installed
from cms.connectors.simulators.mailbox import receiver
from cms.connectors.simulators.replies import CONTROL, MAILBOX
from cms.connectors.simulators.server import SimulatorServer
from cms.connectors.simulators.smtp import MailReceiver

DEFAULT_PORT = 8100
MAILBOX_OFFSET = 25


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM; needs no database of the portal."""

    help = "Runs the simulators of outside systems, their control page and the demo's mailbox."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        """Ports, where the settings' ones do not suit."""
        port = getattr(settings, "SIMULATORS_PORT", DEFAULT_PORT)
        parser.add_argument("--port", type=int, default=port, help="HTTP, on 127.0.0.1")
        parser.add_argument(
            "--mailbox-port",
            type=int,
            default=getattr(settings, "MAILBOX_PORT", port + MAILBOX_OFFSET),
            help="SMTP, on 127.0.0.1",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        server = self._server(options["port"])
        box = self._box(options["mailbox_port"], server)
        server.start()
        self._introduce(server, options["mailbox_port"])
        try:
            while not stopped.wait(3600):
                pass
        finally:
            server.stop()
            box.stop()
        self._say("Simulators stopped.")

    def _server(self, port: int) -> SimulatorServer:
        try:
            return SimulatorServer(port, installed(), chatty=True)
        except OSError as error:
            raise CommandError(_taken(port, "SIMULATORS_PORT")) from error

    def _box(self, port: int, server: SimulatorServer) -> MailReceiver:
        try:
            box = receiver(port)
        except OSError as error:
            server.server_close()
            raise CommandError(_taken(port, "MAILBOX_PORT")) from error
        box.start()
        return box

    def _introduce(self, server: SimulatorServer, mailbox_port: int) -> None:
        for one in server.simulators:
            self._say(f"{one.title}: {server.address}{one.path} ({one.mode})")
        if not server.simulators:
            self._say("No running add-on has a simulator.")
        self._say(f"How they behave: {server.address}{CONTROL}")
        self._say(f"Mail of the demo: {server.address}{MAILBOX} (SMTP on port {mailbox_port})")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _taken(port: int, variable: str) -> str:
    return (
        f"Port {port} is taken, perhaps by simulators that run already: stop them, "
        f"or set {variable} to another port."
    )
