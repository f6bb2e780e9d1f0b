"""Tokens: what a holder sends. Recognisable by secret scanners, hard to guess, never stored."""

import hashlib
import re
import secrets
from enum import StrEnum
from typing import Final

__all__ = ["Prefix", "hash_of", "new_token"]


class Prefix(StrEnum):
    """What a token is for: one of these before its random part."""

    KEY = "dcf_"
    SESSION = "dcs_"  # in a browser's cookie
    TICKET = "dct_"  # in a link by which one signs in, once


_BYTES: Final = 32
_RANDOM: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token(prefix: Prefix = Prefix.KEY) -> str:
    """The prefix and 256 random bits in base64url (RFC 4648) without padding."""
    return prefix + secrets.token_urlsafe(_BYTES)


def hash_of(token: str, *prefixes: Prefix) -> bytes | None:
    """What is stored of a token, its SHA-256 (32 bytes); None for what cannot be one of these, or of a key."""
    prefix, random = token[:4], token[4:]
    if prefix not in (prefixes or (Prefix.KEY,)) or not _RANDOM.fullmatch(random):
        return None
    return hashlib.sha256(token.encode()).digest()
