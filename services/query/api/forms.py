"""The JSON forms of what is served: a statement has one, wherever it stands."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from schemas.events.decisions import Alignments
from schemas.events.statements import ReportHeader
from schemas.slots import Actor
from schemas.statement import Statement
from services.query.assessment.account import Account
from services.query.assessment.casualties import contradicting
from services.query.assessment.claims import Claim, Figure
from services.query.assessment.credibility import Judgement, judge
from services.query.erasure import without_words

__all__ = ["account_of", "actor_form", "claims_form", "matrix_form", "readable", "source_form", "statement_form"]

Row = Mapping[str, Any]

_SLOTS: Final = {
    "speech_act", "polarity", "answers", "certainty", "temporal", "event_type", "civilian_targeting", "place",
    "occurred", "casualties", "carried", "span",
}  # fmt: skip


def actor_form(actor: Actor | None) -> dict[str, Any] | None:
    """An actor, or null."""
    if actor is None:
        return None
    return {"id": actor.id, "name": actor.name, "country": actor.country, "kind": actor.kind.value}


def statement_form(row: Row, incident_id: Any) -> dict[str, Any]:
    """A statement with its quote and where it comes from; `row` is one of the query `statements`, with what it says."""
    statement: Statement = row["statement"]
    slots = statement.model_dump(mode="json", include=_SLOTS)
    quote = None if row["erased"] else row["quote"]
    pending = statement.span is not None and not row["words_found"] and not row["erased"]
    return {
        "id": row["id"],
        "report_id": row["report_id"],
        "revision": row["revision"],
        "span": slots["span"],
        "quote": quote,
        "context": {"before": row["before"], "after": row["after"]} if quote else None,
        **({"quote_pending": True} if pending else {}),
        "claimant": actor_form(statement.claimant),
        "relayer": actor_form(statement.relayer),
        "speech_act": slots["speech_act"],
        "polarity": slots["polarity"],
        "answers": slots["answers"],
        "certainty": slots["certainty"],
        "temporal": slots["temporal"],
        "event_type": slots["event_type"],
        "civilian_targeting": slots["civilian_targeting"],
        "initiator": actor_form(statement.initiator),
        "target": actor_form(statement.target),
        "place": slots["place"],
        "occurred": slots["occurred"],
        "casualties": slots["casualties"],
        "carried": slots["carried"],
        "corrected": row["corrected"],
        "theatre": row["theatre"],
        "incident_id": incident_id,
        "set_aside": row["set_aside"],
        "retracted": row["retracted_by"] is not None,
        "erased": row["erased"],
        "source": source_form(row),
        "evidence": row["evidence"],
    }


def readable(row: Row) -> Statement:
    """What a row of the query `statements` says, as it may be served."""
    statement = Statement.model_validate(row["slots"])
    return without_words(statement) if row["erased"] else statement


def source_form(row: Row) -> dict[str, Any]:
    """Where a report comes from, with the grade that was used for it; `row` has its `header` and `origin_id`."""
    header = row["header"]
    source, publisher = header["source"], header["publisher"]
    return {
        "id": source["id"],
        "name": source["name"],
        "kind": source["kind"],
        "country": source.get("country"),
        "publisher": publisher["name"],
        "grade": publisher["grade"],
        "url": header.get("url"),
        "published_at": header.get("published_at"),
        "received_at": header["received_at"],
        "origin_id": row["origin_id"],
    }


def account_of(row: Row) -> Account:
    """A row of the query `statements`, with what it says, as assessment takes it."""
    report = ReportHeader.model_validate(row["header"])
    return Account(
        statement=row["statement"],
        alignment=Alignments.model_validate(row["alignment"]),
        report_id=row["report_id"],
        origin_id=row["origin_id"],
        publisher=report.publisher.actor,
        grade=report.publisher.grade,
        said_at=report.updated_at or report.published_at or report.received_at,
        n=row["first_n"],
        retracted=row["retracted_by"] is not None,
    )


def claims_form(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The claims of an incident side by side."""
    return [_claim(claim, judgement) for claim, judgement in zip(claims, judge(claims), strict=True)]


def _claim(claim: Claim, judgement: Judgement) -> dict[str, Any]:
    grade, reason = judgement
    return {
        "claimant": actor_form(claim.claimant),
        "stance": claim.stance.value,
        "side": claim.side,
        "ended": claim.ending.value if claim.ending else None,
        "credibility": int(grade),
        "credibility_reason": reason,
        "reliability": sorted({account.grade.value for account in claim.accounts}),
        "speech_acts": sorted({account.statement.speech_act.value for account in claim.accounts}),
        "figures": [_figure(figure) for figure in claim.figures],
        "first_said_at": claim.accounts[0].said_at,
        "last_said_at": claim.newest.said_at,
        "newest_statement": claim.newest.id,
        "statements": [account.id for account in claim.accounts],
        "reports": len({account.report_id for account in claim.accounts}),
        "origins": len({account.origin_id for account in claim.accounts}),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    casualty = figure.casualty
    return {
        "side": figure.side,
        "category": figure.category.value,
        "victims": casualty.victims.value,
        "min": casualty.min,
        "max": casualty.max,
        "qualifier": casualty.qualifier.value,
        "words": casualty.words,
        "statement": figure.account.id,
        "said_at": figure.account.said_at,
        "history": [
            {"min": older.min, "max": older.max, "statement": account.id, "said_at": account.said_at}
            for older, account in figure.history
        ],
    }


def matrix_form(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Claimant x side x category, one cell a figure; `counts` is whether its claim still does.

    `contradicts` are the statements whose figures, of other claimants, cannot be right if this one is.
    """
    against = contradicting(claims)
    return [
        {
            "claimant": actor_form(claim.claimant),
            "stance": claim.stance.value,
            "counts": bool(claim.live),
            **_figure(figure),
            "contradicts": [other.account.id for other in against.get((claim.accounts[0].claim, at), ())],
        }
        for claim in claims
        for at, figure in enumerate(claim.figures)
    ]
