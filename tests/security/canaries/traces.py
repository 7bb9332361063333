"""The forms in which a secret could be found again, and a search for them in bytes."""

import base64
import binascii
import contextlib
import hashlib
import urllib.parse
import zlib

UNKEYED = ("md5", "sha1", "sha256", "sha512")


def forms(secret):
    """Name ▸ bytes: in clear, encoded, and hashed without a key, which anybody can try out."""
    raw = secret.encode()
    found = {
        "clear": raw,
        "utf-16": secret.encode("utf-16-le"),
        "hexadecimal": binascii.hexlify(raw),
        "in an address": urllib.parse.quote(secret).encode(),
    }
    for shift in range(3):
        # Base64 differs by where in a text the secret stands; its first and last letters are mixed.
        text = base64.b64encode(b"\0" * shift + raw)
        found[f"base64 {shift}"] = text[(0, 2, 3)[shift] : -4]
    for name in UNKEYED:
        digest = hashlib.new(name, raw)
        found[f"{name}, hexadecimal"] = digest.hexdigest().encode()
        found[f"{name}, base64"] = base64.b64encode(digest.digest()).rstrip(b"=")
        found[f"{name}, bytes"] = digest.digest()
    return found


def traces_in(data, secrets):
    """Which secret in which form is in these bytes, also where they are packed or encoded."""
    layers = [data, *_unpacked(data)]
    return sorted(
        {
            f"{name}: {form}"
            for name, secret in secrets.items()
            for form, needle in forms(secret).items()
            if any(needle in layer or needle in layer.lower() for layer in layers)
        }
    )


def _unpacked(data):
    """What a column of base64, or a compressed one, holds."""
    # Django's signed values: the body, its time and its signature; a point in front when packed.
    body = data.strip().split(b":")[0].lstrip(b".")
    for decode in (base64.b64decode, base64.urlsafe_b64decode):
        with contextlib.suppress(binascii.Error, ValueError, zlib.error):
            raw = decode(body + b"=" * (-len(body) % 4))
            yield raw
            yield zlib.decompress(raw)
