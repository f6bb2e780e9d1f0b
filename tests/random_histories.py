"""Histories in which everything happens that may: publish, revise, retract, merge, split, undo, in any order."""

import random
from dataclasses import dataclass, field

from schemas.events import decisions as d
from schemas.events.decisions import ReportDecided
from schemas.statement import Statement
from schemas.vocabulary import SpeechAct
from tests.histories import (
    GAZETTE,
    HERALD,
    HOSPITAL,
    MONITORS,
    NORTH_MOD,
    SOUTH_MOD,
    History,
    changed,
    denial,
    killed,
    linked,
    moved,
    named,
    opened,
    placed,
    report,
    seed,
    statement,
    suggested,
    unlinked,
)

_CLAIMANTS = (NORTH_MOD, SOUTH_MOD, MONITORS, HOSPITAL, HERALD)
_ACTS = (SpeechAct.ASSERTS, SpeechAct.OBSERVES, SpeechAct.ADMITS, SpeechAct.CORRECTS, SpeechAct.RETRACTS)


@dataclass
class RandomHistory:
    """A history, and what is true at its end. Statements and seeds are known by the names of `tests.histories`."""

    draw: random.Random
    history: History = field(default_factory=History)
    reports: dict[str, ReportDecided] = field(default_factory=dict)
    said_in: dict[str, list[str]] = field(default_factory=dict)
    belongs: dict[str, str | None] = field(default_factory=dict)
    seeds: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    names: int = 0

    def run(self, steps: int) -> History:
        """The history after so many more decisions."""
        acts = (
            self.publish, self.publish, self.publish, self.revise, self.retract, self.merge, self.merge, self.undo,
            self.split, self.move, self.repeat, self.change_origin, self.suggest, self.suggest,
        )  # fmt: skip
        for _ in range(steps):
            self.draw.choice(acts)()
        return self.history

    def publish(self) -> None:
        """A new report with statements that open, join, or are set aside."""
        name = self._name()
        about = report(name, self.draw.choice((HERALD, GAZETTE)))
        self.reports[name], self.said_in[name] = about, []
        self.history.decide(*(event for _ in range(self.draw.randint(0, 3)) for event in self._say(name)), about=about)

    def revise(self) -> None:
        """A report changes some of its statements and withdraws others."""
        if (name := self._any(self.reports)) is None:
            return
        about = self.reports[name].model_copy(update={"revision": named("revision", self._name())})
        events: list[d.DecisionEvent] = []
        for said in list(self.said_in[name]):
            home = self.belongs[said]
            if self.draw.random() < 0.3:
                events.append(d.StatementWithdrawn(statement=named("statement", said), why=d.WithdrawnWhy.REVISED))
                self.said_in[name].remove(said)
                del self.belongs[said]
            elif home:
                events.append(changed(self._statement(said), home))
        self.history.decide(*events, about=about)

    def retract(self) -> None:
        """A report is taken back."""
        if (name := self._any(self.reports)) is None:
            return
        by = named("input", "retraction")
        events = [d.StatementRetracted(statement=named("statement", said), by=by) for said in self.said_in[name]]
        self.history.decide(d.ReportRetractedDecided(report_id=self.reports[name].report_id, by=by), *events)

    def merge(self) -> None:
        """Two seeds are linked."""
        if len(self.seeds) > 1:
            a, b = self.draw.sample(self.seeds, 2)
            cause = self._name()
            self.links.append((a, b, cause))
            self.history.decide(linked(a, b, cause))

    def undo(self) -> None:
        """A link is taken back."""
        if self.links:
            self.history.decide(unlinked(*self.links.pop(self.draw.randrange(len(self.links)))))

    def split(self) -> None:
        """A statement founds a seed of its own."""
        if placed_ones := [said for said, home in self.belongs.items() if home and home != said]:
            said = self.draw.choice(placed_ones)
            if said not in self.seeds:
                self.seeds.append(said)
                self.history.decide(opened(said), moved(said, said, self.belongs[said]))
                self.belongs[said] = said

    def move(self) -> None:
        """A statement goes to another seed, perhaps the last of its own."""
        if self.belongs and self.seeds:
            said, to = self.draw.choice(list(self.belongs)), self.draw.choice(self.seeds)
            self.history.decide(moved(said, to, self.belongs[said]))
            self.belongs[said] = to

    def suggest(self) -> None:
        """Two seeds may be of one incident."""
        if len(self.seeds) > 1:
            a, b = self.draw.sample(self.seeds, 2)
            self.history.decide(suggested(a, b))

    def repeat(self) -> None:
        """A report comes again and changes nothing."""
        if (name := self._any(self.reports)) is not None:
            about = self.reports[name]
            cause = d.DuplicateCause.REPOSTED
            self.history.decide(d.ReportDuplicate(report_id=about.report_id, cause=cause), about=about)

    def change_origin(self) -> None:
        """A report turns out to be a copy."""
        if (name := self._any(self.reports)) is not None:
            id, origin = self.reports[name].report_id, self.reports[self._any(self.reports) or name].report_id
            self.history.decide(d.ReportOrigin(report_id=id, origin_id=origin, cause=d.OriginCause.SKETCH))

    def _say(self, name: str) -> list[d.DecisionEvent]:
        said = self._name()
        self.said_in[name].append(said)
        chance = self.draw.random()
        if chance < 0.15:
            self.belongs[said] = None
            return [d.StatementSetAside(statement=self._statement(said), why=d.SetAsideWhy.HISTORICAL)]
        if chance < 0.5 or not self.seeds:
            self.seeds.append(said)
            self.belongs[said] = said
            return [opened(said), placed(self._statement(said), said)]
        self.belongs[said] = self.draw.choice(self.seeds)
        return [placed(self._statement(said), self.belongs[said] or "")]

    def _statement(self, name: str) -> Statement:
        claimant = self.draw.choice(_CLAIMANTS)
        if self.draw.random() < 0.2:
            return denial(name, claimant)
        toll = (killed(self.draw.randint(0, 9)),) if self.draw.random() < 0.5 else ()
        return statement(name, claimant, self.draw.choice(_ACTS), casualties=toll)

    def _any(self, among: dict[str, ReportDecided]) -> str | None:
        return self.draw.choice(list(among)) if among else None

    def _name(self) -> str:
        self.names += 1
        return f"s{self.names}"


def seeds_of(history: RandomHistory) -> list[str]:
    """Every incident id ever given."""
    return [str(seed(name)) for name in history.seeds]
