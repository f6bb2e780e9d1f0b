"""How a thing is said: speech acts after CAMEO 015/016, factuality after FactBank (Saurí & Pustejovsky 2009)."""

from schemas.vocabulary.word import Word


class SpeechAct(Word):
    """What the claimant does in saying it. `cannot_confirm` is not a denial."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    OBSERVES = "observes"
    RELAYS = "relays"
    ADMITS = "admits"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot_confirm"
    THREATENS = "threatens"
    CORRECTS = "corrects"
    RETRACTS = "retracts"


class Stance(Word):
    """Where a speech act puts the claimant towards the happening; claims are grouped by it."""

    SUPPORTS = "supports"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot_confirm"


_STANCE = {
    SpeechAct.DENIES: Stance.DENIES,
    SpeechAct.RETRACTS: Stance.DENIES,
    SpeechAct.CANNOT_CONFIRM: Stance.CANNOT_CONFIRM,
}


def stance(act: SpeechAct) -> Stance:
    """The stance of a speech act. A retraction in words withdraws support, so it stands with the denials."""
    return _STANCE.get(act, Stance.SUPPORTS)


class Aspect(Word):
    """What a reaction is about: that it happened, who did it, or how it was."""

    HAPPENING = "happening"
    AUTHORSHIP = "authorship"
    DETAIL = "detail"


class Polarity(Word):
    """Whether the statement says that it happened."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Certainty(Word):
    """How sure the report makes the claimant sound."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Temporal(Word):
    """When and whether: only `actual` statements (and threats) may open an incident."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
