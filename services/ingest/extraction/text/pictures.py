"""Posts without what is not said in words: pictures, flags, links, the signs of tags, and tags behind the last word."""

import re

__all__ = ["FIRST", "without_pictures"]

_PICTURE = "[\u203c\u2049\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
FIRST = re.compile(rf"\s*(?P<sign>(?![\U0001f1e6-\U0001f1ff]){_PICTURE})")
"""The picture that a line begins with; flags tell what it is about."""
_UNSAID = re.compile(
    rf"(?:https?://|www\.|pic\.twitter\.com/|t\.me/)\S+|[#*0-9]?\ufe0f?\u20e3|(?:{_PICTURE}|[\u200d\ufe0f])+"
)
_STOP = re.compile(rf"(?<=[a-zß-ÿ0-9)%] )(?![\U0001f1e6-\U0001f1ff])(?:{_PICTURE}|[\u200d\ufe0f])+(?=\s+[\"“#A-ZÀ-Þ])")
"""Pictures that stand for the full stop of a sentence."""
_BEHIND = re.compile(r"(?:(?:^|(?<=[.!?…\"”)]))\s*|\s+(?=[#@]\w+\s+[#@]\w+))[#@]\w+(?:[\s,|]+[#@]\w+)*[\s|]*$")
"""Tags behind a sentence, and several in a row behind words."""
_TAG = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\"“/]))#(?=[^\W\d_])\w+")
_COUNT = re.compile(r"\s\(?\d{1,2}/(?:\d{1,2}|[nN])\)?\s*$")
"""Which post of a thread it is, behind its last sentence."""


def without_pictures(line: str) -> str:
    """A line with spaces for what is not said, so that the offsets stay."""
    if line.isascii() and "#" not in line and "@" not in line and "/" not in line:
        return line
    line = _STOP.sub(lambda found: ".".ljust(len(found[0])), line)
    line = _UNSAID.sub(_blank, line)
    line = _BEHIND.sub(_blank, _COUNT.sub(_blank, line))
    return _TAG.sub(lambda tag: tag[0].replace("#", " ").replace("_", " "), line)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
