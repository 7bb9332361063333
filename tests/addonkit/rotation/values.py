"""Values of every kind that is kept encrypted: made by the services that make them, and opened."""

import base64
import json
import uuid
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Site

from cms.addonkit.people import Pesel
from cms.addonkit.vault import decrypt, encrypt
from cms.connectors.models import OutboxDelivery
from cms.connectors.snapshots import Codec, Key, recall, remember
from cms.files.models import PrivateFile
from cms.residents.models import Resident

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
CODEC = Codec(dump=lambda text: {"text": text}, load=lambda data: data["text"])
CODES = 10
SECRET = "RATUSZDEMO234567RATUSZDEMO234567"


@dataclass(frozen=True)
class Person:
    """What one person has: five rows, six values."""

    number: int

    @property
    def email(self):
        return f"o{self.number}@example.org"

    @property
    def text(self):
        return f"tajne {self.number}"

    @property
    def key(self):
        site_id = Site.objects.get(is_default_site=True).pk
        return Key(site_id=site_id, connector="test.ledger", part="", subject_hash=f"{self.number}")

    @property
    def pesel(self):
        return valid_pesel(self.number)


def valid_pesel(number):
    """A number with its check digit, of somebody born in May 1944."""
    digits = f"440514{number:04d}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return Pesel(f"{digits}{-total % 10}")


def make(people):
    """Store the values of these people, in one transaction."""
    site = Site.objects.get(is_default_site=True)
    users = get_user_model().objects.bulk_create(
        get_user_model()(email=person.email, password="!") for person in people
    )
    with transaction.atomic():
        for person, user in zip(people, users, strict=True):
            remember(person.key, person.text, timezone.now(), CODEC)
            if person.number % 2:
                TOTP.activate(user, SECRET)
            else:
                RecoveryCodes.activate(user)
        Resident.objects.bulk_create(
            Resident(user=user, site=site, pesel=person.pesel.reveal())
            for person, user in zip(people, users, strict=True)
        )
        PrivateFile.objects.bulk_create(_file(person, site) for person in people)
        OutboxDelivery.objects.bulk_create(_delivery(person, site) for person in people)


def _file(person, site):
    return PrivateFile(
        site=site,
        purpose="tests.any",
        name=f"{person.text}.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        stored_as=f"{person.number}",
        sealed_key=base64.b64encode(person.text.encode()).decode(),
    )


def _delivery(person, site):
    row = OutboxDelivery(
        id=uuid.uuid4(),
        number=f"K{person.number:06d}",
        kind="test.letter",
        site=site,
        created_at=timezone.now(),
    )
    text = json.dumps({"text": person.text}).encode()
    row.payload = encrypt(text, context=row.context)
    return row


def change(person, kind, text):
    """Write over one value of a person, as the portal does."""
    if kind == "snapshot":
        remember(person.key, text, timezone.now(), CODEC)
    elif kind == "file":
        PrivateFile.objects.filter(stored_as=person.number).update(name=text)
    else:
        Resident.objects.filter(user__email=person.email).update(pesel=text)


def all_open(people, changed=()):
    """Open every value of these people and see that it is theirs.

    `changed` says what was written over: (number of the person, kind) ▸ the text.
    """
    changed = dict(changed)
    files = {file.stored_as: file for file in PrivateFile.objects.all()}
    deliveries = {row.number: row for row in OutboxDelivery.objects.all()}
    residents = {row.user.email: row for row in Resident.objects.select_related("user")}
    factors = {row.user.email: row for row in Authenticator.objects.select_related("user")}
    for person in people:

        def expected(kind, text, number=person.number):
            return changed.get((number, kind), text)

        file, delivery = files[str(person.number)], deliveries[f"K{person.number:06d}"]
        payload = json.loads(decrypt(delivery.payload, context=delivery.context))
        pesel = residents[person.email].pesel
        assert recall(person.key, CODEC).data == expected("snapshot", person.text)
        assert pesel == expected("pesel", person.pesel.reveal())
        assert file.name == expected("file", f"{person.text}.pdf")
        assert base64.b64decode(file.sealed_key).decode() == person.text
        assert payload == {"text": person.text}
        assert _opens(factors[person.email], person)


def _opens(factor, person):
    if person.number % 2:
        return get_adapter().decrypt(factor.data["secret"]) == SECRET
    return len(RecoveryCodes(factor).generate_codes()) == CODES


def columns_with(text):
    """Table and column of every text of the whole database that holds this."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            names = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            for name in names:
                column = f"CAST({connection.ops.quote_name(name)} AS text)"
                cursor.execute(
                    f"SELECT 1 FROM {quoted} WHERE {column} LIKE %s LIMIT 1", [f"%{text}%"]
                )
                if cursor.fetchone():
                    found.add(f"{table}.{name}")
    return found


def stored(model, column):
    """The texts of a column as they are stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def put(model, column, pk, text):
    """Store a text past the field that would encrypt it."""
    with connection.cursor() as cursor:
        value = model._meta.pk.get_db_prep_value(pk, connection)
        table = model._meta.db_table
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [text, value])
