"""What a review may say: every field of each action, its type and its bounds. Anything else is refused by name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from chassis.errors import Invalid
from chassis.http import FieldError, field_errors
from schemas.events.statements import Correct, Merge, Move, ReviewAction, Split, Undo
from schemas.statement import CORRECTABLE, Statement
from services.query.api.reviews.examples import REVIEW

__all__ = ["Instruction", "InvalidFields", "instruction"]

Path = tuple[str | int, ...]

# Unicode category Cc but for tab, LF and CR; then lone surrogates (Cs), which no UTF-8 can carry.
_REFUSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST_STATEMENTS: Final = 1000
_MOST_N: Final = (1 << 53) - 1


class InvalidFields(Invalid):
    """Fields that break a rule, each by name."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.field for error in errors))
        self.errors = errors


class _Posted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _distinct(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("must not hold an id twice")
    return ids


def _not_blank(words: str) -> str:
    if not words.strip():
        raise ValueError("must not be empty")
    return words


def _correctable(slot: str) -> str:
    if slot not in CORRECTABLE:
        raise ValueError("must be one of " + ", ".join(sorted(CORRECTABLE)))
    return slot


Ids = Annotated[tuple[UUID, ...], Field(min_length=1, max_length=_MOST_STATEMENTS), AfterValidator(_distinct)]
Ends = Annotated[tuple[UUID, UUID], AfterValidator(_distinct)]


class MergeForm(_Posted):
    """These two incidents are one."""

    type: Literal["merge"]
    a: UUID
    b: UUID

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.a == self.b:
            raise ValueError("a and b must be two incidents")
        return self


class SplitForm(_Posted):
    """These statements are not of this incident: they make one of their own."""

    type: Literal["split"]
    incident: UUID
    statements: Ids


class MoveForm(_Posted):
    """These statements are of another incident, `to`."""

    type: Literal["move"]
    statements: Ids
    to: UUID


class CorrectForm(_Posted):
    """A slot of a statement was extracted wrongly: `value` is what it should be, in the form in which it is served."""

    type: Literal["correct"]
    statement: UUID
    slot: Annotated[StrictStr, AfterValidator(_correctable)]
    value: Any


class UndoForm(_Posted):
    """Take back a review, or a link by its two ends. What was merged is kept apart from then on, until that undoing is
    undone itself; a link that is only suggested is kept from being made.
    """

    type: Literal["undo"]
    review: UUID | None = None
    link: Ends | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.review is None) == (self.link is None):
            raise ValueError("give either review or link")
        return self


_FORMS: Final[Mapping[str, type[Any]]] = {
    "merge": Merge,
    "split": Split,
    "move": Move,
    "correct": Correct,
    "undo": Undo,
}


class Instruction(_Posted):
    """A review: what to do, why, and the decision number of what the analyst was looking at."""

    model_config = ConfigDict(title="Review", json_schema_extra={"examples": [REVIEW]})

    action: Annotated[MergeForm | SplitForm | MoveForm | CorrectForm | UndoForm, Field(discriminator="type")]
    reason: Annotated[StrictStr, Field(min_length=1, max_length=2000), AfterValidator(_not_blank)]
    seen_n: Annotated[StrictInt, Field(ge=0, le=_MOST_N)] = Field(
        description="`as_of_n` of the answer that was looked at. If the incidents have other members since, the review "
        "is rejected as stale."
    )

    def as_action(self) -> ReviewAction:
        """The action as it is written to the log."""
        action: ReviewAction = _FORMS[self.action.type](**self.action.model_dump())
        return action


def instruction(fields: Mapping[str, Any]) -> Instruction:
    """The instruction that a JSON object is. A corrected value comes out as the slot holds it.

    Raises:
        InvalidFields: naming every field that breaks a rule.
    """
    if refused := list(_refused(fields, ())):
        raise InvalidFields(refused)
    try:
        given = Instruction.model_validate(fields)
    except ValidationError as error:
        raise InvalidFields(_named(error, ())) from error
    if not isinstance(given.action, CorrectForm):
        return given
    value = _of_slot(given.action.slot, given.action.value)
    return given.model_copy(update={"action": given.action.model_copy(update={"value": value})})


def _of_slot(slot: str, value: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(Statement.model_fields[slot].rebuild_annotation())
    try:
        return adapter.dump_python(adapter.validate_python(value, extra="forbid"), mode="json")
    except ValidationError as error:
        raise InvalidFields(_named(error, ("action", "value"))) from error


def _named(error: ValidationError, under: Path) -> list[FieldError]:
    errors = error.errors(include_url=False, include_input=False, include_context=True)
    return field_errors([{**one, **_plain(one), "loc": (*under, *_without_tag(one["loc"]))} for one in errors])


def _plain(error: Mapping[str, Any]) -> dict[str, Any]:
    """What a body of no known action lacks, in plain words."""
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return {"type": "tag", "msg": "needs a type that is one of " + ", ".join(_FORMS)}
    return {}


def _without_tag(path: Sequence[str | int]) -> Path:
    # Pydantic names the member of the union within the path: the body has no such level.
    return (path[0], *path[2:]) if len(path) > 1 and path[0] == "action" and path[1] in _FORMS else tuple(path)


def _refused(value: Any, path: Path) -> Iterator[FieldError]:
    if isinstance(value, str) and (found := _REFUSED.search(value)):
        kind = "a lone surrogate" if found[0] >= "\ud800" else "the control character"
        yield FieldError(path, f"holds {kind} U+{ord(found[0]):04X} at position {found.start()}")
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _refused(name, path)
            yield from _refused(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _refused(each, (*path, place))
