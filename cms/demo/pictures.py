"""Pictures of the demo as Wagtail images, each made once."""

from __future__ import annotations

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from .tree import Picture


def image_id(picture: Picture) -> int:
    """The primary key of the image with the picture's title; it is made when it is not there."""
    model = get_image_model()
    known = model.objects.filter(title=picture.title).values_list("pk", flat=True).first()
    if known is not None:
        return int(known)
    with picture.file.open("rb") as stream:
        image = model(
            title=picture.title,
            description=picture.description,
            file=ImageFile(stream, name=picture.file.name),
        )
        image.save()
    return int(image.pk)
