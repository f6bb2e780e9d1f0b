"""Sides: which party to a conflict an actor stands with, per theatre and date."""

from datetime import date

from schemas.slots import Actor


class Sides:
    """The table of alignments."""

    def alignment(self, actor: Actor, theatre: str | None, day: date | None) -> str | None:
        """The party of `actor`: an ISO code for a state's offices and forces and for media it owns, a party key such
        as "hezbollah" for a group, "neutral" for observer missions and IGOs, none for witnesses, hospitals, residents
        and whoever is not known.

        Two actors stand on one side exactly where both have a party and it is equal.
        """
        raise NotImplementedError
