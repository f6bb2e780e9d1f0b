"""Precision of time and place, with the codes of UCDP GED and ACLED for export."""

from schemas.vocabulary.word import Word


class TimePrecision(Word):
    """How finely an occurrence is dated."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class PlacePrecision(Word):
    """How finely a place is known."""

    EXACT = "exact"
    LANDMARK = "landmark"
    SETTLEMENT = "settlement"
    NEAR_SETTLEMENT = "near_settlement"
    DISTRICT = "district"
    REGION = "region"
    BORDER = "border"
    COUNTRY = "country"
    UNKNOWN = "unknown"
