"""The world outside: who may be called, and the keys that protect what it told us."""

from cms.settings.environment import integer, text, words

# Where outbound calls may go; everything else is refused before a socket opens. "host:port" is TLS
# (plain HTTP on the loopback only), "http://host:port" plain HTTP, "https://host:port" always TLS.
RATUSZ_OUTBOUND_HOSTS = words("RATUSZ_OUTBOUND_HOSTS")

# Certificates to trust instead of the system's, where the office has its own authority.
RATUSZ_OUTBOUND_CA_FILE = text("RATUSZ_OUTBOUND_CA_FILE", "")

# What one page may wait for all its outside services together, in seconds.
RATUSZ_PAGE_DEADLINE = 2.0

# How many threads of one web process may wait for one system at once: at most half of them, so that
# a system that hangs does not take the public pages along.
RATUSZ_CALLS_AT_ONCE = integer("RATUSZ_CALLS_AT_ONCE", 2)

# "id:base64,id:base64": 32-byte keys; the first encrypts, all decrypt.
RATUSZ_VAULT_KEYS = words("RATUSZ_VAULT_KEYS")
# base64, 32 bytes: the key of the hashes by which a PESEL is found.
RATUSZ_HASH_KEY = text("RATUSZ_HASH_KEY", "")

# Who may read /metrics: a bearer token for the monitoring. Without one there is no such address.
RATUSZ_METRICS_TOKEN = text("RATUSZ_METRICS_TOKEN", "")
