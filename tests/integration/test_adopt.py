"""Decisions and projection are swapped together: what was served under the old rules leads on under the new ones."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from operate.redecide.adopting import adopt
from operate.redecide.deciding import Redeciding
from operate.redecide.live import read_decided
from services.dedup.writer.worker import Writer
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.rebuilding.rebuild import Rebuilt
from services.query.projection.rebuilding.swap import Telling
from services.query.projection.texts import TextsWorker
from tests.projecting import rows, serving
from tests.unit.incidents.desk import world
from tests.unit.redecide.office import NEVER, Office, claim, elsewhere, silent, weights
from tests.unit.writer.shop import records
from tests.waiting import until

pytestmark = pytest.mark.integration


class House:
    """An office with a projector behind it, whose strict rules have kept three reports of one happening apart."""

    def __init__(self, folder: Path, dsn: str) -> None:
        self.folder, self.dsn = folder, dsn
        self.office = Office(folder, weights(attach=NEVER))
        said = [self.office.publish(name, claim(name)) for name in ("one", "two", "three")]
        far = self.office.publish("far", elsewhere("far"))
        self.incidents = [self.office.incident(id) for id in said]
        self.far = self.office.incident(far)
        self.texts = TextsWorker(self.office.log, dsn)
        self.texts.start()
        self.texts.step()
        self.projector = DecisionsWorker(self.office.log, dsn, "g1")
        self.projector.start()
        self.fold(4)

    def fold(self, count: int) -> None:
        """Step until so many decisions are folded in what is served."""

        def folded() -> bool:
            self.projector.step()
            at = self.projector.folded
            return self.projector.waiting_for() is None and at is not None and at.next_n == count

        until(folded)

    def adopt(self) -> Rebuilt:
        """The shipped rules, under which they are one."""
        live = read_decided(self.office.log, "g1", silent("reading"))
        deciding = Redeciding(self.office.log, live, "g2", weights(), world())
        told = silent("deciding")
        with deciding.begun(told):
            return adopt(self.office.log, self.dsn, live, deciding, told, lambda _: Telling.CHANGES, readers_s=0.0)


@pytest.fixture
def house(tmp_path: Path, postgres: str) -> Iterator[House]:
    """Everything is folded."""
    made = House(tmp_path, postgres)
    yield made
    made.projector.stop()
    made.texts.stop()


def feed(dsn: str, after: int) -> list[tuple[UUID, str, str | None]]:
    """What followers are told after a number: the incident, the kind, and what it was merged into."""
    query = "select incident_id, kind, after ->> 'merged_into' as into from feed.change where seq > $1 order by seq"
    return [(row["incident_id"], row["kind"], row["into"]) for row in rows(dsn, query, after)]


async def test_ids_that_only_the_old_rules_knew_lead_on(house: House, postgres: str) -> None:
    first, *others = house.incidents
    async with serving(postgres) as client:
        before = (await client.get("/v1/feed")).json()

        done = await asyncio.to_thread(house.adopt)

        assert (done.generation, done.told) == ("g2", 3)
        told = await asyncio.to_thread(feed, postgres, len(before["changes"]))
        assert told[0] == (first, "changed", None)
        assert sorted(told[1:]) == sorted((other, "merged", str(first)) for other in others)
        after = (await client.get("/v1/feed", params={"since": before["next"]})).json()["changes"]
        assert len(after) == 3, "the cursor is as good as before"
        assert str(house.far) not in str(after), "what is as before is not told"
        known = await known_first(postgres)
        for other in others:
            for path in (f"/v1/incidents/{other}", f"/v1/incidents/{other}/history"):
                answer = await client.get(path)
                assert answer.status_code == 307, path
                assert answer.headers["Location"] == path.replace(str(other), str(first))
            early = await client.get(f"/v1/incidents/{other}", params={"as_of": known})
            assert early.status_code == 404, "nor was it known before it was opened"
        whole = (await client.get(f"/v1/incidents/{first}")).json()
    assert whole["counts"]["statements"] == 3


async def known_first(dsn: str) -> str:
    """When the first decision was known."""
    found: list[dict[str, Any]] = await asyncio.to_thread(rows, dsn, "select known_at from g2.decision where n = 0")
    return str(found[0]["known_at"].isoformat())


def test_projector_and_writer_go_on_in_what_was_adopted(house: House, postgres: str) -> None:
    house.adopt()
    house.office.writer.stop()
    writer = Writer(house.office.log, house.folder, "g1", weights(), world())
    writer.start()
    with house.office.log.appender() as appender:
        appender.append_all([house.office.report("four", claim("four"))])

    def decided() -> bool:
        writer.step()
        return len(records(house.office.log, "decisions.g2")) == 5

    until(decided)
    writer.stop()
    house.fold(5)

    assert len(records(house.office.log, "decisions.g1")) == 4
    assert rows(postgres, "select topic, next_n from g2.position") == [{"topic": "decisions.g2", "next_n": 5}]
    last = rows(postgres, "select incident_id, generation from feed.change order by seq desc limit 1")
    assert last == [{"incident_id": house.incidents[0], "generation": "g2"}]
