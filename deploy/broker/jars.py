"""The broker's jars: named by Maven coordinates, pinned by SHA-256.

`jars.lock` holds one jar a line, `coordinate sha256:digest`, in class path order, and no addresses: where an artifact
comes from is the business of the machine. A jar enters the cache only after its digest was compared, and it is
compared again at each start.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import jgo
from jgo.maven import MavenContext

from deploy.cache import cache_dir

ROOTS = ("org.apache.kafka:kafka_2.13:4.4.0", "org.slf4j:slf4j-simple:1.7.36")
LOCK = Path(__file__).with_name("jars.lock")
PARALLEL_DOWNLOADS = 6


class LockMismatch(RuntimeError):
    """A jar is not the one that the lock names. Nothing is started with it."""


class Jar(NamedTuple):
    """One locked jar: its `group:artifact:version` and the SHA-256 of its bytes in hex."""

    coordinate: str
    sha256: str

    @property
    def filename(self) -> str:
        """The name under which the jar lies in the cache; the group keeps equal artifact names apart."""
        group, artifact, version = self.coordinate.split(":")
        return f"{group}.{artifact}-{version}.jar"


def read_lock(lock: Path = LOCK) -> list[Jar]:
    """The jars of the lock file, in class path order."""
    return list(_parse(lock.read_text(encoding="ascii")))


def _parse(text: str) -> Iterator[Jar]:
    for line in filter(None, map(str.strip, text.splitlines())):
        coordinate, digest = line.split()
        yield Jar(coordinate, digest.removeprefix("sha256:"))


def class_path(jars: list[Jar] | None = None, cache: Path | None = None) -> str:
    """The verified jars as a Java class path, downloading those that the cache lacks.

    Raises LockMismatch when a cached or downloaded jar differs from the lock.
    """
    jars = read_lock() if jars is None else jars
    folder = cache or cache_dir() / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [jar for jar in jars if not (folder / jar.filename).exists()]
    if missing:
        print(f"downloading {len(missing)} jars of the broker, once, to {folder}", file=sys.stderr, flush=True)
        with ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
            list(pool.map(lambda jar: _download(jar, folder), missing))
    for jar in jars:
        _verify(jar, folder / jar.filename)
    return ":".join(str(folder / jar.filename) for jar in jars)


def _download(jar: Jar, folder: Path) -> None:
    # A repository of its own per download: two processes that fill the cache at once never see each other's halves.
    with tempfile.TemporaryDirectory(dir=folder) as repository:
        context = MavenContext(repo_cache=Path(repository), timeout=60)
        file = context.create_dependency(jar.coordinate).artifact.resolve()
        _verify(jar, file)
        file.replace(folder / jar.filename)


def _verify(jar: Jar, file: Path) -> None:
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != jar.sha256:
        raise LockMismatch(f"{jar.coordinate} at {file}: sha256 {found}, but the lock says {jar.sha256}")


def resolve_lock() -> list[Jar]:
    """What the lock would say today: the roots and all that they need at run time, downloaded and digested."""
    with tempfile.TemporaryDirectory() as repository:
        context = MavenContext(repo_cache=Path(repository), timeout=60)

        def locked(coordinate: str) -> Jar:
            file = context.create_dependency(coordinate).artifact.resolve()
            return Jar(coordinate, hashlib.sha256(file.read_bytes()).hexdigest())

        artifacts = jgo.resolve("+".join(ROOTS))
        return [locked(f"{each.groupId}:{each.artifactId}:{each.version}") for each in artifacts]


def main() -> None:
    """Write the lock anew: `python -m deploy.broker.jars`."""
    lines = [f"{jar.coordinate} sha256:{jar.sha256}\n" for jar in resolve_lock()]
    LOCK.write_text("".join(lines), encoding="ascii")
    print(f"locked {len(lines)} jars")


if __name__ == "__main__":
    main()
