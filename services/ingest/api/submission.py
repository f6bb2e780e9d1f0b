"""What may be posted: every field, its type and its bounds. Anything else is refused by name."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from chassis.errors import Invalid
from chassis.http import FieldError, field_errors, names_in
from schemas.events.statements import MAX_STATEMENTS
from services.ingest.api.addresses import canonical
from services.ingest.api.characters import clean
from services.ingest.api.coded import Known, StatementForm, faults
from services.ingest.api.examples import CODED, REPORT
from services.ingest.api.fields import InvalidFields, Posted, Words, named, names_given
from services.ingest.api.instants import LEEWAY, in_time, parse_instant

__all__ = [
    "MAX_TEXT_BYTES",
    "Address",
    "Retraction",
    "Submission",
    "TextTooLong",
    "at_once",
    "retraction",
    "submission",
]

MAX_TEXT_BYTES: Final = 1024 * 1024
"""Bytes of a text in UTF-8."""

_MOST_FAULTS: Final = 20
_TAG: Final = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$"


class TextTooLong(Invalid):
    """The text is over `MAX_TEXT_BYTES`."""

    def __init__(self) -> None:
        super().__init__(f"text: is over {MAX_TEXT_BYTES} bytes")


def _url(words: str) -> str:
    canonical(words)
    return words


def _tag(word: str) -> str:
    if not re.fullmatch(_TAG, word):
        raise ValueError("must be a tag of a language (BCP 47), such as en or hy")
    return word


def _said(words: str, info: ValidationInfo) -> str:
    # Statements that were refused themselves are reason enough.
    if words.strip() or info.data.get("statements") or "statements" not in info.data:
        return words
    raise PydanticCustomError("missing", "is required") if not words else ValueError("must not be empty")


def _in_time(moment: datetime, info: ValidationInfo) -> datetime:
    assert info.context is not None
    return in_time(moment, info.context["now"])


Url = Annotated[StrictStr, AfterValidator(clean), AfterValidator(_url), Field(json_schema_extra={"format": "uri"})]
Moment = Annotated[datetime, BeforeValidator(parse_instant), AfterValidator(_in_time)]
ExternalId = Annotated[StrictStr, Field(max_length=500), AfterValidator(named)]


class Address(Posted):
    """Another report of the same source, by exactly one of these."""

    external_id: ExternalId | None = None
    url: Url | None = None
    report_id: UUID | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(part is not None for part in (self.external_id, self.url, self.report_id)) != 1:
            raise ValueError("give exactly one of external_id, url and report_id")
        return self


class Submission(Posted):
    """A report: a `text`, or `statements`, or both. With neither `external_id` nor `url` its content names it."""

    model_config = ConfigDict(
        title="Report",
        json_schema_extra={
            "examples": [REPORT, CODED],
            "anyOf": [{"required": ["text"]}, {"required": ["statements"]}],
        },
    )

    external_id: ExternalId | None = Field(
        None, description="What the source calls this report. Posting under it again makes a revision."
    )
    url: Url | None = Field(None, description="Where the report was published; names it where there is no external id.")
    title: Annotated[StrictStr, Field(max_length=5000), AfterValidator(clean)] | None = None
    statements: Annotated[tuple[StatementForm, ...], Field(max_length=MAX_STATEMENTS)] | None = Field(
        None,
        description=(
            "What the report says, already coded; then nothing is extracted from its text. Needs the scope"
            " `ingest:coded`."
        ),
    )
    text: Annotated[Words, AfterValidator(_said)] = Field(
        "",
        validate_default=True,
        description="The whole text, at most 1 MiB in UTF-8. May be left out where there are statements.",
    )
    published_at: Moment | None = Field(
        None, description="With an offset (RFC 3339). Relative dates in the text are read from here."
    )
    updated_at: Moment | None = Field(
        None, description="Where two revisions both give it, the later one stands, whatever the order they came in."
    )
    language: Annotated[StrictStr, AfterValidator(_tag), Field(json_schema_extra={"pattern": _TAG})] | None = Field(
        None, description="BCP 47, such as `en` or `hy`. Detected where it is not given."
    )
    on_behalf_of: Annotated[StrictStr, Field(max_length=120), AfterValidator(named)] | None = Field(
        None, description="Whose words these are, by the id or the name of a registered source, or any name."
    )
    revises: Address | None = Field(None, description="The report that this one corrects, under whatever address.")
    retracts: Address | None = Field(None, description="Another report that this one takes back.")


class Retraction(Posted):
    """Takes a report back without a text."""

    reason: Annotated[StrictStr, Field(max_length=1000), AfterValidator(named)] | None = None


def at_once(body: bytes, now: datetime, known: Known) -> Submission | None:
    """The submission that `submission` makes of the object in `body`, sooner; None where it may refuse."""
    # No text is longer than the body that it is in.
    if len(body) > MAX_TEXT_BYTES:
        return None
    try:
        posted = Submission.model_validate_json(body, context={"now": now})
    except ValidationError:
        return None
    # Of a name that is given twice the last was taken.
    if names_given(posted) < names_in(body) or any(_faults(posted, now, known)):
        return None
    return posted


def submission(fields: dict[str, Any], now: datetime, known: Known) -> Submission:
    """The submission that the JSON object `fields` is, at the moment `now`, in a world with what is `known`.

    Raises:
        TextTooLong: for the text, whatever else is wrong.
        InvalidFields: naming every field that breaks a rule.
    """
    text = fields.get("text")
    if isinstance(text, str) and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise TextTooLong
    try:
        posted = Submission.model_validate(fields, context={"now": now})
    except ValidationError as error:
        raise InvalidFields(field_errors(error.errors(include_url=False, include_input=False))) from error
    if wrong := list(islice(_faults(posted, now, known), _MOST_FAULTS)):
        raise InvalidFields(wrong)
    return posted


def _faults(posted: Submission, now: datetime, known: Known) -> Iterator[FieldError]:
    dated = [moment for moment in (posted.published_at, posted.updated_at) if moment is not None]
    return faults(posted.statements or (), posted.title, posted.text, max(dated, default=now) + LEEWAY, known)


def retraction(fields: dict[str, Any]) -> Retraction:
    """The retraction that the JSON object `fields` is. Raises as `submission`."""
    try:
        return Retraction.model_validate(fields)
    except ValidationError as error:
        raise InvalidFields(field_errors(error.errors(include_url=False, include_input=False))) from error
