"""Whom encrypted connections trust."""

from __future__ import annotations

import ssl
from functools import lru_cache


@lru_cache(maxsize=8)
def trust(ca_file: str) -> ssl.SSLContext:
    """TLS 1.2 or newer, names and certificates checked. Kept: loading the roots takes a while.

    Args:
        ca_file: certificates to trust instead of the system's; empty for the system's.

    """
    context = ssl.create_default_context(cafile=ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
