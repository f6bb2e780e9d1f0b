"""The questions one can ask about places."""

from collections.abc import Sequence

from schemas.slots import Place


class Places:
    """Settlements, districts, regions, countries, seas, crossings and bases by name. Opened at the first look-up."""

    def look_up(
        self, name: str, *, countries: Sequence[str] = (), near: Sequence[tuple[float, float]] = ()
    ) -> Place | None:
        """The place that `name` means, or none.

        Order of preference: exact name, then the report's `countries` (ISO codes, likeliest first), then nearness to
        `near` (latitude, longitude of places already known), then population. Where context is given and no candidate
        lies in the countries or within 500 km of it, only a large city or a country answers: a far homonym never does.
        `Place.name` is `name` as given; precision is that of the entry (settlement, region, border ...).
        """
        raise NotImplementedError

    def is_name(self, text: str) -> bool:
        """Whether some place bears this name."""
        raise NotImplementedError

    def get(self, id: str) -> Place | None:
        """The place with this gazetteer id."""
        raise NotImplementedError

    def border(self, a: str, b: str) -> Place | None:
        """The border between two countries (ISO codes, either order), precision border; none if they share none."""
        raise NotImplementedError
