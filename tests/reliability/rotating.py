"""A rotation of keys, killed and started again while somebody writes: a process of its own.

`python -m tests.reliability.rotating <people> <column to be killed at>` prints what it saw.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time

LONGEST = 300  # seconds


def main(people, kill_at):
    from django.conf import settings

    from tests.addonkit.rotation import values

    everybody = [values.Person(number) for number in range(people)]
    settings.RATUSZ_VAULT_KEYS = [values.OLD]
    for start in range(0, people, 500):
        values.make(everybody[start : start + 500])
    settings.RATUSZ_VAULT_KEYS = [values.NEW, values.OLD]
    seen = {"values": _under("old"), "killed_after": _rotate_and_kill(kill_at)}
    seen["left"] = _under("old")

    changed, started = {}, time.monotonic()
    with _rotating() as process:
        while process.poll() is None and time.monotonic() - started < LONGEST:
            everybody.append(_write(everybody, changed, people))
        seen["said"], seen["code"] = process.communicate()[0], process.returncode
    seen["seconds"] = round(time.monotonic() - started, 1)

    settings.RATUSZ_VAULT_KEYS = [values.NEW]
    values.all_open(everybody, changed)
    seen |= {"changed": len(changed), "added": len(everybody) - people}
    seen["columns_with_old"] = sorted(values.columns_with("old."))
    print(json.dumps(seen))


def _write(everybody, changed, people):
    """Write over something of somebody, and add somebody."""
    from tests.addonkit.rotation import values

    person = random.choice(everybody[:people])
    kind = random.choice(["snapshot", "file", "pesel"])
    mark = len(changed)
    text = values.valid_pesel(mark % 10_000).reveal() if kind == "pesel" else f"nowe {mark}"
    values.change(person, kind, text)
    changed[person.number, kind] = text
    added = values.Person(len(everybody))
    values.make([added])
    time.sleep(0.005)
    return added


def _rotate_and_kill(column):
    """Kill the rotation as soon as it has done something of a column. Returns what it had done."""
    from cms.addonkit.rotation import count
    from cms.addonkit.sealed import places

    place = next(place for place in places() if str(place) == column)
    started = time.monotonic()
    with _rotating() as process:
        while not count(place)["new"]:
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() - started < LONGEST
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
    return _under("new")


def _under(key_id):
    from cms.addonkit.rotation import count
    from cms.addonkit.sealed import places

    return sum(count(place)[key_id] for place in places())


@contextlib.contextmanager
def _rotating():
    process = subprocess.Popen(
        [sys.executable, "manage.py", "rotate_keys"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), sys.argv[2])
