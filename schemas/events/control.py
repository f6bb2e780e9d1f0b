"""Topic `control`: which generation of decisions is live. Compacted, one key."""

from schemas.record import Instant, Record

__all__ = ["KEY", "TYPES", "GenerationLive"]

KEY = b"generation"


class GenerationLive(Record):
    """Writer, standby and projector follow the topic `decisions.<generation>` from here on."""

    generation: str
    since: Instant


TYPES: dict[str, type[Record]] = {"generation.live": GenerationLive}
