"""New ids and codes."""

import hashlib
import secrets
import time

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L: a code is read aloud across a hall."""

CODE_LENGTH = 6


def new_code() -> str:
    """Give a room code, such as K7MPQ2."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    """Give a code as it was meant: people add spaces and dashes, and forget capitals."""
    return "".join(c for c in typed.upper() if c.isalnum())[:12]


def new_id() -> str:
    """Give a UUIDv7 (RFC 9562): it sorts by the time it was made."""
    stamp = time.time_ns() // 1_000_000
    bits = (stamp << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)
    return _written(bits)


def id_of(secret: str, *of: str) -> str:
    """Give the id that a secret leads to, for what `of` names: a UUIDv8 that leads back to no secret."""
    said = "\n".join((*of, secret))
    bits = int.from_bytes(hashlib.sha256(said.encode()).digest()[:16], "big")
    return _written(bits & ~(0xF << 76) & ~(3 << 62) | (8 << 76) | (2 << 62))


def _written(bits: int) -> str:
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
