"""What may be posted: every field, its type and its bounds. Anything else is refused by name."""

from datetime import datetime
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from chassis.errors import Invalid
from chassis.http import FieldError, field_errors
from services.ingest.api.addresses import canonical
from services.ingest.api.characters import clean
from services.ingest.api.examples import REPORT
from services.ingest.api.instants import not_ahead, parse_instant

__all__ = [
    "MAX_TEXT_BYTES",
    "Address",
    "InvalidFields",
    "Retraction",
    "Submission",
    "TextTooLong",
    "retraction",
    "submission",
]

MAX_TEXT_BYTES: Final = 1024 * 1024
"""Bytes of a text in UTF-8."""


class InvalidFields(Invalid):
    """Fields that break a rule, each by name."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.field for error in errors))
        self.errors = errors


class TextTooLong(Invalid):
    """The text is over `MAX_TEXT_BYTES`."""

    def __init__(self) -> None:
        super().__init__(f"text: is over {MAX_TEXT_BYTES} bytes")


def _not_blank(words: str) -> str:
    if not words.strip():
        raise ValueError("must not be empty")
    return words


def _url(words: str) -> str:
    canonical(words)
    return words


def _past(moment: datetime, info: ValidationInfo) -> datetime:
    assert info.context is not None
    return not_ahead(moment, info.context["now"])


Words = Annotated[StrictStr, AfterValidator(clean)]
Named = Annotated[Words, AfterValidator(_not_blank)]
Url = Annotated[StrictStr, AfterValidator(clean), AfterValidator(_url), Field(json_schema_extra={"format": "uri"})]
Moment = Annotated[datetime, BeforeValidator(parse_instant), AfterValidator(_past)]
ExternalId = Annotated[Named, Field(max_length=500)]


class _Posted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Address(_Posted):
    """Another report of the same source, by exactly one of these."""

    external_id: ExternalId | None = None
    url: Url | None = None
    report_id: UUID | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(part is not None for part in (self.external_id, self.url, self.report_id)) != 1:
            raise ValueError("give exactly one of external_id, url and report_id")
        return self


class Submission(_Posted):
    """A report. Only `text` is needed; with neither `external_id` nor `url` its content is what names it."""

    model_config = ConfigDict(title="Report", json_schema_extra={"examples": [REPORT]})

    external_id: ExternalId | None = Field(
        None, description="What the source calls this report. Posting under it again makes a revision."
    )
    url: Url | None = Field(None, description="Where the report was published; names it where there is no external id.")
    title: Annotated[Words, Field(max_length=5000)] | None = None
    text: Named = Field(description="The whole text, at most 1 MiB in UTF-8.")
    published_at: Moment | None = Field(
        None, description="With an offset (RFC 3339). Relative dates in the text are read from here."
    )
    updated_at: Moment | None = Field(
        None, description="Where two revisions both give it, the later one stands, whatever the order they came in."
    )
    language: Annotated[StrictStr, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$")] | None = Field(
        None, description="BCP 47, such as `en` or `hy`. Detected where it is not given."
    )
    on_behalf_of: Annotated[Named, Field(max_length=120)] | None = Field(
        None, description="Whose words these are, by the id or the name of a registered source, or any name."
    )
    revises: Address | None = Field(None, description="The report that this one corrects, under whatever address.")
    retracts: Address | None = Field(None, description="Another report that this one takes back.")


class Retraction(_Posted):
    """Takes a report back without a text."""

    reason: Annotated[Named, Field(max_length=1000)] | None = None


def submission(fields: dict[str, Any], now: datetime) -> Submission:
    """The submission that the JSON object `fields` is, at the moment `now`.

    Raises:
        TextTooLong: for the text, whatever else is wrong.
        InvalidFields: naming every field that breaks a rule.
    """
    text = fields.get("text")
    if isinstance(text, str) and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise TextTooLong
    try:
        return Submission.model_validate(fields, context={"now": now})
    except ValidationError as error:
        raise InvalidFields(field_errors(error.errors(include_url=False, include_input=False))) from error


def retraction(fields: dict[str, Any]) -> Retraction:
    """The retraction that the JSON object `fields` is. Raises as `submission`."""
    try:
        return Retraction.model_validate(fields)
    except ValidationError as error:
        raise InvalidFields(field_errors(error.errors(include_url=False, include_input=False))) from error
