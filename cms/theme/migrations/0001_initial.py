import django.db.models.deletion
import wagtail.images
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(wagtail.images.get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Stands in the header and in the title of every page, for example: Gmina Puławy.",
                        max_length=120,
                        verbose_name="name of the municipality",
                    ),
                ),
                (
                    "office_name",
                    models.CharField(
                        blank=True,
                        help_text="Heads the address in the footer, for example: Urząd Gminy Puławy.",
                        max_length=120,
                        verbose_name="name of the office",
                    ),
                ),
                (
                    "portal_name",
                    models.CharField(
                        blank=True,
                        help_text="Stands under the name in the header. Left empty, it reads “Residents' portal” in the language of the page.",
                        max_length=80,
                        verbose_name="name of the portal",
                    ),
                ),
                (
                    "crest",
                    models.CharField(
                        choices=[
                            ("oak-river", "Oak leaves over a river"),
                            ("fir-river", "Three firs over a river"),
                            ("tower-gate", "Tower with a gate"),
                            ("sheaf-field", "Sheaf on a field"),
                        ],
                        default="oak-river",
                        help_text="A picture that comes with the portal, until you upload your own.",
                        max_length=20,
                        verbose_name="crest",
                    ),
                ),
                (
                    "address_1",
                    models.CharField(
                        blank=True,
                        help_text="For example: ul. Lipowa 4.",
                        max_length=120,
                        verbose_name="street and number",
                    ),
                ),
                (
                    "address_2",
                    models.CharField(
                        blank=True,
                        help_text="For example: 24-100 Puławy.",
                        max_length=120,
                        verbose_name="postcode and town",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="The switchboard, as people read it aloud: 81 555 01 00.",
                        max_length=40,
                        verbose_name="phone",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="The general address of the office.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "tax_office_phone",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside dues, for questions about amounts.",
                        max_length=40,
                        verbose_name="phone of the tax department",
                    ),
                ),
                (
                    "epuap_address",
                    models.CharField(
                        blank=True,
                        help_text="The electronic mailbox, for example: /UGPulawy/SkrytkaESP.",
                        max_length=120,
                        verbose_name="ePUAP address",
                    ),
                ),
                (
                    "bip_url",
                    models.URLField(
                        blank=True,
                        help_text="The address of your bulletin; it is linked from every page.",
                        verbose_name="Public Information Bulletin (BIP)",
                    ),
                ),
                (
                    "crest_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="PNG or WebP with a transparent ground, at least 160 pixels high. It stands on a dark band: dark crests need a white outline.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=wagtail.images.get_image_model_string(),
                        verbose_name="your own crest",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "identity of the municipality",
                "verbose_name_plural": "identities of the municipalities",
            },
        ),
    ]
