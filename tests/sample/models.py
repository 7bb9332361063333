"""A record of a municipality, for the tests of staff screens.

The app has no migrations, so its table is made before those of the others: the foreign keys have no
constraint in the database.
"""

from django.conf import settings
from django.db import models


class Case(models.Model):
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=10, default="open")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = "sample case"
        constraints = [models.UniqueConstraint(fields=["site", "title"], name="sample_case_once")]

    def __str__(self) -> str:
        return self.title
