"""Pictures are never kept as they came: they are decoded and written anew.

What is not picture goes: EXIF with the place where it was taken, comments, colour profiles, and
whatever was hung on behind the last byte.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from typing import BinaryIO

from PIL import Image, ImageOps

from . import problems
from .kinds import KINDS, Kind
from .problems import FileRefused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 4096  # pixels; an A4 page scanned at 300 dpi has 3508
_QUALITY = 88
# Decoding takes up to 160 MB; more at once than this wait for each other.
_DECODING = threading.BoundedSemaphore(2)

# The only decoders that ever see an uploaded byte.
_DECODERS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "heic": ("HEIF",)}
_WRITTEN_AS = {"jpeg": "jpeg", "png": "png", "webp": "webp", "heic": "jpeg"}
_OPTIONS = {
    "jpeg": {"format": "JPEG", "quality": _QUALITY, "optimize": True},
    "png": {"format": "PNG", "optimize": False},
    "webp": {"format": "WEBP", "quality": _QUALITY},
}
# What Pillow and its decoders raise on bytes that are no picture.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)


def has_heic() -> bool:
    """Whether this installation can read HEIC, the format of some phones."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415
    except ImportError:
        return False
    register_heif_opener()
    return True


def rewrite(file: BinaryIO, kind: Kind, name: str) -> tuple[Kind, bytes]:
    """Decode a picture and write it anew.

    Args:
        file: the upload.
        kind: what its name and first bytes say.
        name: for the sentence when it is refused.

    Returns:
        The kind it was written as (HEIC becomes JPEG), and its bytes.

    Raises:
        FileRefused: too many pixels, an animation, or no complete picture.

    """
    with _DECODING, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _rewritten(file, kind, name)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels(name) from None
        except _BROKEN:
            raise FileRefused(problems.DAMAGED, name=name) from None


def _rewritten(file: BinaryIO, kind: Kind, name: str) -> tuple[Kind, bytes]:
    if kind.name == "heic" and not has_heic():
        raise FileRefused(problems.NOT_WHAT_IT_SAYS, name=name, kind="JPEG")
    file.seek(0)
    with Image.open(file, formats=_DECODERS[kind.name]) as image:
        # Nothing is decoded yet: only the header was read.
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels(name)
        # A phone's JPEG may hold a second picture (MPO) and HEIC a burst: the first counts.
        if kind.name in {"png", "webp"} and getattr(image, "n_frames", 1) > 1:
            raise FileRefused(problems.ANIMATED, name=name)
        target = _WRITTEN_AS[kind.name]
        if target == "jpeg":
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes large ones smaller at once
        return KINDS[target], _written(_clean_copy(image, target), target)


def _clean_copy(image: Image.Image, target: str) -> Image.Image:
    """The pixels alone, upright, on a new canvas."""
    upright = ImageOps.exif_transpose(image)
    if max(upright.size) > LONGEST_SIDE:
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    see_through = target != "jpeg" and _has_alpha(upright)
    mode = "RGBA" if see_through else "RGB"
    canvas = Image.new(mode, upright.size)
    canvas.paste(upright if upright.mode == mode else upright.convert(mode))
    return canvas


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info


def _written(image: Image.Image, target: str) -> bytes:
    out = io.BytesIO()
    image.save(out, **_OPTIONS[target])  # type: ignore[arg-type]
    return out.getvalue()


def _too_many_pixels(name: str) -> FileRefused:
    return FileRefused(problems.TOO_MANY_PIXELS, name=name, limit=str(MOST_PIXELS // 1_000_000))
