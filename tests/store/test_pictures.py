"""Pictures as they are kept: upright, stripped, no larger than they are looked at, or refused for a reason."""

import io
import struct
import zlib

import pytest
from PIL import Image

from server.core.refusals import Refused
from server.store.pictures import LONG_SIDE, look_at

ORIENTATION, TURNED_RIGHT = 0x0112, 6
GPS = 0x8825


def photograph(form: str, width: int = 400, height: int = 300, **more: object) -> bytes:
    """A picture whose upper left corner is red."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 4, height // 4))
    raw = io.BytesIO()
    image.save(raw, form, **more)
    return raw.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_cameras_and_phones_write_is_kept(form: str) -> None:
    kept = look_at(photograph(form))
    assert (kept.width, kept.height) == (400, 300)
    assert Image.open(io.BytesIO(kept.full)).size == (400, 300)


def test_a_picture_is_kept_upright_and_says_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    exif[GPS] = {1: "N", 2: (44.0, 56.0, 0.0)}
    kept = look_at(photograph("JPEG", exif=exif))
    assert (kept.width, kept.height) == (300, 400)
    for body in (kept.full, kept.small):
        image = Image.open(io.BytesIO(body)).convert("RGB")
        assert not image.getexif()
        red, green, _ = image.getpixel((image.width - 10, 10))  # type: ignore[misc]
        assert red > 200
        assert green < 80


def test_a_large_photograph_is_kept_as_large_as_a_screen_shows_it_and_small_for_phones() -> None:
    kept = look_at(photograph("JPEG", 4000, 3000))
    assert kept.width == LONG_SIDE
    assert Image.open(io.BytesIO(kept.small)).width < kept.width


@pytest.mark.parametrize(
    ("form", "width", "height"), [("PNG", 600, 400), ("PNG", 2400, 1600), ("WEBP", 600, 400)]
)
def test_a_drawing_on_a_transparent_ground_is_kept_on_white(form: str, width: int, height: int) -> None:
    drawn = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    drawn.paste("black", (0, 0, width // 4, height // 4))
    raw = io.BytesIO()
    drawn.save(raw, form)
    kept = look_at(raw.getvalue())
    for body in (kept.full, kept.small):
        image = Image.open(io.BytesIO(body)).convert("L")
        ink, ground = image.getpixel((5, 5)), image.getpixel((image.width - 5, image.height - 5))
        assert isinstance(ink, int | float)
        assert isinstance(ground, int | float)
        assert (ink < 10, ground > 245) == (True, True)


def png_of(width: int, height: int) -> bytes:
    """The head of a PNG of some size, and none of its pixels: whoever decodes it first will wait for long."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_picture_of_two_hundred_megapixels_is_refused_by_its_measures_before_it_is_read() -> None:
    with pytest.raises(Refused) as refusal:
        look_at(png_of(16_320, 12_240))
    assert (refusal.value.code, refusal.value.facts) == ("file.pixels", {"limit": 60})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(40),
        b"%PDF-1.7\n" + bytes(40),
        photograph("JPEG")[:-200],
    ],
    ids=["nothing", "svg", "gif", "pdf", "cut"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(raw: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        look_at(raw)
    assert refusal.value.code == "file.type"
