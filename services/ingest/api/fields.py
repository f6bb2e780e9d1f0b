"""What posted fields are made of: words without control characters, and objects with no field too many."""

from functools import cache
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictStr

from chassis.errors import Invalid
from chassis.http import FieldError
from services.ingest.api.characters import clean

__all__ = ["InvalidFields", "Named", "Posted", "Words", "named", "names_given"]


class InvalidFields(Invalid):
    """Fields that break a rule, each by name."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.field for error in errors))
        self.errors = errors


class Posted(BaseModel):
    """An object in which every field is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def names_given(posted: Posted) -> int:
    """How many names its JSON gave, as far down as there are objects in it: each once, however often it stood there."""
    count = len(posted.__pydantic_fields_set__)
    for name in _objects(type(posted)):
        value = getattr(posted, name)
        if value is not None:
            count += sum(map(names_given, value)) if isinstance(value, tuple) else names_given(value)
    return count


@cache
def _objects(form: type[Posted]) -> tuple[str, ...]:
    """The fields that hold such objects, one or many."""
    return tuple(name for name, field in form.model_fields.items() if _of_objects(field.annotation))


def _of_objects(annotation: Any) -> bool:
    return (isinstance(annotation, type) and issubclass(annotation, Posted)) or any(
        map(_of_objects, get_args(annotation))
    )


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
