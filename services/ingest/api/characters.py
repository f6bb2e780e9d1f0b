"""Which characters a posted string may hold, and its one change: CR LF becomes LF."""

import re
from typing import Final

__all__ = ["clean"]

# Unicode category Cc but for tab, LF and CR; then lone surrogates (Cs), which no UTF-8 can carry.
_REFUSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(words: str) -> str:
    """`words` with line ends as LF; nothing else is changed.

    Raises:
        ValueError: naming the first refused character and where it stands, in code points.
    """
    # What is printable holds none of these, and most strings are: which is known in a tenth of the time.
    if words.isprintable():
        return words
    if found := _REFUSED.search(words):
        code = ord(found[0])
        kind = "a lone surrogate" if code >= 0xD800 else "the control character"
        raise ValueError(f"holds {kind} U+{code:04X} at position {found.start()}")
    return words.replace("\r\n", "\n")
