"""The queries between two generations, with their schemas named."""

import re
from typing import Final

from chassis.postgres import load_queries
from services.query.projection.store import SQL

__all__ = ["NAME", "Between"]

_QUERIES: Final = load_queries(SQL / "rebuilding.sql")
NAME: Final = re.compile(r"g[0-9]+")


class Between:
    """From the generation `live`, which is served, to `next`, which is to be."""

    def __init__(self, live: str, next: str) -> None:
        for name in (live, next):
            if not NAME.fullmatch(name):
                raise ValueError(f"{name} is no generation")
        self.live = live
        self.next = next

    def __getitem__(self, query: str) -> str:
        """The query of this name in `sql/rebuilding.sql`."""
        return _QUERIES[query].replace("live_g.", f"{self.live}.").replace("next_g.", f"{self.next}.")
