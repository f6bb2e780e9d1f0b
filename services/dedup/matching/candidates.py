"""The candidate index: postings by blocking key, visited rarest first under a hard cap, so that its cost is flat.

The only part of the writer's state that lives in memory alone: it is filled again from statements and reports. What it
gives depends on what is filed, never on the order in which that was done.

A key has a slot in a hash table, found by its hash and looked for onwards from there. Hashes are spread by their upper
bits, so that a larger table holds the keys in the same order and is filled by going through the smaller one once. Most
keys have one item, which stands in the slot itself; those of others are in chunks, the newest first, of which all but
the first are full.
"""

from collections.abc import Iterable
from math import log2
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.ahead import expect
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.found import Found, credit, nothing

__all__ = ["Postings", "add", "near", "newest", "remove", "roomy"]

Table = NDArray[Any]
Chunks = NDArray[np.int32]
Tally = NDArray[np.int64]
Keys = NDArray[np.int64]

_SLOT: Final = np.dtype([("key", "i8"), ("count", "i4"), ("held", "i4")])
"""`held` is the one item, or the first chunk of several. Of a key that has lost its items it is `_GONE`."""
_GONE: Final = -1
_CHUNK: Final = 7
"""Items in a chunk, after the number of the chunk of older ones."""
_NO_CHUNK: Final = -1
_SPREAD: Final = 0x9E3779B97F4A7C15
_FULLEST: Final = 0.7
_LARGER: Final = 2
_MORE: Final = 1.5

_KEYS, _CHUNKS, _FREE, _ITEMS, _TOUCHED = range(5)
"""In the tally: keys with a slot, chunks made, the first one that is free again, items, postings looked at."""


class Postings:
    """Which items are filed under which keys. Items are numbers: of two, the greater is the newer."""

    def __init__(self, newest: int) -> None:
        """`newest` items of a key are looked at."""
        self._newest = newest
        self.table: Table = np.zeros(1 << 12, _SLOT)
        self.chunks: Chunks = np.empty((1 << 10, _CHUNK + 1), np.int32)
        self.tally: Tally = np.zeros(5, np.int64)
        self.tally[_FREE] = _NO_CHUNK

    @property
    def touched(self) -> int:
        """Postings looked at so far."""
        return int(self.tally[_TOUCHED])

    def add(self, item: int, keys: Keys) -> None:
        """File an item that is not filed, under keys each of which is given once."""
        self.make_room(len(keys))
        add(self.table, self.chunks, self.tally, item, keys)

    def remove(self, item: int, keys: Keys) -> None:
        """Take out an item that is filed under these keys."""
        remove(self.table, self.chunks, self.tally, item, keys)

    def make_room(self, many: int) -> None:
        """For items under so many keys."""
        if roomy(self.table, self.chunks, self.tally, many):
            return
        if self.tally[_KEYS] + many > len(self.table) * _FULLEST:
            larger = np.zeros(len(self.table) * _LARGER + many, _SLOT)
            self.tally[_KEYS] = _fill(larger, self.table)
            self.table = larger
        if self.tally[_CHUNKS] + many > len(self.chunks):
            more = np.empty((int(len(self.chunks) * _MORE) + many, _CHUNK + 1), np.int32)
            more[: len(self.chunks)] = self.chunks
            self.chunks = more

    def near(self, keys: Iterable[int], limit: int) -> dict[int, float]:
        """Items filed under any of the keys, each with the bits of rarity of those it shares.

        Keys are visited rarest first; about `limit` postings are looked at.
        """
        asked = np.array(sorted(set(keys)), np.int64)
        items, bits, taken = near(self.table, self.chunks, self.tally, self._newest, limit, asked, 0)
        held = taken[1 : 1 + taken[0]]
        return dict(zip(items[held].tolist(), bits[held].tolist(), strict=True))


@compiled
def roomy(table: Table, chunks: Chunks, tally: Tally, many: int) -> bool:
    """Whether there is room for items under so many keys."""
    return bool(tally[_KEYS] + many <= len(table) * _FULLEST and tally[_CHUNKS] + many <= len(chunks))


@compiled
def near(table: Table, chunks: Chunks, tally: Tally, most: int, limit: int, keys: Keys, others: int) -> Found:
    """See `Postings`, of which `most` is the `newest`. In what is given there is room for so many others."""
    crowded, n = np.empty(len(keys), np.int64), 0
    found = nothing(len(keys) + limit + most + others)
    total = tally[_ITEMS] + 1.0
    visited = 0
    for key in keys:
        expect(table, _home(table, key))
    for key in keys:
        at = _slot(table, key)
        count = table[at].count
        if count == 1:
            credit(found, table[at].held, log2(total))
            visited += 1
        elif count > 1:
            # By count; of equals by key, which is how they come.
            place = n
            while place > 0 and table[crowded[place - 1]].count > count:
                crowded[place] = crowded[place - 1]
                place -= 1
            crowded[place] = at
            n += 1
            expect(chunks, table[at].held)
    for at in crowded[:n]:
        if visited >= limit:
            break
        visited += _newest(chunks, table[at].held, table[at].count, most, log2(total / table[at].count), found)
    tally[_TOUCHED] += visited
    return found


