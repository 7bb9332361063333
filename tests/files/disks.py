"""A folder that runs full: a small file system of its own, or a limit where none can be mounted."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess

SIZE = 1024 * 1024


@contextlib.contextmanager
def small_folder(folder):
    """A folder that takes about one megabyte.

    As root a tmpfs is mounted. Elsewhere no file of this process may grow beyond that: the system
    refuses the write as a full disk does, with another number of the error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if _mounted(folder):
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    with no_file_beyond(SIZE):
        yield folder


def _mounted(folder):
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def no_file_beyond(size):
    """No file of this process may grow beyond a size; Python ignores the signal of it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
