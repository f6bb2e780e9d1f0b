"""The loader of named queries: what it gives is what was written, and a slip in the file is told at once."""

from pathlib import Path

import pytest

from chassis.postgres import Queries, load_queries


def load(tmp_path: Path, text: str) -> Queries:
    file = tmp_path / "queries.sql"
    file.write_text(text)
    return load_queries(file)


def test_a_query_is_what_stands_under_its_name_without_comments(tmp_path: Path) -> None:
    queries = load(
        tmp_path, "-- name: one\n-- The first.\nselect 1;\n\n-- name: two\nselect '-- not a comment'\nfrom x;\n"
    )

    assert dict(queries) == {"one": "select 1;", "two": "select '-- not a comment'\nfrom x;"}


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="there are one"):
        load(tmp_path, "-- name: one\nselect 1;")["two"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- name: one\nselect 1;\n-- name: one\nselect 2;", "twice"),
        ("-- name: one\n-- only a comment\n", "no SQL"),
        ("select 1;", "names no query"),
    ],
)
def test_a_slip_in_the_file_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        load(tmp_path, text)
