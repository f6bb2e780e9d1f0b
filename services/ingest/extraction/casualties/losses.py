"""Whose losses: figures of people given to the happenings they count, with side and kind of the victims."""

from collections.abc import Sequence

from schemas.slots import Actor, Casualty
from schemas.vocabulary import STATE, ActorKind, CasualtyCategory, EventType, Qualifier, Temporal, Victims
from services.ingest.extraction.casualties import Toll, aboard, captured, count
from services.ingest.extraction.casualties.adding_up import adds_up
from services.ingest.extraction.casualties.called import Called, of_two_sides
from services.ingest.extraction.casualties.fallen import (
    assailants,
    beside,
    carried_on,
    counts_its_own,
    men_hit,
    of_either,
    on_side,
)
from services.ingest.extraction.casualties.figures import read
from services.ingest.extraction.discourse import Draft, alike_figures, side
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.belonging import Belonging, side_key
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.scene import GROUPS
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.syntax.grammar import patients
from services.ingest.extraction.syntax.intervals import of_its_own_day
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Loose", "Losses"]

Loose = tuple[Attribution | None, Node, list[Casualty], list[Toll]]
"""Figures of one claim that stand with no happening of it: owner, predicate, cells, tolls."""
_FIGHTING = (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY)


_HOMES = word_set("homes")


