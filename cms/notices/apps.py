"""Notices as a part of the platform that cannot be switched off."""

from datetime import timedelta

from celery.schedules import crontab
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from cms.addonkit.manifest import AddonConfig


class NoticesConfig(AddonConfig):
    """Writes to residents and officials, and keeps what was written in their inbox."""

    default = True

    name = "cms.notices"
    label = "ratusz_notices"
    slug = "notices"
    verbose_name = _("Messages")
    default_auto_field = "django.db.models.BigAutoField"
    title = _("Messages")
    summary = _("Residents and officials get messages by e-mail and in their inbox.")
    version = "1.0.0"
    removable = False
    blocks = ("inbox.blocks.InboxBlock", "inbox.blocks.UnreadBlock")
    site_urls = "machine_urls"
    deliveries = ("outbox.Mail",)
    connectors = ("mail_server.MailServer",)
    schedules = {
        "reminders": ("reminders.tell_due", timedelta(minutes=5)),
        "tidy_reminders": ("reminders.tidy", crontab(hour=3, minute=50)),
        "digest": (
            "digest.sending.send_morning",
            crontab(hour=7, minute=0, day_of_week="mon-fri"),
        ),
    }

    def ready(self) -> None:
        """Let every app declare its notices."""
        autodiscover_modules("notices")
