// How many incidents happened when, by how disputed they are; a range of it can be chosen.

import { go, state } from "./address.js";
import { counts, divide, extent } from "./bins.js";
import { Brush } from "./brush.js";
import { element, fill, svg } from "./element.js";
import { endOf, within } from "./points.js";
import { DISPUTES } from "./vocabulary.js";
import { count, dayWords } from "./words.js";

const BARS = 62; // pixels high
const AXIS = 18;
const NARROWEST = 7; // pixels of a bar
const BETWEEN = 72; // pixels between two labels
const DAY = 86_400_000;

const place = document.getElementById("timeline");
const drawing = svg("svg", { class: "bars", height: BARS + AXIS });
const behind = svg("g");
const title = element("h2", {}, "When it happened");
const said = element("p", { class: "range", "aria-live": "off" });
const clear = element("button", { type: "button", class: "quiet", onclick: () => go({ occurred_from: null, occurred_to: null }) }, "All times");
const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const FORMATS = {
  hour: format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),
  day: format({ day: "numeric", month: "short" }),
  month: format({ month: "short", year: "numeric" }),
  year: format({ year: "numeric" }),
};

let points = null;
let divided = null;
let brush = null;

/** Put it in its place. */
export function begin() {
  fill(place, element("header", {}, title, said, keyOf(), clear), drawing);
  brush = new Brush(drawing, BARS, { scale, chosen, words });
  fill(drawing, svg("defs", {}, hatch("hatched", 4, 45), hatch("struck", 7, -45)), behind, brush.layer);
  new ResizeObserver(() => draw(true)).observe(place);
}

/** Show the points that are where the window says, at whatever time. */
export function show(all, now, why) {
  points = [...all.inside(within(now, { time: false }))];
  draw(why === "read" || divided === null || !fits());
}

function fits() {
  const seen = extent(points);
  return !seen || (seen.to < divided.edges.at(-1) && seen.finest <= divided.unit.size);
}

function draw(anew) {
  if (points === null || !drawing.clientWidth) return;
  const now = state();
  const seen = extent(points);
  clear.hidden = !now.occurred_from && !now.occurred_to;
  if (!seen) {
    divided = null;
    fill(said, points.length ? "No incident here has a day." : null);
    drawing.classList.add("empty");
    return fill(behind);
  }
  drawing.classList.remove("empty");
  if (anew) divided = divide(seen, Math.max(20, Math.floor(drawing.clientWidth / NARROWEST)));
  const range = rangeOf(now);
  fill(behind, axis(), bars(counts(points, divided.edges, range), range));
  drawing.setAttribute("viewBox", `0 0 ${drawing.clientWidth} ${BARS + AXIS}`);
  brush.place(range);
  tell(seen, range);
  return undefined;
}

function tell(seen, range) {
  const older = seen.before ? `${count(seen.before, "older incident")} not shown` : "";
  fill(said, range ? `${words(range[0], 0)} – ${words(range[1], 1)}` : `by ${divided.unit.name}, UTC`, older && !range ? ` · ${older}` : null);
}

function scale() {
  const { edges } = divided;
  const width = drawing.clientWidth - 2;
  // Months are not of one length; the axis is of time.
  return { edges, x: (time) => 1 + (width * (time - edges[0])) / (edges.at(-1) - edges[0]) };
}

function bars(found, range) {
  const { edges, x } = scale();
  const highest = Math.max(1, ...found.map(({ all }) => all));
  return found.map((bin, at) => {
    if (!bin.all) return null;
    const [left, right] = [x(edges[at]), x(edges[at + 1])];
    const outside = range && (edges[at + 1] <= range[0] || edges[at] >= range[1]);
    let bottom = BARS;
    const parts = ["denied", "contested", "none"].filter((name) => bin[name]).map((name) => {
      const height = Math.max(1.5, ((BARS - 6) * bin[name]) / highest);
      bottom -= height;
      return svg("rect", { class: name, x: left + 0.5, y: bottom, width: Math.max(1, Math.min(right - left - 1, 46)), height });
    });
    return svg("g", { class: outside ? "bin outside" : "bin" }, svg("title", {}, titleOf(bin, edges[at])), parts);
  });
}

function titleOf(bin, from) {
  const parts = Object.entries(DISPUTES).filter(([name]) => bin[name]).map(([name, { label }]) => `${bin[name]} ${label.toLowerCase()}`);
  return `${divided.unit.name === "hour" ? FORMATS.hour.format(from) : dayWords(from)}: ${parts.join(", ")}`;
}

function axis() {
  const { edges, x } = scale();
  const labels = [];
  let last = -Infinity;
  for (const edge of edges.slice(0, -1)) {
    if (x(edge) - last < BETWEEN || x(edge) > drawing.clientWidth - 40) continue;
    last = x(edge);
    labels.push(svg("path", { class: "tick", d: `M${last} ${BARS}v4` }), svg("text", { x: last, y: BARS + 14 }, labelOf(edge)));
  }
  return svg("g", { class: "axis", "aria-hidden": "true" }, svg("path", { class: "base", d: `M0 ${BARS + 0.5}H${drawing.clientWidth}` }), labels);
}

function labelOf(edge) {
  const span = divided.edges.at(-1) - divided.edges[0];
  if (divided.unit.name === "hour") return FORMATS.hour.format(edge);
  if (divided.unit.name === "year") return FORMATS.year.format(edge);
  return span > 300 * DAY ? FORMATS.month.format(edge) : FORMATS.day.format(edge);
}

function rangeOf({ occurred_from, occurred_to }) {
  if (!occurred_from && !occurred_to) return null;
  const { edges } = divided;
  const keep = (time) => Math.max(edges[0], Math.min(edges.at(-1), time));
  const from = keep(occurred_from ? Date.parse(occurred_from) : edges[0]);
  const to = keep(occurred_to ? endOf(occurred_to) + 1 : edges.at(-1));
  return [from, Math.max(to, from)];
}

function chosen(range) {
  if (!range) return go({ occurred_from: null, occurred_to: null });
  const [from, to] = range.map((time, end) => wordOf(time - end, end));
  return go({ occurred_from: from, occurred_to: to });
}

// A whole day is written as one; what ends within it, as the instant.
function wordOf(time, end) {
  const iso = new Date(time).toISOString();
  const whole = end ? iso.endsWith("T23:59:59.999Z") : iso.endsWith("T00:00:00.000Z");
  return whole ? iso.slice(0, 10) : iso;
}

function words(time, end) {
  return divided.unit.name === "hour" ? FORMATS.hour.format(time) : dayWords(time - end);
}

// Contested is hatched and denied is struck through: colour does not say it alone.
function hatch(id, size, turn) {
  return svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` }, svg("rect", { width: size, height: size, class: "ground" }), svg("path", { d: `M0 0v${size}`, class: "line" }));
}

function keyOf() {
  return element("ul", { class: "key" }, Object.entries(DISPUTES).map(([name, { label }]) => element("li", {}, element("span", { class: `swatch ${name}` }), label)));
}
