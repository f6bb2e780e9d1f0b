"""Text to units: what the parser gets as one sentence each, with offsets into the field they come from.

Own rules, for sentence splitters break ranks, datelines and quotations. A unit never crosses a line end. Site
furniture is dropped; datelines, clock times of live items and bracketed credits are taken off and kept as facts.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import time

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.speech.signatures import signed
from services.ingest.extraction.text.blanking import blank
from services.ingest.extraction.text.datelines import CREDIT_FIRST, Dateline, filed
from services.ingest.extraction.text.headings import NAME
from services.ingest.extraction.text.lines import lines
from services.ingest.extraction.text.openings import NUMBER, opening
from services.ingest.extraction.text.pictures import without_pictures
from services.ingest.extraction.text.rows import itemised
from services.ingest.extraction.text.tails import inserted, only_tells_who, split

__all__ = ["Segmented", "Tail", "Unit", "segment"]

LONGEST = 700
"""Code points of a unit; longer ones are cut at the next space, so that garbage stays linear."""


@dataclass(frozen=True, slots=True)
class Tail:
    """An attribution taken off before the parse: "…, the ministry said"; offsets into the field."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause or sentence to parse. `text` is `field[start:end]`, but with what does not belong to the clause
    blanked, and an attribution put between as well.

    `sentence` numbers the sentence of the field that it belongs to; `sentence_start` and `sentence_end` delimit that.
    """

    field: str
    text: str
    start: int
    end: int
    paragraph: int
    sentence: int
    sentence_start: int
    sentence_end: int
    clock: time | None = None
    item: int = 0
    heading: str | None = None
    tail: Tail | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Segmented:
    """All units of a field in order, and its dateline."""

    units: tuple[Unit, ...]
    dateline: Dateline = field(default_factory=Dateline)


_ABBREVIATIONS = word_set("abbreviations")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[#@]?[A-Z0-9À-ÖØ-ÞЀ-Я])|;(?=\s)")
_FURNITURE = re.compile(
    r"^\s*(?:read (?:more|also|next|full)|see also|related(?: stories| articles| news)?\b|"
    r"also read|follow us|subscribe|sign (?:up|in)|log ?in|share this|"
    r"click here|advertisement|photos?\b|images?\b|in pictures\b|watch\b:|videos?\b:|copyright|©|all rights reserved|"
    r"\d{1,2}\s?(?:h|hrs?|hours?|min|mins|minutes?) ago\s*$|"
    r"newsletter|cookie|continue reading|listen to|"
    r"download|most (?:read|popular)|recommended|tags?:|topics?:|by [A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}\s*$|"
    r"editing by|reporting by|updated? (?:at|on)\b|"
    r"published (?:at|on)\b|last updated)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"^\s*(?:(?:Item|Incident|Event|Site|Case|Location)\s\d{{1,2}}\s?\((?P<name>{NAME})\)[.:]?"
    rf"|\[(?:{NAME},\s)*(?P<within>{NAME})\]|(?P<dated>{NAME}),?(?=\s\d{{1,2}}\s[A-Z][a-z]{{2,8}}\s\|))\s+(?=[\"“A-Z0-9#])"
)
"""Headings set apart by signs: "Item 2 (Torit).", "[Jonglei, Pieri]", the last the narrowest, "Torit, 9 Jan |"."""
_HEADING = re.compile(
    r"^\s*([A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я'’ /-]{2,30}(?:\s\d{1,4})?)(?:\s\([^)\n]{1,20}\))?"
    r"(?:(?:\s?\.|\s[–—-])\s+(?=[\"“A-Z0-9#])|\s?:\s+(?=[A-Z0-9#]))"
)
_HEADLINE = 160
"""Code points of a line without a full stop up to which it is a headline."""
_SIGNED = 3
"""Sentences of a line that one signature may stand behind."""
_DASHED = re.compile(r"\s[-–—]{1,2}\s+$")
_QUOTE_TOLD = re.compile(r"[\"”»]")
_QUOTE_PAIRS = {"“": "”", "«": "»"}


def segment(name: str, text: str) -> Segmented:
    """The units of the field called `name`. Linear in the text's length."""
    units: list[Unit] = []
    dateline = Dateline()
    position = paragraph = sentence = item = 0
    body_seen = False
    clock: time | None = None
    heading: str | None = None
    for line in lines(text):
        start, position = position, position + len(line)
        content = itemised(without_pictures(_doubled(line.rstrip())))
        if not content.strip() or _FURNITURE.match(content):
            continue
        paragraph += 1
        heading = None
        credit = None
        begin, hour, listed = opening(content)
        clock = hour or clock
        item += hour is not None or listed
        found = filed(content[begin:]) if not (body_seen or listed or hour) and name == "text" else None
        if found is not None:
            dateline = found.dateline
            begin += found.end
        elif first := CREDIT_FIRST.match(content[begin:]):
            credit = first["credit"]
            if not dateline.credit and not body_seen:
                dateline = Dateline(dateline.place, credit, dateline.date)
            begin += first.end()
        if label := _LABEL.match(content[begin:]):
            heading = label["name"] or label["within"] or label["dated"]
            heading = heading.title() if heading.isupper() else heading
            item += 1
            begin += label.end()
        elif head := _HEADING.match(content[begin:]):
            heading = head[1].title()
            item += 1
            begin += head.end()
        body_seen = True
        held = len(units)
        headline = name == "title" or (len(content) - begin <= _HEADLINE and content.rstrip()[-1] not in ".!?…")
        for a, b in _sentences(content, begin):
            if number := NUMBER.match(content, a, b):
                a, item = number.end(), item + 1
            pieces = _clauses(content, a, b)
            cuts = [_split(content, c, d, start, headline=headline) for c, d in pieces]
            final = next((tail for tail, _ in cuts if tail is not None), None) if name == "text" else None
            for (c, _), (tail, d) in zip(pieces, cuts, strict=True):
                piece = content[c:d]
                if not re.search(r"[^\W\d_]", piece):
                    continue
                units.append(
                    Unit(
                        name,
                        blank(_without(piece, tail, start + c)),
                        start + c,
                        start + d,
                        paragraph,
                        sentence,
                        start + a,
                        start + b,
                        clock,
                        item,
                        heading,
                        # What one final attribution owns are all clauses of its sentence that have none of their own.
                        tail or final,
                        credit,
                    )
                )
            sentence += 1
        if name == "text":
            _sign(units, held, content, start)
    return Segmented(tuple(units), dateline)


