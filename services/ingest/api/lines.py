"""Newline-delimited JSON from a stream of bytes, in bounded memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

__all__ = ["Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number from 1, blank ones counted, and its bytes; None when it was too long."""

    number: int
    data: bytes | None


async def lines_of(chunks: AsyncIterator[bytes], limit: int) -> AsyncIterator[Line]:
    """The lines of a stream; LF ends one, and so does the end. Holds at most `limit` bytes and one chunk.

    A line of more than `limit` bytes is given without them and the next one is read as usual.
    """
    number = 1
    held = bytearray()
    too_long = False
    async for chunk in chunks:
        *whole, rest = chunk.split(b"\n")
        for part in whole:
            if (line := _line(number, held, part, too_long, limit)) is not None:
                yield line
            held.clear()
            too_long = False
            number += 1
        if too_long or len(held) + len(rest) > limit:
            held.clear()
            too_long = True
        else:
            held += rest
    if (line := _line(number, held, b"", too_long, limit)) is not None:
        yield line


def _line(number: int, held: bytearray, part: bytes, too_long: bool, limit: int) -> Line | None:
    if too_long or len(held) + len(part) > limit:
        return Line(number, None)
    data = bytes(held) + part
    return Line(number, data) if data.strip() else None
