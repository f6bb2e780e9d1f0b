"""What Java has learnt is used only with the Java and the jars that it was learnt from."""

import os
from pathlib import Path

from deploy.broker.archive import archive, is_made_by, reading


def test_another_jar_or_another_java_has_an_archive_of_its_own(tmp_path: Path) -> None:
    jar, java = tmp_path / "a.jar", tmp_path / "bin" / "java"
    modules = tmp_path / "lib" / "modules"
    modules.parent.mkdir()
    for file in (jar, modules):
        file.write_bytes(b"first")
    first = archive(java, str(jar))

    assert archive(java, str(jar)) == first
    os.utime(jar, (1, 1))
    second = archive(java, str(jar))
    modules.write_bytes(b"another")
    assert len({first, second, archive(java, str(jar))}) == 3


def test_what_is_not_there_is_not_asked_for(tmp_path: Path) -> None:
    kept = tmp_path / "broker.aot"

    assert reading(kept) == ()
    kept.touch()
    assert any(str(kept) in flag for flag in reading(kept))


def test_a_java_that_makes_none_is_known(tmp_path: Path) -> None:
    older = tmp_path / "java"
    older.write_text("#!/bin/sh\necho 'bool UseAOT = false'\n")
    older.chmod(0o755)
    assert not is_made_by(older)
    older.write_text("#!/bin/sh\necho 'ccstr AOTCacheOutput ='\n")
    assert is_made_by(older)