def _split(content: str, c: int, d: int, start: int, *, headline: bool) -> tuple[Tail | None, int]:
    """The attribution of a clause that can be taken off, if it has one, and where what is left of the clause ends."""
    found = split(content[c:d])
    if found is not None:
        found = split(content[c : c + found.clause]) or found  # "…, the army said, the wire reports": the army's
    found = found or inserted(content[c:d])
    if found is None and (found := signed(content[c:d], headline=headline)) is not None:
        found = signed(content[c : c + found.clause], headline=headline) or found  # "… – the ministry (Agency)"
    if found is None:
        return None, d
    return Tail(
        content[c + found.start : c + found.end], start + c + found.start, start + c + found.end
    ), c + found.clause


def _sign(units: list[Unit], first: int, content: str, start: int) -> None:
    """Give all of a short line to whoever stands behind it, in place: "Shells fell. Nobody was hurt — the ministry"."""
    line = units[first:]
    last = line[-1].tail if line else None
    if last is None or any(unit.tail not in (None, last) for unit in line):
        return
    if line[-1].sentence - line[0].sentence >= _SIGNED or not _DASHED.search(content[: last.start - start]):
        return
    units[first:] = [replace(unit, tail=last) for unit in line]


def _without(piece: str, tail: Tail | None, start: int) -> str:
    """A clause with spaces for an attribution put between, so that the offsets stay."""
    if tail is None or tail.start - start >= len(piece):
        return piece
    first, end = tail.start - start - len(", "), tail.end - start + len(",")
    return piece[:first] + " " * (end - first) + piece[end:]


def _sentences(line: str, begin: int) -> list[tuple[int, int]]:
    """Half-open spans of sentences, quotations of reasonable length kept whole."""
    spans: list[tuple[int, int]] = []
    inside = _inside_quotes(line)
    start = begin
    for m in _END.finditer(line, begin):
        if line[m.start()] == ";":
            continue
        at = m.start()
        if inside[at] and m.end() < len(line) and inside[min(m.end(), len(line) - 1)] and m.end() - start < LONGEST:
            continue
        if inside[m.end() - 1] and _QUOTE_TOLD.search(m[0]) and only_tells_who(_first(line[m.end() :])):
            continue
        if line[at] == "." and m.end() - at == 1:
            word = re.search(r"([\w.'’-]+)$", line[max(start, at - 20) : at])
            token = word[1].lower() if word else ""
            if token in _ABBREVIATIONS or (
                len(token) == 1
                and token.isalpha()
                and not re.match(r"\s+(?:The|A|In|On|It|He|She|At)\b", line[m.end() : m.end() + 5])
            ):
                continue
        spans += _cut(line, start, m.end())
        start = m.end()
        while start < len(line) and line[start].isspace():
            start += 1
    if start < len(line):
        spans += _cut(line, start, len(line))
    return spans


def _first(words: str) -> str:
    """The first sentence."""
    end = _END.search(words)
    return words[: end.end() if end is not None else len(words)].strip()


def _cut(line: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > LONGEST:
        space = line.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        pieces.append((start, stop))
        start = stop + (space > 0)
    pieces.append((start, end))
    return pieces


def _clauses(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut at semicolons outside quotations and brackets."""
    pieces, inside, depth = [], _inside_quotes(line[start:end]), 0
    begin = start
    for at in range(start, end):
        c = line[at]
        depth += (c == "(") - (c == ")")
        if c == ";" and depth <= 0 and not inside[at - start] and at - begin > 12 and end - at > 8:
            pieces.append((begin, at))
            begin = at + 1
            while begin < end and line[begin].isspace():
                begin += 1
    pieces.append((begin, end))
    return pieces


def _inside_quotes(line: str) -> bytearray:
    """For each code point whether it lies in a quotation, marks included."""
    inside = bytearray(len(line))
    closing: str | None = None
    opened = 0
    for at, c in enumerate(line):
        if closing is None:
            if c in _QUOTE_PAIRS:
                closing, opened = _QUOTE_PAIRS[c], at
            elif c == '"':
                closing, opened = '"', at
        elif c == closing or (closing == "”" and c == '"'):
            inside[opened : at + 1] = b"\x01" * (at + 1 - opened)
            closing = None
    if closing is not None and len(line) - opened <= LONGEST:
        # A quotation that goes on in the next paragraph has no closing mark.
        inside[opened:] = b"\x01" * (len(line) - opened)
    return inside


def _doubled(line: str) -> str:
    """Archives double the apostrophe for a quotation mark: it is one, and a space keeps the offsets."""
    return line.replace("''", '" ')
