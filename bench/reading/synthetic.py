"""A record of many incidents as rows of every table, in COPY's text format: the same again for the same seed.

Incidents open evenly over three years. Three in four stay as they were first told; the others are told again, within
hours or days, up to twenty times. Each telling is a report of one statement, decided on by itself. Towns (8,000 around
eight fronts), kinds, outlets (300) and tolls follow Zipf's law.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

import numpy as np
from pydantic_core import from_json

from bench.reading.patterns import STAGES, Happening, Pattern, Version, header, version
from bench.reading.world import OUTLETS, Town, happenings, towns, zipf
from services.query.feed.differences import changed_members

__all__ = ["COLUMNS", "FIRST_DAY", "LAST_DAY", "Rows", "Synthetic", "incident_id"]

FIRST_DAY: Final = datetime(2023, 10, 1, tzinfo=UTC)
LAST_DAY: Final = FIRST_DAY + timedelta(days=1096)
_MORE: Final = (0.75, 0.90, 0.97)
"""The shares of incidents that are told once, at most twice, at most three times."""

_MOST: Final = 20
_FED: Final = 100_000
"""The newest changes, which alone the feed keeps."""

COLUMNS: Final = {
    "g1.decision": "n id known_at input rules report_id posted_as revision outcome events",
    "g1.report": "id revision from_n posted_as source_id header origin_id extraction_rules position status",
    "g1.statement": "id from_n report_id revision claimant event_type speech_act slots field span_start span_end "
    "alignment theatre first_n",
    "g1.seed": "id founding_statement opened_n opened_ordinal opened_at from_n",
    "g1.placement": "statement_id seed_id evidence from_n",
    "g1.incident_facets": "incident_id from_n to_n state event_type theatre countries actors claimants sources "
    "support dispute occurred cell lat lon killed lexemes",
    "g1.incident_summary": "incident_id from_n updated_at opened_at occurred_from occurred_to words summary digest",
    "text.report": "report_id revision submission_id title text at",
    "feed.change": "seq at incident_id kind generation n before after before_filters after_filters changed",
}
"""Every table that is filled, with the columns that have values."""

Rows = dict[str, list[str]]
"""Lines of COPY by table."""

_TABLES: Final = (
    "g1.decision", "g1.report", "g1.statement", "g1.placement", "g1.incident_facets", "g1.incident_summary",
    "text.report", "g1.seed",
)  # fmt: skip
_NEXT: Final = "\0"
_EVIDENCE: Final = '{"cause":"opened","sentence":"Nothing on record is like it.","threshold":0.5,"others":12}'
_MASK: Final = (1 << 128) - 1
_SPREAD: Final = 0x9E3779B97F4A7C15F39CC0605CEDC835


def _uuid(kind: int, number: int) -> str:
    """An id that lies anywhere, as one of a hash does."""
    digits = f"{(number * 16 + kind + 1) * _SPREAD & _MASK:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def incident_id(number: int) -> UUID:
    """The id of the incident with this number."""
    return UUID(_uuid(0, number))


@dataclass(frozen=True)
class _Told:
    """What a telling adds: its rows, one text for all, and what the feed has of it."""

    rows: Pattern
    quote: Pattern
    words: Pattern
    summary: Pattern
    filters: Pattern


class Synthetic:
    """`incidents` of them. `towns` by theatre, `tellings` in all; `told` is how often each incident is told."""

    def __init__(self, incidents: int, seed: int = 1) -> None:
        draw = np.random.default_rng(seed)
        self.incidents = incidents
        self.towns = towns(draw)
        self._happenings = directions = happenings()
        self._families = [[_tellings_of(each) for each in families] for families in directions]
        self._direction: list[int] = zipf(draw, len(directions), 0.8, incidents).tolist()
        self._kind: list[int] = zipf(draw, len(directions[0]), 0.7, incidents).tolist()
        self._town: list[int] = zipf(draw, len(self.towns[0]), 0.9, incidents).tolist()
        self._toll: list[int] = np.minimum(draw.pareto(1.0, incidents).astype(np.int64), 400).tolist()
        chance = draw.random(incidents)
        tail = np.minimum(4 + draw.pareto(1.1, incidents).astype(np.int64), _MOST)
        self.told = np.select([chance < share for share in _MORE], [1, 2, 3], tail)
        self.tellings = int(self.told.sum())
        self._order(draw)

    def _order(self, draw: np.random.Generator) -> None:
        """Give every telling its decision: in the order of time."""
        seconds = (LAST_DAY - FIRST_DAY).total_seconds()
        self._incident_of = np.repeat(np.arange(self.incidents), self.told)
        first = np.concatenate([[0], np.cumsum(self.told)[:-1]])
        self._stage_of = np.arange(self.tellings) - first[self._incident_of]
        waits = draw.exponential(18 * 3600.0, self.tellings)
        waits[first] = np.arange(self.incidents) * (seconds / self.incidents)
        told_at = np.cumsum(waits)
        told_at -= (told_at[first] - waits[first])[self._incident_of]
        self._order_of = np.argsort(told_at, kind="stable")
        self._told_at = told_at
        self._n_of = np.empty(self.tellings, np.int64)
        self._n_of[self._order_of] = np.arange(self.tellings)
        self._last_of = first + self.told - 1
        self.outlet_of = zipf(draw, OUTLETS, 0.8, self.tellings)

    def family_of(self, incident: int) -> Happening:
        """What it has in common with others."""
        return self._happenings[self._direction[incident]][self._kind[incident]]

    def town_of(self, incident: int) -> Town:
        """Where it happened."""
        return self.towns[self._direction[incident] // 2][self._town[incident]]

    def opened(self, incident: int) -> datetime:
        """When it came into the record."""
        return FIRST_DAY + timedelta(seconds=incident * (LAST_DAY - FIRST_DAY).total_seconds() / self.incidents)

    def batches(self, size: int) -> Iterator[Rows]:
        """All rows, those of so many decisions at a time."""
        tellings = self._tellings()
        while part := list(islice(tellings, size)):
            rows: Rows = {table: [] for table in COLUMNS}
            for lines, change in part:
                for table, line in zip(_TABLES, lines, strict=False):
                    rows[table].append(line)
                if change:
                    rows["feed.change"].append(change)
            yield rows

    def _tellings(self) -> Iterator[tuple[list[str], str | None]]:
        """The rows of each decision, in the order of `_TABLES`; the seed's only where it opens one."""
        opened_at: dict[int, str] = {}
        outlets: dict[int, list[str]] = {}
        before: dict[int, tuple[str, str]] = {}
        apart = (LAST_DAY - FIRST_DAY).total_seconds() / self.incidents
        for n, (telling, incident, stage, told_at, outlet) in enumerate(self._in_order()):
            last = telling == self._last_of[incident]
            told = self._families[self._direction[incident]][self._kind[incident]][min(stage, STAGES)]
            known = _instant(told_at)
            town = self.towns[self._direction[incident] // 2][self._town[incident]]
            named = outlets.setdefault(incident, [])
            if (name := f'"outlet-{outlet}"') not in named:
                named.append(name)
            values: dict[str, Any] = {
                "id": _uuid(0, incident), "statement": _uuid(1, telling), "report": _uuid(2, telling),
                "revision": _uuid(3, telling), "act": _uuid(4, telling), "n": n,
                "to_n": "\\N" if last else self._n_of[telling + 1],
                "known_at": known, "opened_at": opened_at.setdefault(incident, known),
                "toll": self._toll[incident] + max(0, stage - STAGES + 1),
                "place": town.name, "place_id": town.id, "division": town.division, "lat": town.lat, "lon": town.lon,
                "cell": town.cell,
                "outlet": f"outlet-{outlet}", "outlet_name": f"Outlet {outlet}", "outlets": ",".join(named),
                **_occurred(int(incident * apart // 86_400)),
            }  # fmt: skip
            quote = values["quote"] = told.quote.fill(values)
            values["quote_end"] = len(quote)
            # As a text search has them, but for their places: no query here asks for a phrase.
            values["lexemes"] = told.words.fill(values).lower().replace(",", "")
            lines = told.rows.fill(values).split(_NEXT)
            change = None
            if n >= self.tellings - 2 * _FED:
                now = told.summary.fill(values), told.filters.fill(values)
                change = self._change(values, stage, before.get(incident), now)
                before[incident] = now
            if last:
                before.pop(incident, None)
                del opened_at[incident], outlets[incident]
            yield lines if stage == 0 else lines[:-1], change

    def _in_order(self) -> Iterator[tuple[Any, ...]]:
        order = self._order_of
        columns = self._incident_of, self._stage_of, self._told_at, self.outlet_of
        return zip(order.tolist(), *(column[order].tolist() for column in columns), strict=True)

    def _change(
        self, values: dict[str, Any], stage: int, before: tuple[str, str] | None, now: tuple[str, str]
    ) -> str | None:
        seq = values["n"] - max(0, self.tellings - _FED) + 1
        if seq < 1:
            return None
        (old, old_filters), (new, new_filters) = before or ("\\N", "\\N"), now
        kind = "changed" if stage else "opened"
        changed = changed_members(from_json(before[0]) if before else None, from_json(new))
        row = (
            seq, values["known_at"], values["id"], kind, "g1", values["n"], old, new, old_filters, new_filters,
            _array(changed),
        )  # fmt: skip
        return "\t".join(map(str, row))


def _tellings_of(happening: Happening) -> list[_Told]:
    """By stage; the last is every later one: the first claimant again, with another toll."""
    versions = [version(happening, stage) for stage in range(STAGES)]
    said = [*versions, versions[0]]
    shown = [*versions, versions[-1]]
    return [
        _Told(
            _rows(one, other),
            Pattern(one.quote),
            Pattern(other.words),
            Pattern(other.summary),
            Pattern(other.filters_json),
        )
        for one, other in zip(said, shown, strict=True)
    ]


def _rows(said: Version, shown: Version) -> Pattern:
    """The rows of a telling that says `said` and leaves the incident as `shown`."""
    filters = shown.filters
    kind, theatre = filters["event_type"], filters["theatre"]
    given = '{"position":{"topic":"statements","partition":0,"offset":<n>},"id":"<act>"}'
    events = '[{"type":"statement.placed","seed":"<id>","statement":"<statement>"}]'
    position = '{"topic":"reports","partition":3,"offset":<n>}'
    rows = {
        "g1.decision": (
            "<n>", "<act>", "<known_at>", given, "bench", "<report>", "<report>", "<revision>", "decided", events,
        ),
        "g1.report": (
            "<report>", "<revision>", "<n>", "<report>", "<outlet>", header(), "<report>", "bench", position, "decided",
        ),
        "g1.statement": (
            "<statement>", "<n>", "<report>", "<revision>", said.claimant, kind, said.speech_act, said.statement,
            "text", "0", "<quote_end>", said.alignment, theatre, "<n>",
        ),
        "g1.placement": ("<statement>", "<id>", _EVIDENCE, "<n>"),
        "g1.incident_facets": (
            "<id>", "<n>", "<to_n>", "open", kind, theatre, _array(filters["countries"]), _array(filters["actors"]),
            _array(filters["claimants"]), "{<outlets>}", filters["support"], filters["dispute"], '["<start>","<end>"]',
            "<cell>", "<lat>", "<lon>", "<toll>", "<lexemes>",
        ),
        "g1.incident_summary": (
            "<id>", "<n>", "<known_at>", "<opened_at>", "<start>", "<end>", shown.words, shown.summary, "bench",
        ),
        "text.report": (
            "<report>", "<revision>", "<act>", "Report from <place>",
            "<quote>. Neither side could be reached for comment on <day>.", "<known_at>",
        ),
        "g1.seed": ("<id>", "<statement>", "<n>", "0", "<known_at>", "<n>"),
    }  # fmt: skip
    return Pattern(_NEXT.join("\t".join(rows[table]) for table in _TABLES))


def _array(words: Any) -> str:
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def _instant(seconds: float) -> str:
    return (FIRST_DAY + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@cache
def _occurred(days: int) -> dict[str, str]:
    """The day before it was first told."""
    day = FIRST_DAY + timedelta(days=days - 1)
    date = f"{day:%Y-%m-%d}"
    return {"start": f"{date}T00:00:00Z", "end": f"{date}T23:59:00Z", "day": f"{day.day} {day:%B %Y}"}
