"""Encryption of files in chunks: written as a stream, read from any place.

Every file has a key of its own, which the vault protects. A file is a header and chunks of 64 KiB,
each sealed with AES-256-GCM. The nonce is the number of the chunk and a mark for the last one, so
chunks cannot be swapped, dropped, repeated or cut off unnoticed (the STREAM construction; Hoang,
Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption", CRYPTO 2015). The place where the
file lies is authenticated too: a file that is moved to another row does not open.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cms.addonkit.vault import SealBroken

CHUNK = 64 * 1024  # bytes of plain text
HEADER = b"RTZFILE1"
KEY_BYTES = 32
_TAG = 16


def new_key() -> bytes:
    """A key for one file."""
    return secrets.token_bytes(KEY_BYTES)


def sealed_size(size: int) -> int:
    """How many bytes a file of so many bytes takes in the storage."""
    return len(HEADER) + size + _count(size) * _TAG


def seal(pieces: Iterable[bytes], *, key: bytes, context: str) -> Iterator[bytes]:
    """Encrypt a stream.

    Args:
        pieces: the content, in pieces of any size.
        key: 32 bytes that no other file has.
        context: where the file lies.

    Yields:
        The header, then the sealed chunks.

    """
    cipher = AESGCM(key)
    yield HEADER
    waiting = bytearray()
    number = 0
    for piece in pieces:
        waiting += piece
        # The last chunk is marked, so one is held back until more comes.
        while len(waiting) > CHUNK:
            chunk = bytes(waiting[:CHUNK])
            del waiting[:CHUNK]
            yield cipher.encrypt(_nonce(number, last=False), chunk, context.encode())
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(waiting), context.encode())


class SealedFile:
    """Reads a sealed file from any place; only the chunks asked for are read and decrypted.

    Args:
        file: the sealed file, open for reading and seekable.
        key: the key it was sealed with.
        context: the place it was sealed for.
        size: bytes of the plain text.

    """

    def __init__(self, file: BinaryIO, *, key: bytes, context: str, size: int) -> None:
        self._file = file
        self._cipher = AESGCM(key)
        self._context = context.encode()
        self._size = size
        self._last = _count(size) - 1

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to, not including, `stop`.

        Raises:
            SealBroken: the file was changed, cut, moved, or the key is another's.

        """
        stop = self._size if stop is None else min(stop, self._size)
        self._check_header()
        first, last = start // CHUNK, max(start, stop - 1) // CHUNK
        for number in range(first, min(last, self._last) + 1):
            plain = self._chunk(number)
            offset = number * CHUNK
            yield plain[max(0, start - offset) : max(0, stop - offset)]

    def _check_header(self) -> None:
        self._file.seek(0)
        if self._file.read(len(HEADER)) != HEADER:
            message = "This is no sealed file."
            raise SealBroken(message)

    def _chunk(self, number: int) -> bytes:
        self._file.seek(len(HEADER) + number * (CHUNK + _TAG))
        sealed = self._file.read(CHUNK + _TAG)
        try:
            return self._cipher.decrypt(
                _nonce(number, last=number == self._last), sealed, self._context
            )
        except InvalidTag as error:
            message = f"Chunk {number} was changed, moved or cut off."
            raise SealBroken(message) from error


def _count(size: int) -> int:
    """How many chunks; an empty file has one, and only the last may be short."""
    return max(1, -(-size // CHUNK))


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes([last]) + number.to_bytes(11, "big")
