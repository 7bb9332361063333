"""Private files in S3-compatible storage; needs requirements/s3.txt.

The objects are sealed before they leave the portal, so the provider holds ciphertext only. To read
a part, django-storages fetches the whole object: with many large files a folder is faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage


class PrivateS3Storage(S3Storage):  # type: ignore[misc]
    """A private bucket. Its failures are `OSError`, as those of a folder are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default_acl": None, "file_overwrite": False, **options})

    def url(self, *args: Any, **options: Any) -> str:
        """None of them has one."""
        message = "Private files are served by cms.files.views only."
        raise ValueError(message)

    def delete(self, name: str) -> None:
        """Delete an object; one that is not there is fine."""
        with _as_os_error():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Folders and objects directly below a name."""
        with _as_os_error():
            found: tuple[list[str], list[str]] = super().listdir(name)
        return found

    def exists(self, name: str) -> bool:
        """Whether the object is there."""
        with _as_os_error():
            return bool(super().exists(name))

    def _save(self, name: str, content: File[bytes]) -> str:
        with _as_os_error():
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _as_os_error():
            return super()._open(name, mode)


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        message = f"The object storage failed ({type(error).__name__})."
        raise OSError(message) from error
