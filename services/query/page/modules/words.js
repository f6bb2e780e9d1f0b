// Times, figures and names as people read them. Times are in the reader's zone, with UTC on hover.

import { element } from "./element.js";

const LOCALE = "en-GB";
const INSTANT = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
const local = new Intl.DateTimeFormat(LOCALE, { ...INSTANT, timeZoneName: "short" });
const utc = new Intl.DateTimeFormat(LOCALE, { ...INSTANT, timeZone: "UTC" });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { style: "short", numeric: "auto" });
const countries = new Intl.DisplayNames(LOCALE, { type: "region" });
const AGO = [["second", 60], ["minute", 60], ["hour", 24], ["day", 7], ["week", 5], ["month", 12], ["year", Infinity]];

/** An instant in words of the reader's zone. */
export function instant(iso) {
  return local.format(new Date(iso));
}

export function inUtc(iso) {
  return `${utc.format(new Date(iso))} UTC`;
}

/** A day of UTC, as the record's are; of a time in ms or a Date. */
export function dayWords(time) {
  return day.format(time);
}

/** `<time>` of an instant. */
export function time(iso) {
  return iso ? element("time", { datetime: iso, title: inUtc(iso) }, instant(iso)) : null;
}

/** `<time>` of how long ago an instant was. */
export function ago(iso, now = Date.now()) {
  return element("time", { datetime: iso, title: `${instant(iso)} = ${inUtc(iso)}`, "data-ago": iso }, agoWords(iso, now));
}

export function agoWords(iso, now = Date.now()) {
  let left = (new Date(iso) - now) / 1000;
  for (const [unit, size] of AGO) {
    if (Math.abs(left) < size) return unit === "second" ? "just now" : relative.format(Math.round(left), unit);
    left /= size;
  }
  return "";
}

/** When something is said to have happened, as finely as that is known. A day is the day there, not one that begins elsewhere. */
export function occurredWords(occurred) {
  if (!occurred) return "day unknown";
  const { start, end, precision } = occurred;
  if (precision === "minute" || precision === "hour") return instant(start);
  if (precision === "month") return month.format(new Date(start));
  if (precision === "year") return String(new Date(start).getUTCFullYear());
  if (precision === "unknown") return `around ${day.format(new Date(start))}`;
  return day.formatRange(new Date(start), new Date(end));
}

/** `<time>` of `occurredWords`. */
export function occurredTime(occurred) {
  if (!occurred) return element("span", {}, occurredWords(occurred));
  const title = `${inUtc(occurred.start)} – ${inUtc(occurred.end)}`;
  return element("time", { datetime: occurred.start, title }, occurredWords(occurred));
}

/** A range of people: `4`, `2–6`, `≥ 2`, `≤ 3`. Its end is null where nobody said how many at most. */
export function rangeWords({ min, max }) {
  if (max === null || max === undefined) return min ? `≥ ${min}` : "some";
  if (min === max) return String(min);
  return min ? `${min}–${max}` : `≤ ${max}`;
}

/** A country's name by its code. */
export function countryName(code) {
  try {
    return (code && countries.of(code)) || code || "";
  } catch {
    return code;
  }
}

/** Where: the place's own name. */
export function placeName(place) {
  return place ? (place.gazetteer_name ?? place.name) : "";
}

const NEARNESS = { near_settlement: "near", border: "on", landmark: "at", exact: "at" };

/** Where, with the preposition that fits how finely it is known; nothing where an erasure left no name of it. */
export function placeWords(place) {
  return placeName(place) && `${NEARNESS[place.precision] ?? "in"} ${placeName(place)}`;
}

/** `1 report`, `2 reports`. */
export function count(number, word) {
  return `${number.toLocaleString(LOCALE)} ${word}${number === 1 ? "" : "s"}`;
}

/** A few names; how many more there are after two. */
export function names(actors, most = 2) {
  const shown = actors.slice(0, most).map((actor) => actor.name);
  const more = actors.length - shown.length;
  return more > 0 ? `${shown.join(", ")} +${more}` : shown.join(shown.length === 2 ? " and " : ", ");
}

// What was a minute ago is two minutes ago a minute later.
setInterval(() => {
  for (const each of document.querySelectorAll("time[data-ago]")) each.textContent = agoWords(each.dataset.ago);
}, 60_000);
