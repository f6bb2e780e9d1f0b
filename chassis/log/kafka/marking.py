"""Marks that are missing: a transaction is decided on, and a partition that it wrote to was never told.

A broker that starts again sends the markers of what it had decided before it died. Since 4.1 it takes a partition that
has no leader at that moment for a deleted one and lets its marker go (KAFKA-20734). The records stay open, readers stop
before them, and whatever the same producer ends next ends them too, committed or aborted as that is. So who takes over
writes the mark that is missing before it begins anything, by the means of KIP-664.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Final

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import AbortTransactionSpec, TransactionState
from kafka.errors import KafkaError, TransactionalIdNotFoundError

from chassis.log.errors import Unavailable
from chassis.log.kafka.connection import CONNECT_MS, Connection, passing, translated
from chassis.log.kafka.topics import administering

__all__ = ["write_missing_marks"]

_UNTOLD: Final = {TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE}
_PAUSE_S: Final = 0.02


def write_missing_marks(connection: Connection, transactional_id: str, topics: Sequence[str]) -> None:
    """End what the last transaction of this id left open in the topics, as its coordinator decided.

    To be called before the id is taken over, which makes the coordinator forget what it decided, and once more after
    it, for what was aborted by that. Where nothing was decided yet, nothing is done.

    Raises:
        Unavailable: within `CONNECT_MS` the coordinator is not done with the transaction, or it or the leader of a
            partition does not answer: a partition that was just made is known before it has one.
    """
    name = connection.outer(transactional_id)
    outer = [connection.outer(topic) for topic in topics]
    deadline = time.monotonic() + CONNECT_MS / 1000
    why = "it does not end"
    with administering(connection) as admin, translated(f"marks of {transactional_id}"):
        while time.monotonic() < deadline:
            try:
                if _none_missing(admin, name, outer):
                    return
            except KafkaError as error:
                passing(error)
                why = str(error)
            time.sleep(_PAUSE_S)
    raise Unavailable(f"the last transaction of {name}: {why}")


def _none_missing(admin: KafkaAdminClient, name: str, topics: Sequence[str]) -> bool:
    """Write the marks that are missing; whether the coordinator had told all partitions that it knows of."""
    try:
        last = admin.describe_transactions([name])[name]
    except TransactionalIdNotFoundError:
        return True
    if last.state in _UNTOLD:
        return False
    if last.state is not TransactionState.ONGOING:
        for which in _left_open(admin, last.producer_id, topics):
            _end(admin, which, committed=last.state is TransactionState.COMPLETE_COMMIT)
    return True


def _left_open(admin: KafkaAdminClient, producer_id: int, topics: Sequence[str]) -> Iterator[AbortTransactionSpec]:
    """The transactions that a producer has open, by partition."""
    described = admin.describe_topics(list(topics))
    places = [
        TopicPartition(topic["name"], one["partition_index"]) for topic in described for one in topic["partitions"]
    ]
    for place, found in admin.describe_producers(places).items():
        for producer in found.active_producers:
            if producer.producer_id == producer_id and producer.current_transaction_start_offset >= 0:
                yield AbortTransactionSpec(place, producer_id, producer.producer_epoch, producer.coordinator_epoch)


def _end(admin: KafkaAdminClient, which: AbortTransactionSpec, *, committed: bool) -> None:
    """`admin.abort_transaction`, which writes the mark of an abort, for either mark."""

    async def end() -> None:
        request = admin._abort_transaction_request(which)
        request.markers[0].transaction_result = committed
        leaders = await admin._async_get_leader_for_partitions([which.topic_partition])
        answer = await admin._manager.send(request, node_id=next(iter(leaders)))
        admin._abort_transaction_process_response(answer, which)

    admin._manager.run(end)
