"""The page's files as they are served: read once, compressed once, under a version of their content."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

__all__ = ["File", "PageFiles", "page_files"]

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_FOLDERS: Final = ("style", "modules", "data")
_LEAFLET: Final = ("leaflet.js", "leaflet.css")
"""What the map needs of Leaflet: its markers are our own, so its images are not."""


@dataclass(frozen=True, slots=True)
class File:
    """A body, the same in gzip, and its media type."""

    body: bytes
    gzip: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The files by path below `/page/VERSION/`. Whatever changes in any of them changes the version."""

    version: str
    by_path: Mapping[str, File]
    index: str


@cache
def page_files() -> PageFiles:
    """All files of the page, with those of Leaflet from its own package."""
    here = files("services.query.page")
    found = dict(sorted(_of(here)))
    index = (here / "index.html").read_text(encoding="utf-8")
    whole = hashlib.blake2b(index.encode(), digest_size=8)
    for path, file in found.items():
        whole.update(path.encode() + b"\0" + file.body)
    return PageFiles(whole.hexdigest(), MappingProxyType(found), index)


def _of(here: Traversable) -> Iterator[tuple[str, File]]:
    for folder in _FOLDERS:
        for file in (here / folder).iterdir():
            if file.name.rpartition(".")[2] in _TYPES:
                yield f"{folder}/{file.name}", _file(file)
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name in _LEAFLET:
        yield f"leaflet/{name}", _file(leaflet / name)


def _file(source: Traversable) -> File:
    body = source.read_bytes()
    return File(body, gzip.compress(body, mtime=0), _TYPES[source.name.rpartition(".")[2]])
