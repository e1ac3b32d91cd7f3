"""Pictures that people upload: looked at by their content, turned upright, stripped, and made smaller.

What is kept is always re-encoded: nothing of the original file's bytes, position or device survives.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from server.core.refusals import Refused

register_heif_opener()

ACCEPTED = ("JPEG", "PNG", "WEBP", "HEIF")
LARGEST_FILE = 25 * 1024 * 1024
"""Bytes."""

MOST_PIXELS = 60_000_000
LONG_SIDE = 2560
SMALL_SIDE = 900
FLAT_PIXELS = 3_000_000
"""A PNG up to this size is a drawing, kept without loss; a larger one is a photograph."""


class Picture(msgspec.Struct, frozen=True):
    """A picture as it is kept: in full, and small for phones; sizes in pixels."""

    full: bytes
    small: bytes
    type: str
    width: int
    height: int


def look_at(raw: bytes) -> Picture:
    """Make a picture of uploaded bytes; Refused where they are not one, whatever their name says."""
    with _opened(raw) as image:
        flat = image.format == "PNG" and image.width * image.height <= FLAT_PIXELS
        upright = ImageOps.exif_transpose(image)
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    if upright.mode == "RGBA":
        # What was drawn on nothing stands on white, as on paper: on black, its lines are not seen.
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright).convert("RGB")
    full = _encoded(upright, "PNG" if flat else "JPEG")
    small = upright.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(
        full=full,
        small=_encoded(small, "PNG" if flat else "JPEG"),
        type="image/png" if flat else "image/jpeg",
        width=upright.width,
        height=upright.height,
    )


def glance_at(raw: bytes) -> None:
    """Refuse what is no picture by its first bytes, or too much of one; a glance costs nothing."""
    with _opened(raw):
        return


@contextmanager
def _opened(raw: bytes) -> Iterator[Image.Image]:
    if len(raw) > LARGEST_FILE:
        raise Refused("file.too-large", limit=LARGEST_FILE // 1_048_576)
    try:
        with Image.open(io.BytesIO(raw), formats=ACCEPTED) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_fine()
            yield image
    except Image.DecompressionBombError:
        raise _too_fine() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused("file.type") from None


def _too_fine() -> Refused:
    """Its measures alone tell that a picture is too much to decode for everybody else's sake."""
    return Refused("file.pixels", limit=MOST_PIXELS // 1_000_000)


def _encoded(image: Image.Image, form: str) -> bytes:
    """Encode pixels alone: a fresh image carries no metadata."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    kept = io.BytesIO()
    clean.save(kept, form, quality=86, optimize=True, progressive=True)
    return kept.getvalue()
