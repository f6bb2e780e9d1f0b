"""Placing: where a statement belongs. It attaches to a seed, opens one, or is set aside with why."""

from collections.abc import Sequence
from math import inf
from uuid import UUID

from schemas.events.decisions import (
    IncidentOpened,
    IncidentsLinked,
    LinkSuggested,
    SetAsideWhy,
    StatementChanged,
    StatementMoved,
    StatementPlaced,
    StatementSetAside,
)
from schemas.events.evidence import Evidence
from schemas.ids import seed_id
from schemas.statement import Statement
from services.dedup.incidents.answers import answerable, completed, reacts
from services.dedup.incidents.background import set_aside_why
from services.dedup.incidents.constraints import barred, kept_apart
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import incident_of, members
from services.dedup.incidents.matcher import Bar, Ranked, Ranking, ReportMatcher, Subject
from services.dedup.incidents.record import link_key
from services.dedup.incidents.rows import StatementRow
from services.dedup.incidents.stamps import Stamps

__all__ = ["Placer"]

_MEMBERS_ASKED = 200


class Placer:
    """Places the statements of one report, one by one, each seeing those before it."""

    def __init__(
        self, draft: Draft, matcher: ReportMatcher, bar: Bar, stamps: Stamps, by: UUID, siblings: Sequence[UUID]
    ) -> None:
        """`by` is the input; `siblings` are the report's statements that are placed already."""
        self._draft = draft
        self._record = draft.record
        self._matcher = matcher
        self._bar = bar
        self._stamps = stamps
        self._by = by
        self._siblings = dict.fromkeys(siblings)

    def place(self, statement: Statement, counterpart: UUID | None = None) -> None:
        """Place a statement: with its counterpart in the original of a copy, else by what it is and what it is like."""
        original = self._record.statements.get(counterpart) if counterpart else None
        if original is not None and self._with_original(statement, original):
            pass
        elif (why := set_aside_why(statement)) is not None:
            self._set_aside(statement, why)
        elif reacts(statement):
            self._answer(statement)
        else:
            self._claim(statement)
        self._siblings[statement.id] = None

    def reconsider(self, statement: Statement) -> None:
        """A held statement has other slots now: place it anew where it cannot stay as it is."""
        row = self._record.statement(statement.id)
        why = set_aside_why(statement)
        if why is not None and row.seed is None:
            if why is row.why:
                self._change(statement, None)
            else:
                self._set_aside(statement, why)
        elif why is not None:
            self._draft.unlink(statement.id)
            self._set_aside(statement, why)
        elif row.seed is None:
            self.place(statement)
        elif not self._moves(statement, row):
            self._change(statement, row.seed)

    def orphaned(self, reaction: Statement) -> None:
        """The last claim that a placed reaction stood beside is gone: look for another, or let it wait."""
        self._answer(reaction)

    def _with_original(self, statement: Statement, original: StatementRow) -> bool:
        evidence = _says("origin", "It stands in a copy of a text on record, beside the statement it repeats.")
        if original.seed is not None and original.counts and original.seed not in barred(self._record, statement.id):
            if reacts(statement) and (claim := self._answered(statement)) is not None:
                statement = completed(statement, claim)
            self._join(statement, original.seed, evidence)
            return True
        if original.seed is None and original.why is not None and original.why is not SetAsideWhy.UNANSWERED:
            self._put_aside(statement, original.why, original.about, evidence)
            return True
        return False

    def _claim(self, statement: Statement) -> None:
        ranking = self._rank(statement)
        best = ranking.options[0] if ranking.options else None
        if best is not None and best.bits >= self._bar.attach:
            seed = self._seed_of(best.statement)
            self._join(statement, seed, ranking.evidence("matched", best))
            self._bridge(statement.id, seed, ranking)
        else:
            seed = self._own_seed(statement.id)
            self._draft.add(IncidentOpened(seed=seed, statement=statement.id))
            self._join(statement, seed, ranking.evidence("opened", None))
            if best is not None and best.bits >= self._bar.suggest:
                self._suggest(seed, self._seed_of(best.statement), best.bits, statement.id, ranking)
        self._take_waiting(statement, seed, ranking)

    def _join(self, statement: Statement, seed: UUID, evidence: Evidence) -> None:
        row = self._record.statements.get(statement.id)
        if row is None:
            alignment, theatre = self._stamps.of(statement)
            self._draft.add(
                StatementPlaced(statement=statement, alignment=alignment, theatre=theatre, seed=seed, evidence=evidence)
            )
            return
        if row.seed != seed:
            self._draft.add(StatementMoved(statement=statement.id, came_from=row.seed, seed=seed, evidence=evidence))
        if row.statement != statement:
            self._change(statement, seed, evidence)

    def _answer(self, reaction: Statement) -> None:
        claim = self._answered(reaction)
        evidence = _says("answers", "It answers a statement of this incident.")
        if claim is None:
            ranking = self._rank(reaction)
            claim, option = self._claim_among(reaction, ranking)
            evidence = ranking.evidence("answers" if option else "held", option)
        if claim is None:
            self._put_aside(reaction, SetAsideWhy.UNANSWERED, None, evidence)
            return
        home, full = self._record.statement(claim.id), completed(reaction, claim)
        if home.seed is None:
            self._put_aside(full, home.why or SetAsideWhy.UNANSWERED, home.about, None)
        else:
            self._join(full, home.seed, evidence)

    def _answered(self, reaction: Statement) -> Statement | None:
        """The claim that a reaction itself says it answers, if it is on record."""
        named = reaction.answers.statement if reaction.answers else None
        row = self._record.statements.get(named) if named else None
        if row is None or row.withdrawn is not None or reacts(row.statement):
            return None
        apart = row.seed is not None and row.seed in barred(self._record, reaction.id)
        return None if apart else row.statement

    def _claim_among(self, reaction: Statement, ranking: Ranking) -> tuple[Statement | None, Ranked | None]:
        for option in ranking.options:
            if option.bits < self._bar.attach:
                break
            nearest = self._record.statement(option.statement)
            ids = [option.statement, *members(self._record, option.incident)][:_MEMBERS_ASKED]
            rows = [nearest, *(self._record.statement(one) for one in ids[1:])]
            for row in rows:
                if row.counts and answerable(row.statement, reaction, self._stamps.kind_of):
                    return row.statement, option
        return None, None

    def _set_aside(self, statement: Statement, why: SetAsideWhy) -> None:
        about, evidence = None, None
        if why is SetAsideWhy.HISTORICAL:
            ranking = self._rank(statement)
            best = ranking.options[0] if ranking.options else None
            if best is not None and best.bits >= self._bar.attach:
                about, evidence = self._seed_of(best.statement), ranking.evidence("about", best)
        self._put_aside(statement, why, about, evidence)

    def _put_aside(self, statement: Statement, why: SetAsideWhy, about: UUID | None, evidence: Evidence | None) -> None:
        alignment, theatre = self._stamps.of(statement)
        self._draft.add(
            StatementSetAside(
                statement=statement, alignment=alignment, theatre=theatre, why=why, about=about, evidence=evidence
            )
        )

    def _take_waiting(self, claim: Statement, seed: UUID, ranking: Ranking) -> None:
        for waiting in ranking.waiting:
            row = self._record.statement(waiting.statement)
            if waiting.bits < self._bar.attach or row.seed is not None:
                continue
            if not answerable(claim, row.statement, self._stamps.kind_of):
                continue
            if seed in barred(self._record, waiting.statement):
                continue
            says = f"It waited for a claim to answer; this one fits by {waiting.bits:.1f} bits."
            self._join(completed(row.statement, claim), seed, _says("answers", says))

    def _moves(self, statement: Statement, row: StatementRow) -> bool:
        """Move a placed statement that now fits elsewhere clearly better. Founders of others and the reviewed stay."""
        if row.seed is None or same_slots(row.statement, statement) or reacts(statement):
            return False
        seed, constraints = self._record.seed(row.seed), self._record.constraints.get(statement.id)
        reviewed = constraints is not None and (constraints.must or constraints.cannot)
        if reviewed or (seed.founding == statement.id and seed.size > 1):
            return False
        ranking = self._rank(statement)
        own = incident_of(self._record, row.seed)
        best = ranking.options[0] if ranking.options else None
        if best is None or best.incident == own or best.bits < self._bar.attach:
            return False
        if any(one.incident == own and one.bits + self._bar.rival > best.bits for one in ranking.options):
            return False
        self._draft.unlink(statement.id)
        self._join(statement, self._seed_of(best.statement), ranking.evidence("matched", best))
        return True

    def _change(self, statement: Statement, seed: UUID | None, evidence: Evidence | None = None) -> None:
        alignment, theatre = self._stamps.of(statement)
        says = evidence or _says("held", "Its report says it differently now; it stays where it was.")
        self._draft.add(
            StatementChanged(statement=statement, alignment=alignment, theatre=theatre, seed=seed, evidence=says)
        )

    def _bridge(self, statement: UUID, seed: UUID, ranking: Ranking) -> None:
        """A statement that fits two incidents may show that they are one, if they are alike themselves."""
        own = incident_of(self._record, seed)
        for option in ranking.options[1:]:
            if option.bits < self._bar.bridge or option.incident == own:
                continue
            other = self._seed_of(option.statement)
            if kept_apart(self._record, seed, other):
                continue
            rivals = ranking.options[0].bits - option.bits <= self._bar.rival
            suggested = self._record.suggested.get(link_key(seed, other)) is not None
            least = self._bar.link if suggested else -inf if rivals else min(self._bar.link, self._bar.suggest_link)
            if (scored := self._matcher.between(own, option.incident, least)) is None:
                continue
            bits, evidence = scored
            if bits >= self._bar.link:
                self._draft.add(IncidentsLinked(a=seed, b=other, cause=statement, evidence=evidence))
                own = incident_of(self._record, seed)
            else:
                self._suggest(seed, other, bits, statement, None, evidence)

    def _suggest(
        self, a: UUID, b: UUID, bits: float, statement: UUID, ranking: Ranking | None, evidence: Evidence | None = None
    ) -> None:
        if self._record.suggested.get(link_key(a, b)) is not None or kept_apart(self._record, a, b):
            return
        why = evidence or (ranking.evidence("suggested", ranking.options[0]) if ranking else None)
        self._draft.add(LinkSuggested(a=a, b=b, bits=round(bits, 2), statement=statement, evidence=why))

    def _rank(self, statement: Statement) -> Ranking:
        alignment, _ = self._stamps.of(statement)
        siblings = tuple(self._siblings)
        if statement.id in self._siblings:
            siblings = tuple(one for one in siblings if one != statement.id)
        return self._matcher.rank(Subject(statement, alignment, siblings), barred(self._record, statement.id))

    def _own_seed(self, statement: UUID) -> UUID:
        """A new seed. One that the statement founded before stays as it was left: a seed is opened once."""
        seed = seed_id(statement)
        return seed if self._record.seeds.get(seed) is None else seed_id(statement, self._by)

    def _seed_of(self, statement: UUID) -> UUID:
        seed = self._record.statement(statement).seed
        if seed is None:
            raise ValueError(f"candidate {statement} is in no seed")
        return seed


def same_slots(a: Statement, b: Statement) -> bool:
    """Whether two versions of a statement are alike in what it is matched by; tolls change without moving it."""
    return (a.event_type, a.initiator, a.target, a.place, a.occurred) == (
        b.event_type,
        b.initiator,
        b.target,
        b.place,
        b.occurred,
    )


def _says(cause: str, sentence: str) -> Evidence:
    return Evidence(cause=cause, sentence=sentence)
