"""The ontology as closed lists: every word a record may use, with the standard each follows."""

from schemas.vocabulary.actors import STATE, ActorKind
from schemas.vocabulary.assessment import Credibility, Dispute, Support
from schemas.vocabulary.casualties import CasualtyCategory, Qualifier, Victims
from schemas.vocabulary.events import EVENT_TYPES, FAMILIES, EventType, family
from schemas.vocabulary.precision import PlacePrecision, TimePrecision
from schemas.vocabulary.sources import Reliability, Scope, SourceKind
from schemas.vocabulary.speech import Aspect, Certainty, Polarity, SpeechAct, Stance, Temporal, stance

__all__ = [
    "EVENT_TYPES",
    "FAMILIES",
    "STATE",
    "ActorKind",
    "Aspect",
    "CasualtyCategory",
    "Certainty",
    "Credibility",
    "Dispute",
    "EventType",
    "PlacePrecision",
    "Polarity",
    "Qualifier",
    "Reliability",
    "Scope",
    "SourceKind",
    "SpeechAct",
    "Stance",
    "Support",
    "Temporal",
    "TimePrecision",
    "Victims",
    "family",
    "stance",
]
