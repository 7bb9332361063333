"""`make demo`: prepare the demo, run its processes, and say where it is when it answers.

`python -m tools.demo` does it all; the processes are those of the `Procfile`, run by honcho.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from honcho import environ

ROOT = Path(__file__).resolve().parent.parent
DEFAULTS = {"DJANGO_SETTINGS_MODULE": "cms.settings.demo", "DEMO_PORT": "8000"}
LONGEST_START = 60  # seconds
AFTER_A_SIGNAL = {0, 130, 143}  # honcho's codes when somebody stopped it: that is no failure


def environment() -> dict[str, str]:
    """The environment of the demo's processes: ours, then `.env`, then the defaults."""
    file = ROOT / ".env"
    written = environ.parse(file.read_text(encoding="utf-8")) if file.exists() else {}
    values = {**DEFAULTS, **written, **os.environ}
    values.setdefault("SIMULATORS_PORT", "8100")
    values.setdefault("MAILBOX_PORT", str(int(values["SIMULATORS_PORT"]) + 25))
    values["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), values.get("PATH", "")])
    return values


def port_problem(values: dict[str, str]) -> str:
    """A sentence about a port that something else uses; empty when all are free."""
    for name in ("DEMO_PORT", "SIMULATORS_PORT", "MAILBOX_PORT"):
        port = int(values[name])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return (
                    f"Port {port} is in use. Stop the program that has it,"
                    f" or choose another: make demo {name}={port + 10}"
                )
    return ""


def prepare(values: dict[str, str]) -> None:
    """Make or update everything the processes need.

    Raises:
        SystemExit: a step failed; what it printed says why.

    """
    command = [sys.executable, "-m", "tools.prepare"]
    code = subprocess.run(command, cwd=ROOT, env=values, check=False).returncode
    if code in AFTER_A_SIGNAL - {0}:
        raise KeyboardInterrupt
    if code:
        sys.exit("\nThe demo could not be prepared; the lines above say why.")


def answers(port: int) -> bool:
    """Whether the portal answers its front page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def wait_until_it_answers(honcho: subprocess.Popen[bytes], port: int) -> bool:
    """Wait for the first answer; False when the processes end or it takes too long."""
    latest = time.monotonic() + LONGEST_START
    while time.monotonic() < latest and honcho.poll() is None:
        if answers(port):
            return True
        time.sleep(0.2)
    return False


def run(values: dict[str, str], started: float) -> int:
    """Run the Procfile until somebody stops it; returns the exit code."""
    stopping: list[int] = []
    command = [sys.executable, "-m", "honcho", "--env", os.devnull, "start"]
    # In a session of its own: signals of the terminal come to us alone, and honcho gets them once.
    honcho = subprocess.Popen(
        command, cwd=ROOT, env=values, stdout=subprocess.PIPE, start_new_session=True
    )

    def stop(signum: int, _frame: object) -> None:
        stopping.append(signum)
        honcho.send_signal(signal.SIGTERM)  # a second one does no harm: it is stopping already

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)
    teller = threading.Thread(target=tell_on, args=[honcho])
    teller.start()
    if wait_until_it_answers(honcho, int(values["DEMO_PORT"])):
        seconds = time.monotonic() - started
        tell(f"\n{logins(values)}\n> Up after {seconds:.0f} s. Ctrl-C stops it.\n\n")
    elif honcho.poll() is None and not stopping:
        tell(f"\nThe portal has not answered for {LONGEST_START} s; the lines above say why.\n")
        honcho.terminate()
        honcho.wait()
        return 1
    code = honcho.wait()
    teller.join()
    if stopping or code in AFTER_A_SIGNAL - {0}:
        return 0
    tell("\nA process of the demo ended by itself; the lines above say why.\n")
    return code or 1


def tell_on(honcho: subprocess.Popen[bytes]) -> None:
    """Pass on what the processes say, also when nobody listens any more."""
    for line in honcho.stdout or ():
        tell(line.decode("utf-8", errors="replace"))


def tell(text: str) -> None:
    """Print; a terminal that was closed must not keep the processes from ending."""
    with contextlib.suppress(OSError):
        print(text, end="", flush=True)


def logins(values: dict[str, str]) -> str:
    """What `manage.py demo` said about addresses and people."""
    var = Path(values.get("RATUSZ_VAR", ROOT / "var"))
    return (var / "demo.txt").read_text(encoding="utf-8").rstrip()


def main() -> int:
    """Run the command line."""
    started = time.monotonic()
    values = environment()
    problem = port_problem(values)
    if problem:
        sys.exit(problem)
    prepare(values)
    print("> Starting the portal and the simulators", flush=True)
    return run(values, started)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
