"""Parameters, their conditions and their descriptions stand for the same things."""

from importlib.resources import files
from typing import Any

from chassis.http import HttpLimits
from chassis.log.memory import MemoryLog
from chassis.postgres import load_queries
from chassis.registry import RegistryCache, Snapshot
from services.query.api.app import query_app
from services.query.api.openapi import MEANINGS
from services.query.api.parameters import FILTERS
from services.query.feed.filtering import CONDITIONS

AWAY = "postgresql://nobody@127.0.0.1:1/none"


async def _nobody() -> Snapshot:
    return Snapshot()


def parameters() -> dict[str, set[str]]:
    """The query parameters that OpenAPI tells of, by path."""
    app = query_app(
        dsn=AWAY,
        log=MemoryLog(),
        registry=RegistryCache(_nobody),
        query_url="https://query.example",
        limits=HttpLimits(),
    )
    paths: dict[str, Any] = app.openapi()["paths"]
    return {
        path: {each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"}
        for path, methods in paths.items()
        if "get" in methods
    }


def test_every_filter_has_its_condition_in_sql() -> None:
    conditions = load_queries(files("services.query.api.sql") / "filters.sql")
    together = {"occurred_from", "occurred_to"}
    alone = {f"{name}_alone" for name in ("event_type", "support", "dispute")}  # of several values one
    places_in_the_list = {"after", "cells", "stretches", "stretches_of_cells"}
    standing_apart = {"unplaced", "undated"}  # what a standard has in every area and interval
    words = {"text_once", "text_quoted"}  # for a plan that is made once, and with what is quoted
    assert set(FILTERS) - together | {"occurred"} | places_in_the_list | alone | standing_apart | words == set(
        conditions
    )


def test_the_feed_takes_every_filter_but_those_of_time_and_words() -> None:
    assert set(FILTERS) - set(CONDITIONS) == {"updated_since", "text"}


def test_openapi_tells_of_every_parameter() -> None:
    told = parameters()
    assert told["/v1/incidents"] == {"limit", "cursor", "as_of", "f", *FILTERS}
    assert told["/v1/feed"] == {"limit", "since", *CONDITIONS}
    assert {name for names in told.values() for name in names} == set(MEANINGS)
