"""Encryption of data at rest and keyed hashes: the only place that does either.

AES-256-GCM with a key id in front, so keys can be rotated: the first key of `RATUSZ_VAULT_KEYS`
encrypts, every key decrypts. The `context` is authenticated with the text: a value moved to another
table or another resident does not decrypt.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

logger = logging.getLogger(__name__)

_NONCE_BYTES = 12
_KEY_BYTES = 32
# Key id, then nonce and tag at least: 28 bytes are 38 characters and their padding.
_TOKEN = re.compile(r"[\w-]{1,40}\.[A-Za-z0-9_-]{38,}={0,2}", re.ASCII)


class SealBroken(Exception):
    """The ciphertext was changed, moved from its place, or its key is gone."""


def encrypt(plaintext: bytes, *, context: str) -> str:
    """Encrypt for storage.

    Args:
        plaintext: what to protect.
        context: where the value lives, for example `ratusz_residents.Resident.pesel`.

    Returns:
        `<key id>.<base64>`: ASCII text for a database column.

    """
    key_id, cipher = next(iter(_ciphers().items()))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, plaintext, context.encode())
    return f"{key_id}.{base64.urlsafe_b64encode(sealed).decode('ascii')}"


def decrypt(token: str, *, context: str) -> bytes:
    """The plaintext of `encrypt` with the same context.

    Raises:
        SealBroken: the token was changed, belongs elsewhere, or its key is not known here.

    """
    key_id, _, body = token.partition(".")
    cipher = _ciphers().get(key_id)
    if cipher is None:
        message = "The key of this value is not in RATUSZ_VAULT_KEYS."
        raise SealBroken(message)
    try:
        sealed = base64.urlsafe_b64decode(body)
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, binascii.Error, ValueError) as error:
        message = "The value was changed or moved from its place."
        raise SealBroken(message) from error


def key_ids() -> tuple[str, ...]:
    """The ids of the keys of `RATUSZ_VAULT_KEYS`; the first one encrypts."""
    return tuple(_ciphers())


def key_id_of(token: str) -> str:
    """The id of the key that a ciphertext says it was made with; empty when it is no ciphertext."""
    return token.partition(".")[0] if _TOKEN.fullmatch(token) else ""


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash by which a secret value is found and compared but not recovered.

    Args:
        value: the secret, for example the digits of a PESEL.
        purpose: separates uses, so that hashes of two tables cannot be joined.

    Returns:
        64 hexadecimal digits.

    """
    message = f"{purpose}\0{value}".encode()
    return hmac.new(_hash_key(), message, hashlib.sha256).hexdigest()


class Unopened(str):
    """Stands for the text of a value that does not open: empty, and stored back as it was found.

    So a row that cannot be read shows and grants nothing, takes no page down, and loses nothing
    when it is saved: with the missing key back in the setting it is whole again.
    """

    token: str

    def __new__(cls, token: str) -> Unopened:
        """Keep the ciphertext behind an empty text."""
        made = super().__new__(cls)
        made.token = token
        return made

    def __reduce__(self) -> tuple[type[Unopened], tuple[str]]:
        """Copies and pickles keep the ciphertext, too."""
        return type(self), (self.token,)


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python. Cannot be searched.

    A value that does not open is `Unopened`, and logged by its column.
    """

    description = "Encrypted text"

    @property
    def context(self) -> str:
        """What the ciphertexts of this column are bound to."""
        return f"{self.model._meta.label}.{self.name}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt what the database gave."""
        try:
            return value and decrypt(value, context=self.context).decode()
        except SealBroken as error:
            logger.error("a value of %s does not open: %s", self.context, error)
            return Unopened(value or "")

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what goes to the database."""
        if isinstance(value, Unopened):
            return value.token
        text = super().get_prep_value(value)
        return text and encrypt(text.encode(), context=self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: ciphertexts of equal texts differ."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def _ciphers() -> dict[str, AESGCM]:
    return _build_ciphers(tuple(settings.RATUSZ_VAULT_KEYS))


@lru_cache(maxsize=4)
def _build_ciphers(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    ciphers = {}
    for entry in entries:
        key_id, _, encoded = entry.partition(":")
        ciphers[key_id] = AESGCM(_key(encoded, "RATUSZ_VAULT_KEYS"))
    if not ciphers:
        message = "RATUSZ_VAULT_KEYS holds no key; .env.example says how to make one."
        raise ImproperlyConfigured(message)
    return ciphers


def _hash_key() -> bytes:
    return _key(settings.RATUSZ_HASH_KEY, "RATUSZ_HASH_KEY")


def _key(encoded: str, setting: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        message = f"{setting} must hold base64 of 32 random bytes."
        raise ImproperlyConfigured(message)
    return key
