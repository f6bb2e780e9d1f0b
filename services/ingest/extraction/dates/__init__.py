"""Dates and times in English news text, relative to the day of publication.

Own grammar: atoms (day, part of day, clock, wide period) found by one pattern each, joined where only small words
stand between them, then resolved. "Overnight" and "last night" start on the evening before; a weekday is the last
one on or before publication unless the clause is about the future; a date without a year is the nearest such
date that is not a month ahead; of several days the first. "That evening" and "the next day" count from what was last
told.
Without an anchor only fully dated expressions resolve. All times are taken as UTC, for news rarely names a zone.
"""

from services.ingest.extraction.dates.finding import find
from services.ingest.extraction.dates.moments import Base, Moment
from services.ingest.extraction.dates.resolving import HISTORICAL_AFTER, days_named, eve, is_historical, resolve

__all__ = ["HISTORICAL_AFTER", "Base", "Moment", "days_named", "eve", "find", "is_historical", "resolve"]
