// All incidents of the filters as points in space and time; the map and the timeline stand on these.

import { get } from "./api.js";

const MS = 1000;

/** Points by incident id, and what is known about them as a whole. */
export class Points {
  byId = new Map();
  complete = true;

  /** Replace all by what the filters find; the answer's members but the points. */
  async read(filters, signal) {
    const { points, columns, ...about } = await get("/v1/points", filters, { signal });
    const at = Object.fromEntries(columns.map((name, place) => [name, place]));
    this.byId = new Map(points.map((row) => [row[at.id], fromRow(row, at)]));
    this.complete = about.complete;
    return about;
  }

  /** The points that are where and when `within` says. */
  *inside(within) {
    for (const point of this.byId.values()) if (within(point)) yield point;
  }

  /** Take in an incident as a change of the feed has it; whether there is anything new in it. */
  take(incident) {
    const known = this.byId.get(incident.id);
    if (known && known.version >= incident.version) return false;
    // Map keeps its order of insertion; the last changed comes last.
    this.byId.delete(incident.id);
    this.byId.set(incident.id, fromSummary(incident));
    return true;
  }

  drop(id) {
    return this.byId.delete(id);
  }
}

function fromRow(row, at) {
  const from = row[at.occurred_from];
  return {
    id: row[at.id],
    lat: row[at.lat],
    lon: row[at.lon],
    type: row[at.event_type],
    dispute: row[at.dispute],
    from: from === null ? null : from * MS,
    to: from === null ? null : row[at.occurred_to] * MS,
    countries: row[at.countries] ? row[at.countries].split(" ") : [],
    theatre: row[at.theatre],
    version: row[at.version],
  };
}

function fromSummary(incident) {
  const { place, occurred } = incident;
  return {
    id: incident.id,
    lat: place?.lat ?? null,
    lon: place?.lon ?? null,
    type: incident.event_type,
    dispute: incident.dispute,
    from: occurred ? Date.parse(occurred.start) : null,
    to: occurred ? Date.parse(occurred.end) : null,
    countries: incident.countries,
    theatre: incident.theatre,
    version: incident.version,
  };
}

/** Whether a point is where and when the filters `bbox`, `occurred_from` and `occurred_to` say, as the API decides it. */
export function within({ bbox, occurred_from, occurred_to }, { place = true, time = true } = {}) {
  const tests = [];
  if (time && occurred_from) {
    const from = Date.parse(occurred_from);
    tests.push((point) => point.to !== null && point.to >= from);
  }
  if (time && occurred_to) {
    const to = endOf(occurred_to);
    tests.push((point) => point.from !== null && point.from <= to);
  }
  if (place && bbox) {
    const [west, south, east, north] = bbox.split(",").map(Number);
    const inLon = west <= east ? (lon) => lon >= west && lon <= east : (lon) => lon >= west || lon <= east;
    tests.push((point) => point.lat !== null && point.lat >= south && point.lat <= north && inLon(point.lon));
  }
  return (point) => tests.every((test) => test(point));
}

/** The last instant that `occurred_to` holds: of a bare day, its end. In ms since the epoch. */
export function endOf(word) {
  return word.length === 10 ? Date.parse(`${word}T23:59:59.999Z`) : Date.parse(word);
}
