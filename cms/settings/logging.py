"""Logging to standard error; whoever runs the portal collects it."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # zeep logs whole envelopes at DEBUG: they carry PESEL numbers.
        "zeep": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        # It warns that the demo's folder of messages has no host name.
        "kombu.connection": {"level": "ERROR"},
    },
}
