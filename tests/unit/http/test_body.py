"""Reading JSON that a stranger wrote: nothing ambiguous passes, and nothing breaks the reader."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.http.body import MAX_DEPTH, BadJson, names_in, read_object

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), values, max_size=4), st.booleans())
def test_every_object_reads_back_as_it_was_written(value: dict[str, Any], escaped: bool) -> None:
    assert read_object(json.dumps(value, ensure_ascii=escaped).encode()) == value


@given(st.binary())
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BadJson):
        assert isinstance(read_object(data), dict)


@pytest.mark.parametrize("opening", [b'{"a":', b"["])
def test_nesting_is_bounded_by_its_depth_alone(opening: bytes) -> None:
    closing = b"}" if opening.startswith(b"{") else b"]"
    inside = MAX_DEPTH - 1
    deepest = b'{"a":' + opening * inside + b"1" + closing * inside + b"}"

    assert read_object(deepest)
    with pytest.raises(BadJson, match="deeper than 32"):
        read_object(b'{"a":' + deepest + b"}")


@pytest.mark.parametrize("text", ["[[[[[" * 50, '\\"[{' * 50, "\\\\" * 50, '\\\\"'])
def test_brackets_within_strings_are_no_nesting(text: str) -> None:
    assert read_object(json.dumps({"text": text}).encode()) == {"text": text}


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("around", ['{{"lat": {}}}', '{{"places": [{{"lat": {}}}]}}', '{{"lat": [1, [{}]]}}'])
def test_what_other_readers_refuse_is_refused_with_the_name_of_its_field(constant: str, around: str) -> None:
    with pytest.raises(BadJson, match=rf"^not JSON: lat holds {constant},"):
        read_object(around.format(constant).encode())


def test_a_name_given_twice_is_refused_at_any_depth() -> None:
    with pytest.raises(BadJson, match="twice") as refused:
        read_object(b'{"a": {"b": 1, "b": 1}}')

    assert refused.value.field == "b"


@given(st.dictionaries(st.text(), values, max_size=4), st.booleans(), st.none() | st.just(1))
def test_names_are_counted_wherever_they_are_given(value: dict[str, Any], escaped: bool, indent: int | None) -> None:
    def names(held: Any) -> int:
        inner = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
        return (len(held) if isinstance(held, dict) else 0) + sum(map(names, inner))

    assert names_in(json.dumps(value, ensure_ascii=escaped, indent=indent).encode()) == names(value)


def test_a_name_given_twice_counts_twice_and_colons_within_strings_do_not() -> None:
    assert names_in(rb'{"a\\": {"b:": ":\\\":", "b:" :"::"}, "a\\":[]}') == 4
