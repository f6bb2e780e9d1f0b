"""Groups of an in-memory log: who holds which partition, and what they have committed."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import count

from chassis.log.memory.store import Store

__all__ = ["Groups"]


class Groups:
    """Shares partitions out evenly, moving as few as it can. Under the store's lock; notifies its condition."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers = count(1)
        self._holders: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        self._members: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._committed: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)

    def join(self, group: str, topic: str) -> int:
        """A new member's number. Raises: Misconfigured when there is no such topic."""
        with self._store.changed:
            self._store.topic(topic)
            member = next(self._numbers)
            self._members[group, topic].append(member)
            self._balance(group, topic)
            return member

    def leave(self, group: str, topic: str, member: int) -> None:
        """The member is gone, of itself or because it was found dead. One that is gone already may leave again."""
        with self._store.changed:
            if member in self._members[group, topic]:
                self._members[group, topic].remove(member)
                self._balance(group, topic)

    def held(self, group: str, topic: str, member: int) -> frozenset[int]:
        """The partitions that the member holds."""
        with self._store.changed:
            return frozenset(part for part, holder in self._holders[group, topic].items() if holder == member)

    def commit(self, group: str, topic: str, member: int, positions: Mapping[int, int]) -> frozenset[int]:
        """Keep the positions of partitions that the member holds; which those were."""
        with self._store.changed:
            held = self.held(group, topic, member) & positions.keys()
            self._committed[group, topic].update({partition: positions[partition] for partition in held})
            return held

    def committed(self, group: str, topic: str, partition: int) -> int:
        """Where a new holder starts."""
        return self._committed[group, topic].get(partition, 0)

    def _balance(self, group: str, topic: str) -> None:
        members, holders = self._members[group, topic], self._holders[group, topic]
        partitions = range(self._store.topic(topic).partitions)
        shares = {
            member: len(partitions) // len(members) + (rank < len(partitions) % len(members))
            for rank, member in enumerate(members)
        }
        kept: dict[int, int] = {}
        for partition in partitions:
            holder = holders.get(partition)
            if holder in shares and shares[holder] > 0:
                kept[partition] = holder
                shares[holder] -= 1
        free = iter([member for member, share in shares.items() for _ in range(share)])
        holders.clear()
        if members:
            holders.update({partition: kept.get(partition) or next(free) for partition in partitions})
        self._store.changed.notify_all()
