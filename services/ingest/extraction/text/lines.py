"""The lines of a text: what stands on one, and the items of a brief that is one line."""

import re
from collections.abc import Iterator

__all__ = ["lines"]

_WITHIN_LINE = re.compile(r"\s(?:[•▪●]|//|[–—](?=\s[A-Z][A-Z' -]{2,24}:\s))(?=\s)|(?<=\.)\s[|](?=\s)")
"""What parts the items of a brief that is one line: "HAYS: … • MOKHA: …", "… – OMAN: …"."""


def lines(text: str) -> Iterator[str]:
    """The lines of a text, and the items of those that hold several, which together are the text."""
    for line in text.splitlines(keepends=True):
        at = 0
        for sign in _WITHIN_LINE.finditer(line):
            yield line[at : sign.start() + 1]
            at = sign.start() + 1
        yield line[at:]
