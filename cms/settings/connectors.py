"""The world outside: who may be called, and the keys that protect what it told us."""

from cms.settings.environment import text, words

# host:port pairs that outbound calls may reach; everything else is refused before a socket opens.
RATUSZ_OUTBOUND_HOSTS = words("RATUSZ_OUTBOUND_HOSTS")

# What one page may wait for all its outside services together, in seconds.
RATUSZ_PAGE_DEADLINE = 2.0

# "id:base64,id:base64": 32-byte keys; the first encrypts, all decrypt.
RATUSZ_VAULT_KEYS = words("RATUSZ_VAULT_KEYS")
# base64, 32 bytes: the key of the hashes by which a PESEL is found.
RATUSZ_HASH_KEY = text("RATUSZ_HASH_KEY", "")
