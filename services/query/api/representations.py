"""Incidents in the format that was asked for: `f`, else `Accept` (RFC 9110 §12.5.1), else JSON."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic_core import to_json

from chassis.http import Admission
from services.query.api.answers import link_header, linked
from services.query.api.conditional import weak_etag
from services.query.api.incidents import Listed
from services.query.api.live import Moment
from services.query.formats.acled import acled
from services.query.formats.atom import MEDIA_TYPE as ATOM
from services.query.formats.atom import atom
from services.query.formats.flat import flat
from services.query.formats.geojson import MEDIA_TYPE as GEOJSON
from services.query.formats.geojson import geojson
from services.query.formats.selection import LICENSE, PLACES, PLACES_LICENSE, Selection
from services.query.formats.separated import MEDIA_TYPE as CSV
from services.query.formats.ucdp import ucdp

__all__ = ["FORMATS", "Format", "chosen", "next_link", "represented", "selection_of", "with_sources"]


class Format(StrEnum):
    """What `f` may be."""

    JSON = "json"
    GEOJSON = "geojson"
    CSV = "csv"
    ATOM = "atom"
    ACLED = "acled"
    UCDP = "ucdp"


class _Writing(NamedTuple):
    media_type: str
    write: Callable[[Selection], bytes]
    file: str | None


FORMATS: Final[Mapping[Format, _Writing]] = {
    Format.GEOJSON: _Writing(GEOJSON, geojson, None),
    Format.CSV: _Writing(CSV, flat, "incidents.csv"),
    Format.ATOM: _Writing(ATOM, atom, None),
    Format.ACLED: _Writing(CSV, acled, "incidents-acled.csv"),
    Format.UCDP: _Writing(CSV, ucdp, "incidents-ucdp.csv"),
}
"""How each format but JSON is written, and the name of the file that it is saved as."""

_OF_A_PAGE: Final = frozenset({"f", "limit", "cursor"})
"""Parameters that say nothing of what is listed."""

_ACCEPTED: Final[Mapping[str, Format]] = {
    "application/json": Format.JSON,
    "application/*": Format.JSON,
    "*/*": Format.JSON,
    "application/geo+json": Format.GEOJSON,
    "text/csv": Format.CSV,
    "text/*": Format.CSV,
    "application/atom+xml": Format.ATOM,
}


def chosen(given: Format | None, accept: str) -> Format:
    """The format to answer in. An `Accept` that knows none of them gets JSON: better than nothing at all."""
    if given is not None:
        return given
    ranked: list[tuple[float, int, Format]] = []
    for place, part in enumerate(accept.lower().split(",")):
        name, *parameters = (each.strip() for each in part.split(";"))
        weight = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
        if weight > 0 and name in _ACCEPTED:
            ranked.append((-weight, place, _ACCEPTED[name]))
    return min(ranked, default=(0.0, 0, Format.JSON))[2]


def _weight(word: str) -> float:
    try:
        return min(1.0, max(0.0, float(word)))
    except ValueError:
        return 0.0


def represented(form: Format, selection: Selection, listed: Listed) -> Response:
    """The page in a format other than JSON; `selection` is what was listed."""
    writing = FORMATS[form]
    linked(listed.traces)
    body = writing.write(selection)
    more = b"more" if "next" in selection.links else b""
    said = "".join(listed.written).encode(), to_json([incident["sources"] for incident in selection.incidents])
    headers = {
        "ETag": weak_etag(form.encode(), str(selection.moment["generation"]).encode(), more, *said),
        **_about(selection.moment),
        **link_header({**selection.links, "license": PLACES_LICENSE}),
        **({"Content-Disposition": f'inline; filename="{writing.file}"'} if writing.file else {}),
    }
    return Response(body, headers=headers, media_type=writing.media_type)


def _about(moment: Mapping[str, Any]) -> dict[str, str]:
    """The moment, and what may be done with what is told, as headers: a table has no place for them."""
    known = moment["known_up_to"]
    return {
        **({"Deconflict-Known-Up-To": known.isoformat()} if known else {}),
        "Deconflict-Generation": moment["generation"],
        "Deconflict-As-Of-N": str(moment["as_of_n"]),
        "Deconflict-License": LICENSE,
        "Deconflict-Attribution": PLACES,
    }


def selection_of(
    request: Request,
    moment: Moment,
    incidents: Sequence[Mapping[str, Any]],
    cursor: str | None,
    *,
    alternate: bool = True,
) -> Selection:
    """Incidents with the addresses around them, as they were asked for; `cursor` is of the next page.

    `alternate` is whether this address has other formats.
    """
    links = {"self": str(request.url)}
    if alternate:
        links["alternate"] = str(request.url.include_query_params(f="json"))
    links |= next_link(request, cursor)
    # What was asked as of an instant leads to what was known of each then.
    instant = request.query_params.get("as_of")
    then = "?" + urlencode({"as_of": instant}) if instant else ""
    detail = str(request.base_url) + "v1/incidents/{id}" + then
    asked = sorted(each for each in request.query_params.multi_items() if each[0] not in _OF_A_PAGE)
    return Selection(incidents, links, detail, moment.members(), urlencode(asked))


def next_link(request: Request, cursor: str | None) -> dict[str, str]:
    """The address of the next page by its relation, if there is one."""
    return {"next": str(request.url.include_query_params(cursor=cursor))} if cursor else {}


def with_sources(request: Request, listed: Listed) -> list[dict[str, Any]]:
    """The incidents, each with the names of its sources as they are registered now, else their ids."""
    admission: Admission = request.app.state.admission

    def name(id: str) -> str:
        source = admission.registry.source(id)
        return source.name if source else id

    incidents = listed.incidents
    for incident, ids in zip(incidents, listed.sources, strict=True):
        incident["sources"] = [name(id) for id in ids]
    return incidents
