"""`services/query/page/data/outlines.json`, land and borders for the page's map, from Natural Earth 1:50m.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m reference.generate.outlines package

The argument is the folder of the unpacked npm package world-atlas (ISC; data Natural Earth, public domain), whose
TopoJSON has each arc once: an arc that two countries share is a border. Borders are de facto, as Natural Earth draws
them. Left out: Antarctica, islands too small to be seen, and points that no one would miss. What crosses 180 degrees
goes on beyond them. The result is GeoJSON (RFC 7946): `land` to be filled,
`border` to be stroked, and for each country a `name` at the middle of its largest part, with its `size` in degrees.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any, Final

_OUT: Final = Path(__file__).parents[2] / "services" / "query" / "page" / "data" / "outlines.json"
_DECIMALS: Final = 3
_COAST, _BORDER = 0.01, 0.003
"""How far a line may be from where it was, in degrees."""

_SOUTHERNMOST: Final = -60.0
_SMALLEST: Final = 0.12
"""Degrees across: what is smaller would be a dot at the closest that the map is looked at as a whole."""

Line = list[tuple[float, float]]


class _Topology:
    """The arcs of a TopoJSON document, in degrees."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        (sx, sy), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
        self.arcs: list[Line] = []
        for arc in document["arcs"]:
            x = y = 0
            line: Line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                point = round(x * sx + tx, _DECIMALS), round(y * sy + ty, _DECIMALS)
                if not line or line[-1] != point:
                    line.append(point)
            self.arcs.append(line)

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """Those of one object."""
        found: list[dict[str, Any]] = self._document["objects"][name]["geometries"]
        return found

    def ring(self, arcs: Sequence[int]) -> Line:
        """One closed line; a negative number is the arc of its complement, backwards."""
        whole: Line = []
        for number in arcs:
            line = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            whole += line[1:] if whole else line
        return unwrapped(whole)


def unwrapped(line: Line) -> Line:
    """The same without leaps from one side of the map to the other."""
    found, turn = line[:1], 0.0
    for (before, _), (x, y) in pairwise(line):
        turn += 360.0 * ((x - before < -180) - (x - before > 180))
        found.append((round(x + turn, _DECIMALS), y))
    xs = [x for x, _ in found]
    home = 360.0 * round((min(xs) + max(xs)) / 720)
    return [(round(x - home, _DECIMALS), y) for x, y in found]


def simplified(line: Line, tolerance: float) -> Line:
    """Without points nearer than `tolerance` to the line through the others (Douglas and Peucker 1973)."""
    kept = {0, len(line) - 1}
    ahead = [(0, len(line) - 1)]
    while ahead:
        first, last = ahead.pop()
        farthest = max(range(first + 1, last), key=lambda at: distance(line[at], line[first], line[last]), default=0)
        if farthest and distance(line[farthest], line[first], line[last]) > tolerance:
            kept.add(farthest)
            ahead += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(kept)]


def distance(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """From a point to a segment, on the plane of degrees."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    along = (bx - ax) ** 2 + (by - ay) ** 2
    at = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / along)) if along else 0.0
    return hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay))


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of rings of arcs."""
    found: list[list[list[int]]] = geometry["arcs"]
    return found if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def size(ring: Line) -> float:
    """Degrees across, the longer way."""
    xs, ys = zip(*ring, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def area_and_middle(ring: Line) -> tuple[float, float, float]:
    """Of a polygon on the plane of degrees: its area and its centroid (the shoelace formula)."""
    double = cx = cy = 0.0
    for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
        cross = x0 * y1 - x1 * y0
        double += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    return (abs(double) / 2, cx / (3 * double), cy / (3 * double)) if double else (0.0, *ring[0])


def land(topology: _Topology) -> Iterator[list[Line]]:
    for geometry in topology.geometries("land"):
        for polygon in polygons(geometry):
            rings = [topology.ring(ring) for ring in polygon]
            if size(rings[0]) >= _SMALLEST and max(y for _, y in rings[0]) > _SOUTHERNMOST:
                whole = rings[:1] + [ring for ring in rings[1:] if size(ring) >= _SMALLEST]
                yield [[(round(x, 2), round(y, 2)) for x, y in simplified(ring, _COAST)] for ring in whole]


def borders(topology: _Topology) -> Iterator[Line]:
    used: Counter[int] = Counter()
    for geometry in topology.geometries("countries"):
        used.update(
            {
                number if number >= 0 else ~number
                for polygon in polygons(geometry)
                for ring in polygon
                for number in ring
            }
        )
    return (
        simplified(unwrapped(topology.arcs[number]), _BORDER) for number, count in sorted(used.items()) if count > 1
    )


def names(topology: _Topology) -> Iterator[dict[str, Any]]:
    for geometry in topology.geometries("countries"):
        rings = [topology.ring(polygon[0]) for polygon in polygons(geometry)]
        area, x, y = max(area_and_middle(ring) for ring in rings)
        if area > 0.02 and y > _SOUTHERNMOST:
            yield feature(
                {"type": "Point", "coordinates": [round(x, 2), round(y, 2)]},
                kind="name",
                name=geometry["properties"]["name"],
                size=round(float(area**0.5), 1),
            )


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def main(folder: str) -> None:
    read = {
        name: _Topology(json.loads((Path(folder) / f"{name}-50m.json").read_text(encoding="utf-8")))
        for name in ("land", "countries")
    }
    features = [
        feature({"type": "MultiPolygon", "coordinates": list(land(read["land"]))}, kind="land"),
        feature({"type": "MultiLineString", "coordinates": list(borders(read["countries"]))}, kind="border"),
        *sorted(names(read["countries"]), key=lambda one: -one["properties"]["size"]),
    ]
    document = {"type": "FeatureCollection", "features": features}
    _OUT.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
