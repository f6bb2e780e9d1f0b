"""How records are placed and how large they are, computed without a client library.

Placement is Kafka's default: murmur2 (Austin Appleby's MurmurHash2, seed 0x9747b28c) of the key, made positive by
masking the sign bit, modulo the number of partitions. Size is that of a record alone in a batch of format v2
(KIP-98), counting every varint at its longest, so that what passes here passes the broker.
"""

from chassis.log.errors import TooLarge
from chassis.log.port import MAX_RECORD_BYTES, Outgoing

__all__ = ["encoded_size", "partition_for", "partition_of", "require_size"]

_BATCH_OVERHEAD = 61
_RECORD_OVERHEAD = 5 + 1 + 10 + 5 + 5
_VARINT = 5
_WORD = 0xFFFFFFFF
_MULTIPLIER = 0x5BD1E995


def partition_for(key: bytes, partitions: int) -> int:
    """The partition, from 0 to `partitions` - 1, in which records with this key belong."""
    return (_murmur2(key) & 0x7FFFFFFF) % partitions


def partition_of(record: Outgoing, partitions: int) -> int:
    """The partition this record goes to, of a topic that has `partitions`.

    Raises:
        ValueError: it names a partition that does not exist, or has neither a partition nor a key to choose one by.
    """
    if record.partition is not None:
        if not 0 <= record.partition < partitions:
            raise ValueError(f"{record.topic} has {partitions} partitions, no partition {record.partition}")
        return record.partition
    if record.key is not None:
        return partition_for(record.key, partitions)
    if partitions == 1:
        return 0
    raise ValueError(f"a record for {record.topic} needs a key or a partition")


def encoded_size(record: Outgoing) -> int:
    """An upper bound on the bytes of the record on the wire, in a batch by itself."""
    parts = _VARINT * 2 + len(record.key or b"") + len(record.value or b"")
    headers = sum(_VARINT * 2 + len(name.encode()) + len(value) for name, value in record.headers)
    return _BATCH_OVERHEAD + _RECORD_OVERHEAD + parts + headers


def require_size(record: Outgoing, limit: int = MAX_RECORD_BYTES) -> None:
    """Raises: TooLarge when the record is over `limit` bytes."""
    size = encoded_size(record)
    if size > limit:
        raise TooLarge(size, limit)


def _murmur2(data: bytes) -> int:
    length = len(data)
    state = (0x9747B28C ^ length) & _WORD
    whole = length & ~3
    for start in range(0, whole, 4):
        word = int.from_bytes(data[start : start + 4], "little")
        word = word * _MULTIPLIER & _WORD
        word ^= word >> 24
        word = word * _MULTIPLIER & _WORD
        state = (state * _MULTIPLIER & _WORD) ^ word
    if tail := data[whole:]:
        state ^= int.from_bytes(tail, "little")
        state = state * _MULTIPLIER & _WORD
    state ^= state >> 13
    state = state * _MULTIPLIER & _WORD
    return state ^ (state >> 15)
