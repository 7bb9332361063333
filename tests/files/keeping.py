"""Keeping a file in a test, and looking at what lies in the folder."""

from cms.addonkit.people import Assurance, Subject
from cms.files import services
from tests.files.samples import upload

CANARY = b"PESEL 44051401359 Anna Nowak\n"


def stored(site, user=None, content=CANARY, purpose="tests.any", name="pismo.txt", **fields):
    return services.store(
        upload(name, content), site=site, owner_user_id=user and user.pk, purpose=purpose, **fields
    )


def files_in(root):
    return [path for path in root.rglob("*") if path.is_file()]


def subject(site, user, assurance=Assurance.ACCOUNT):
    return Subject(site_id=site.pk, user_id=user and user.pk, assurance=assurance)
