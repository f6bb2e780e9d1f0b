"""Tokens: what a key's holder sends. Recognisable by secret scanners, hard to guess, never stored."""

import hashlib
import re
import secrets
from typing import Final

__all__ = ["PREFIX", "hash_of", "new_token"]

PREFIX: Final = "dcf_"
_BYTES: Final = 32
_SHAPE: Final = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """`dcf_` and 256 random bits in base64url (RFC 4648) without padding."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes | None:
    """What is stored of a token, its SHA-256 (32 bytes); None for what cannot be one."""
    return hashlib.sha256(token.encode()).digest() if _SHAPE.fullmatch(token) else None
