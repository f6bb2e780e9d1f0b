"""No jar that differs from the lock is ever put on a class path."""

import hashlib
from pathlib import Path

import pytest

from deploy.broker.jars import Jar, LockMismatch, class_path, read_lock

BYTES = b"the bytes of a jar"
JAR = Jar("org.example:thing:1.0", hashlib.sha256(BYTES).hexdigest())


def test_verified_jars_make_the_class_path_in_the_order_of_the_lock(tmp_path: Path) -> None:
    other = Jar("org.example:other:2.0", JAR.sha256)
    for jar in (JAR, other):
        (tmp_path / jar.filename).write_bytes(BYTES)

    assert class_path([other, JAR], tmp_path) == (
        f"{tmp_path}/org.example.other-2.0.jar:{tmp_path}/org.example.thing-1.0.jar"
    )


def test_a_jar_with_one_other_byte_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / JAR.filename).write_bytes(BYTES + b"!")

    with pytest.raises(LockMismatch, match=r"org\.example:thing:1\.0"):
        class_path([JAR], tmp_path)


def test_the_lock_names_every_jar_by_coordinate_and_digest_and_no_address() -> None:
    jars = read_lock()

    assert jars[0].coordinate == "org.apache.kafka:kafka_2.13:4.4.0"
    assert len({jar.filename for jar in jars}) == len(jars)
    assert all(jar.coordinate.count(":") == 2 and len(bytes.fromhex(jar.sha256)) == 32 for jar in jars)
    assert not any("/" in jar.coordinate for jar in jars)
