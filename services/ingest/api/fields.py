"""What posted fields are made of: words without control characters, and objects with no field too many."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictStr

from chassis.errors import Invalid
from chassis.http import FieldError
from services.ingest.api.characters import clean

__all__ = ["InvalidFields", "Named", "Posted", "Words"]


class InvalidFields(Invalid):
    """Fields that break a rule, each by name."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.field for error in errors))
        self.errors = errors


class Posted(BaseModel):
    """An object in which every field is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _not_blank(words: str) -> str:
    if not words.strip():
        raise ValueError("must not be empty")
    return words


Words = Annotated[StrictStr, AfterValidator(clean)]
Named = Annotated[Words, AfterValidator(_not_blank)]
