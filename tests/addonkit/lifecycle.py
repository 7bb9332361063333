"""Running without an add-on, and with it again, inside one process of the tests."""

from unittest import mock

from django.apps import apps

from cms.addonkit import request_state
from cms.addonkit.fields import AddonStreamField
from cms.addonkit.manifest import AddonConfig


class Installation:
    """Takes manifests out of Django's registry and puts them back: what a restart does."""

    def __init__(self):
        self.missing = set()
        real = apps.get_app_configs

        def present():
            return [config for config in real() if self._slug(config) not in self.missing]

        self.patch = mock.patch.object(apps, "get_app_configs", present)
        self.patch.start()

    @staticmethod
    def _slug(config):
        return config.slug if isinstance(config, AddonConfig) else None

    def uninstall(self, slug):
        """Start without the add-on."""
        self.missing.add(slug)
        forget_blocks()

    def install(self, slug):
        """Start with the add-on again."""
        self.missing.discard(slug)
        forget_blocks()

    def end(self):
        """As it was before the test."""
        self.patch.stop()
        forget_blocks()


def forget_blocks():
    """Have the block lists of all page types made anew, and the switches read anew."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, AddonStreamField):
                field.__dict__.pop("stream_block", None)
    (request_state._state.get() or {}).clear()