@part
def newest(table: Table, chunks: Chunks, key: int, most: int, bits: float, found: Found) -> None:
    """Count these bits for each of the newest items of a key, at most so many."""
    at = _slot(table, key)
    if table[at].count == 1:
        credit(found, table[at].held, bits)
    elif table[at].count > 1:
        _newest(chunks, table[at].held, table[at].count, most, bits, found)


@part
def _newest(chunks: Chunks, chunk: int, count: int, most: int, bits: float, found: Found) -> int:
    """The same of several items, from their first chunk on; how many were looked at."""
    looked = min(count, most)
    place = _last(count)
    for _ in range(looked):
        credit(found, chunks[chunk, place], bits)
        place -= 1
        if place == 0:
            chunk, place = int(chunks[chunk, 0]), _CHUNK
    return looked


@part
def _slot(table: Table, key: int) -> int:
    """Where a key is, or would be."""
    at = _home(table, key)
    while table[at].key != key and (table[at].count != 0 or table[at].held == _GONE):
        at += 1
        if at == len(table):
            at = 0
    return at


@part
def _home(table: Table, key: int) -> int:
    """Where a key is looked for first."""
    spread = (np.uint64(key) * np.uint64(_SPREAD)) >> np.uint64(32)
    at: Any = np.int64((spread * np.uint64(len(table))) >> np.uint64(32))
    return at  # type: ignore[no-any-return]


@compiled
def _fill(larger: Table, table: Table) -> int:
    """Fill a larger table from one; how many keys that is."""
    keys = 0
    for i in range(len(table)):
        if table[i].count:
            at = _slot(larger, table[i].key)
            larger[at].key, larger[at].count, larger[at].held = table[i].key, table[i].count, table[i].held
            keys += 1
    return keys


@part
def _last(count: int) -> int:
    """The place of the newest of so many items in their first chunk."""
    return int((count - 1) % _CHUNK + 1)


@compiled
def add(table: Table, chunks: Chunks, tally: Tally, item: int, keys: Keys) -> None:
    """See `Postings`: there must be room."""
    tally[_ITEMS] += 1
    for key in keys:
        at = _slot(table, key)
        count = table[at].count
        if count == 0:
            if table[at].held != _GONE:
                tally[_KEYS] += 1
            table[at].key, table[at].held = key, item
        else:
            if count == 1:
                only = table[at].held
                table[at].held = _new(chunks, tally, _NO_CHUNK)
                chunks[table[at].held, 1] = only
            elif _last(count) == _CHUNK:
                table[at].held = _new(chunks, tally, table[at].held)
            _insert(chunks, table[at].held, _last(count + 1), item)
        table[at].count = count + 1


@part
def _new(chunks: Chunks, tally: Tally, older: int) -> int:
    """An empty chunk."""
    made = tally[_FREE]
    if made == _NO_CHUNK:
        made = tally[_CHUNKS]
        tally[_CHUNKS] += 1
    else:
        tally[_FREE] = chunks[made, 0]
    chunks[made, 0] = older
    return int(made)


@part
def _insert(chunks: Chunks, chunk: int, place: int, item: int) -> None:
    """Put an item into the free place of a chunk, and past all that are newer."""
    while True:
        older, before = chunk, place - 1
        if before == 0:
            older, before = int(chunks[chunk, 0]), _CHUNK
        if older == _NO_CHUNK or chunks[older, before] < item:
            break
        chunks[chunk, place] = chunks[older, before]
        chunk, place = older, before
    chunks[chunk, place] = item


@compiled
def remove(table: Table, chunks: Chunks, tally: Tally, item: int, keys: Keys) -> None:
    """See `Postings`."""
    tally[_ITEMS] -= 1
    for key in keys:
        at = _slot(table, key)
        count = table[at].count
        table[at].count = count - 1
        if count == 1:
            table[at].held = _GONE
            continue
        first = table[at].held
        _close(chunks, first, _last(count), item)
        if count == 2:
            table[at].held = chunks[first, 1]
        elif _last(count) == 1:
            table[at].held = chunks[first, 0]
        if count == 2 or _last(count) == 1:
            chunks[first, 0] = tally[_FREE]
            tally[_FREE] = first


@part
def _close(chunks: Chunks, chunk: int, place: int, item: int) -> None:
    """Move all that are newer than an item into its place, each by one."""
    newer = chunks[chunk, place]
    while newer != item:
        place -= 1
        if place == 0:
            chunk, place = int(chunks[chunk, 0]), _CHUNK
        newer, chunks[chunk, place] = chunks[chunk, place], newer
