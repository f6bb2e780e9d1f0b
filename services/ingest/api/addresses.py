"""What names a report: an external id or a canonical URL of the source that posts it.

Canonical is what the WHATWG URL standard makes of a URL (lower-case scheme and host, IDNA, no default port, no dot
segments), then, by w3lib, percent-encoding at its least, the query sorted and the fragment gone. Report ids are made
of it, so a change here would give old reports new ids: `tests/unit/ingest_api/test_addresses.py` holds it still.
"""

import re
from typing import Final
from uuid import UUID

from pydantic import HttpUrl, TypeAdapter, ValidationError
from w3lib.url import canonicalize_url

from schemas.ids import report_id

__all__ = ["MAX_URL", "canonical", "own_addresses"]

MAX_URL: Final = 2083
"""Characters in a URL."""

_WRITTEN: Final = re.compile(r"https?://[^/?#\\\s]+[^\\\s]*", re.IGNORECASE)
_HTTP: Final = TypeAdapter(HttpUrl)


def canonical(url: str) -> str:
    """The canonical form of an http or https URL.

    Raises:
        ValueError: it is none, or one with a user name or password in it.
    """
    if len(url) > MAX_URL or not _WRITTEN.fullmatch(url):
        raise ValueError(f"must be an http or https URL of at most {MAX_URL} characters")
    try:
        parsed = _HTTP.validate_python(url)
        if parsed.username is not None or parsed.password is not None:
            raise ValueError("must not hold a user name or password")
        return canonicalize_url(str(parsed), encoding="utf-8")
    except ValidationError as error:
        raise ValueError("must be an http or https URL") from error


def own_addresses(source: str, external_id: str | None, url: str | None) -> list[UUID]:
    """The report ids that the posting's own addresses give it, the one that names it first; empty without any."""
    found = []
    if external_id is not None:
        found.append(report_id(source, external_id=external_id))
    if url is not None:
        found.append(report_id(source, url=canonical(url)))
    return found
