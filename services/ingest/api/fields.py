"""What posted fields are made of: words without control characters, and objects with no field too many."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictStr

from chassis.errors import Invalid
from chassis.http import FieldError
from services.ingest.api.characters import clean

__all__ = ["InvalidFields", "Named", "Posted", "Words", "named"]


class InvalidFields(Invalid):
    """Fields that break a rule, each by name."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.field for error in errors))
        self.errors = errors


class Posted(BaseModel):
    """An object in which every field is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def named(words: str) -> str:
    """`words` as `clean` has them, if there are any but spaces.

    Raises:
        ValueError: there are none, or as `clean`.
    """
    if not words.strip():
        raise ValueError("must not be empty")
    return clean(words)


Words = Annotated[StrictStr, AfterValidator(clean)]
Named = Annotated[StrictStr, AfterValidator(named)]
