"""The validator of an answer names everything that is said in it, and nothing that moves on with the moment."""

from typing import Any

from services.query.api.answers import Written, answer


def etag(document: dict[str, Any], **around: Any) -> str:
    return answer(document, around=around).headers["ETag"]


def test_members_of_the_document_itself_are_named_whatever_they_are_called() -> None:
    assert etag({"id": 1, "links": [{"cause": "matched"}]}) != etag({"id": 1, "links": []})
    assert etag({"incidents": Written(["1"])}) != etag({"incidents": Written(["2"])})


def test_what_moves_on_with_the_moment_is_not() -> None:
    earlier = etag({"id": 1, "as_of_n": 1, "next": "a"}, links=["a"])
    assert earlier == etag({"id": 1, "as_of_n": 2, "next": "b"}, links=["b"])
    assert earlier != etag({"id": 1, "as_of_n": 2, "next": None}, links=["b"])


def test_all_members_are_served() -> None:
    assert answer({"next": None}, around={"links": []}).body == b'{"next":null,"links":[]}'
    assert answer({"id": 1}, around={"links": []}).body == b'{"id":1,"links":[]}'