class Losses:
    """Reads the figures of a unit."""

    def __init__(self, setting: Setting) -> None:
        self.lexicon = setting.lexicon
        self.names = setting.names
        self.belonging = Belonging(setting.names)
        self.called = Called(setting.names, setting.lexicon)

    def figures(self, scene: Scene, frames: list[Frame], attributions: list[Attribution]) -> list[Loose]:
        """Give each frame its figures; what finds no frame of its claim is returned by claim."""
        groups: dict[int, tuple[Frame, list[Toll]]] = {}
        loose: dict[int, tuple[Attribution | None, list[Toll]]] = {}
        for toll in count(scene.tree, self.lexicon):
            owner = owner_of(toll.predicate.i, attributions)
            if any(f.temporal is Temporal.FUTURE and toll.predicate in f.nodes for f in frames):
                continue  # "vowed to kill ten judges"
            options = [
                f
                for f in frames
                if f.owner is owner
                and not toll.nameless
                and f.type is not EventType.THREAT
                and f.temporal is not Temporal.FUTURE
            ]
            host = next((f for f in options if toll.predicate in f.nodes), None)
            beside = [f for f in options if of_its_own_day(f.trigger) is of_its_own_day(toll.predicate)]
            if options and not beside:
                continue  # of another day than all that is told here
            options = beside
            if host is None and options:
                host = min(options, key=lambda f: min(scene.tree.distance(toll.predicate, n) for n in f.nodes))
            if (
                toll.category is CasualtyCategory.CAPTURED
                and host is not None
                and host.type is EventType.TERRITORY_CHANGE
                and toll.predicate in host.nodes
            ):
                continue
            if host is not None:
                groups.setdefault(id(host), (host, []))[1].append(toll)
            else:
                loose.setdefault(id(owner), (owner, []))[1].append(toll)
        for frame in frames:
            if frame.type is EventType.CAPTURE_ABDUCTION and frame.temporal is not Temporal.FUTURE:
                _, tolls = groups.setdefault(id(frame), (frame, []))
                if not any(t.category is CasualtyCategory.CAPTURED for t in tolls):
                    taken = [n for node in frame.nodes if node.is_verb for n in patients(node)]
                    crew = aboard(scene.tree, frame.trigger, self.lexicon)
                    tolls += crew or captured(taken, frame.trigger, self.lexicon)
        for frame, tolls in groups.values():
            frame.casualties = self._cells(tolls, scene, frame.owner, frame)
            claimant = frame.owner.claimant if frame.owner is not None else None
            frame.loser = next(filter(None, (self._lost(toll, scene, claimant, frame) for toll in tolls)), None)
            if frame.loser is not None and frame.trigger.verb_lemma == "lose":
                frame.initiator, frame.target = None, frame.loser  # "Russia lost 900 soldiers" struck nobody
            frame.target = men_hit(frame)
            lost = {c.side for c in frame.casualties if c.victims is Victims.MILITARY and c.side and c.max != 0}
            if frame.initiator is None and frame.type is EventType.EXCHANGE_OF_FIRE:
                fighters = [one for key in sorted(lost) if (one := self.names.fighters(key)) is not None]
                if len(lost) == len(fighters) == 2:  # "the fighting killed nine X and four Y soldiers"
                    (frame.initiator, frame.target), frame.mutual = fighters, True
            open_still = frame.target is None or (frame.target.id is None and frame.target.kind is ActorKind.MILITARY)
            if open_still and len(lost) == 1 and len(side_of := lost.pop()) == 2 and side_of != side(frame.initiator):
                frame.target = self.names.military(side_of) or frame.target
            people = next((t.people for t in tolls if t.people is not None and t.person is not None), None)
            if (
                frame.target is None
                and any(t.figure.max != 0 for t in tolls)
                and frame.type is not EventType.INTERCEPTION
            ):
                frame.target = self._hit(tolls, scene, frame) or self._amid_homes(tolls, frame)
            frame.civilian = any(t.victims is Victims.CIVILIAN for t in tolls) and people is not None
        return [(owner, tolls[0].predicate, self._cells(tolls, scene, owner), tolls) for owner, tolls in loose.values()]

    def _hit(self, tolls: list[Toll], scene: Scene, frame: Frame) -> Actor | None:
        """The target that counted people make."""
        for toll in tolls:
            if toll.people is None or toll.category is CasualtyCategory.MISSING:
                continue
            claimant = frame.owner.claimant if frame.owner else None
            found = self.belonging.lost(toll, scene, claimant) or self.names.party(toll.people, scene, claimant)
            if found is not None and not (side(found) is not None and side(found) == side(frame.initiator)):
                return found
        return None

    def _amid_homes(self, tolls: list[Toll], frame: Frame) -> Actor | None:
        """People hurt where only civilians are: a market, a house, a school, a bus."""
        if not any(t.explicit and (t.person is None or t.person.kind is ActorKind.UNKNOWN) for t in tolls):
            return None
        if any(t.victims is Victims.MILITARY for t in tolls):
            return None
        for trigger in frame.nodes:
            for node in (*trigger.subtree(), *(n for n in patients(trigger))):
                if node.is_noun and node.noun_lemma in _HOMES:
                    return self.names.civilians(frame.place.country if frame.place else None)
        return None

    def _lost(self, toll: Toll, scene: Scene, claimant: Actor | None, frame: Frame | None) -> Actor | None:
        """Whose men the counted are by who lost them, or by who threw them back."""
        lost = self.belonging.lost(toll, scene, claimant)
        return assailants(toll, frame) if lost is None and frame is not None else lost

    def _cells(
        self, tolls: list[Toll], scene: Scene, owner: Attribution | None, frame: Frame | None = None
    ) -> list[Casualty]:
        initiator, country = None, None
        if frame is not None:
            initiator, country = frame.initiator, frame.place.country if frame.place else None
        slew = frame is not None and frame.plain and frame.sense.frame == "kill"
        claimant = owner.claimant if owner else None
        speaker = claimant or (self.names.publisher if self.names.official else None)
        told = carried_on([(toll, self.belonging.told(toll, scene, claimant)) for toll in tolls])
        cells: dict[tuple[CasualtyCategory, str | None, Victims, bool], Casualty] = {}
        for toll, who in told:
            among = on_side(toll)
            both = of_two_sides(among)
            who = None if both else who
            target = frame.target if frame is not None and not beside(toll, told, frame.target) else None
            if both or (frame is not None and (frame.type is EventType.INTERCEPTION or of_either(toll, frame))):
                target = None
            victims = toll.victims
            lost = self._lost(toll, scene, claimant, frame) if not both else None
            if lost is not None:
                who, victims = side_key(lost) or who, Victims.MILITARY
            if who is None and lost is None:
                doer = None if slew and toll.figure.max != 0 else initiator
                who = self.belonging.party(toll.person.kind if toll.person else None, target, doer, claimant)
            police = toll.person is not None and toll.person.kind is ActorKind.POLICE
            if victims is Victims.UNKNOWN and not police and target is not None and who == side_key(target):
                if target.kind in _FIGHTING:
                    victims = Victims.MILITARY
                elif target.kind is ActorKind.CIVILIAN:
                    victims = Victims.CIVILIAN
            regular = toll.person is None or toll.person.kind is ActorKind.MILITARY
            if who is None and lost is None and not both and counts_its_own(toll, speaker, initiator):
                group = speaker is not None and speaker.kind in GROUPS
                victims = Victims.MILITARY if group else victims
                if victims is Victims.MILITARY and speaker is not None:
                    who = side_key(speaker) if group else speaker.country
            irregular = initiator is not None and initiator.kind in (ActorKind.REBEL, ActorKind.UNIDENTIFIED_ARMED)
            if (
                who is None
                and lost is None
                and not both
                and country is not None
                and (victims is not Victims.MILITARY or (irregular and regular and toll.person is not None))
            ):
                who = country
            cell = Casualty(
                category=toll.category,
                victims=victims,
                side=who,
                min=toll.figure.min,
                max=toll.figure.max,
                qualifier=toll.figure.qualifier,
                words=f"{toll.words} {among}".strip()[:120],
            )
            if lost is not None and who is not None:
                self.called.lost.add((cell.words, who))
            key = (cell.category, cell.side, cell.victims, police)
            held = cells.get(key)
            apart = adds_up(toll)
            # "Nine soldiers and two policemen" are two figures, told twice without a kind they are one.
            own = apart or held is not None
            alike = key if own else next((k for k, other in cells.items() if alike_figures(other, cell)), key)
            vague = alike in cells and cells[alike].qualifier is Qualifier.VAGUE
            if alike not in cells or (vague and cell.qualifier is not Qualifier.VAGUE):
                cells[alike] = cell
            elif (
                held is not None
                and held.max is not None
                and cell.max is not None
                and toll.people is not None
                and held.words != cell.words
                and cell.max > 0
                and held.max > 0
                and apart
            ):
                cells[key] = held.model_copy(update={"min": held.min + cell.min, "max": held.max + cell.max})
        return [
            cell.model_copy(update={"victims": Victims.CIVILIAN})
            if victims is Victims.UNKNOWN and not police and (category, who, victims, True) in cells
            else cell  # beside policemen that are counted apart, others are not of the police
            for (category, who, victims, police), cell in cells.items()
        ]

    def complete(self, drafts: Sequence[Draft]) -> None:
        """Give figures without a side that of the party and place that the report told in the end, in place. People
        of whom no number is told ("killed villagers") have told who was hit by then, and are no figure."""
        for draft in drafts:
            draft.casualties = [cell for cell in draft.casualties if not self._uncounted(cell)]
            told = "casualties" in draft.settled  # "the rebels lost nine men" are nobody else's, whoever they are
            if any(c.side is None for c in draft.casualties) and draft.temporal is Temporal.ACTUAL and not told:
                cells = self.sided(draft.casualties, draft)
                draft.casualties = [self._of_the_land(cell, draft) for cell in cells]
            if not told:
                draft.casualties = [self._unless_abroad(cell, draft) for cell in draft.casualties]

    def _uncounted(self, cell: Casualty) -> bool:
        """Whether a figure is made of a plural that no word counts."""
        words = cell.words.lower().split()
        vague = cell.qualifier is Qualifier.VAGUE and not any(read(words, at) for at in range(len(words)))
        return vague and bool(self.called.kinds(cell))

    def _of_the_land(self, cell: Casualty, draft: Draft) -> Casualty:
        """Soldiers of nobody that is named are those of the country where they fell, unless it struck them itself."""
        country = draft.place.country if draft.place is not None else None
        told = cell.side is not None or (draft.target is not None and draft.target.kind is not ActorKind.CIVILIAN)
        if (
            told
            or of_two_sides(cell.words)
            or cell.victims is not Victims.MILITARY
            or country in (None, side(draft.initiator))
        ):
            return cell
        return cell.model_copy(update={"side": country}) if self.called.kinds(cell) <= {ActorKind.MILITARY} else cell

    def _unless_abroad(self, cell: Casualty, draft: Draft) -> Casualty:
        """People who do not fight are of the land they were hit in, or their words say of which other state: one that
        was only inferred for them is as often wrong as right."""
        land = draft.place.country if draft.place is not None else None
        of_a_state = cell.side is not None and len(cell.side) == 2
        if cell.victims is Victims.MILITARY or land is None:
            return cell
        voice = draft.claimant
        if land == side(draft.initiator) != voice.country and voice.kind in STATE and cell.side == land:
            # Nobody says that another state struck its own people: a land in dispute is the speaker's.
            return cell.model_copy(update={"side": voice.country})
        if cell.side == land or not of_a_state:
            return cell
        told = any(self.names.country_of(word) == cell.side for word in cell.words.split() if word[:1].isupper())
        return cell if told else cell.model_copy(update={"side": None})

    def sided(self, cells: list[Casualty], host: Draft) -> list[Casualty]:
        """Figures whose side is not told take that of the party that was hit, else of the place."""
        fixed = []
        for cell in cells:
            if cell.side is None and not of_two_sides(cell.words):
                other = cell.victims is Victims.CIVILIAN and host.target is not None and host.target.kind in _FIGHTING
                kind = kinds.pop() if len(kinds := self.called.kinds(cell)) == 1 else None
                either = host.mutual and cell.victims is not Victims.MILITARY
                apart = either or host.hits_whoever_is_there or host.type is EventType.INTERCEPTION
                target = None if apart or _hit_by_another_account(host) else host.target
                doer = None if host.slew and cell.max != 0 else host.initiator
                who = None if other else self.belonging.party(kind, target, doer, host.claimant)
                there = host.place is not None and "place" not in host.carried
                if who is None and there and cell.victims is not Victims.MILITARY:
                    who = host.place.country if host.place is not None else None
                victims = cell.victims
                if victims is Victims.UNKNOWN and host.target is not None:
                    if host.target.kind is ActorKind.CIVILIAN:
                        victims = Victims.CIVILIAN
                    elif host.target.kind in _FIGHTING and target is not None:
                        victims = Victims.MILITARY
                cell = cell.model_copy(update={"side": who, "victims": victims})
            fixed.append(cell)
        return fixed


def _hit_by_another_account(draft: Draft) -> bool:
    """Whether that armed people were hit is told by somebody of another side alone: his dead may be others."""
    origin = draft.carried.get("target")
    return origin is not None and side(origin.claimant) != side(draft.claimant)
