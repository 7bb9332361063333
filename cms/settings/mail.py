"""Messages: in whose name they are written, and how they leave."""

# Asked by cms.notices: site ▸ the municipality's name.
RATUSZ_MUNICIPALITY_NAME = "cms.theme.context.name_of_site"
# Asked before the officials' daily summary is sent: day, site ▸ whether the office works.
RATUSZ_WORKING_DAY = "cms.directory.services.is_working_day"

# Wagtail's own mails to editors go the same way as ours.
EMAIL_BACKEND = "cms.notices.backend.OutboxBackend"
