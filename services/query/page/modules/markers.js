// What stands on the map for a cell: the sign of its one incident, or a ring that shows how many and how disputed.

import { disputes } from "./cells.js";
import { svg } from "./element.js";
import { glyph } from "./glyph.js";
import { DISPUTES, typeLabel } from "./vocabulary.js";
import { count, dayWords } from "./words.js";

// The more disputed, the thicker: colour does not say it alone.
const THICKNESS = { none: 3, contested: 5, denied: 7 };

/** Pixels across. */
export function sizeOf({ points: { length } }) {
  return length === 1 ? 18 : Math.round(24 + 5 * Math.log2(length) ** 0.9);
}

/** The picture. */
export function picture(cell) {
  const [one] = cell.points;
  return cell.points.length === 1 ? glyph(one.type, one.dispute) : ring(cell);
}

/** What it is called. */
export function nameOf({ points }) {
  if (points.length === 1) {
    const [{ type, dispute, from }] = points;
    return [typeLabel(type), from === null ? "day unknown" : dayWords(from), DISPUTES[dispute].label.toLowerCase()].join(", ");
  }
  const parts = Object.entries(disputes(points)).filter(([, many]) => many);
  return `${count(points.length, "incident")}: ${parts.map(([name, many]) => `${many} ${DISPUTES[name].label.toLowerCase()}`).join(", ")}`;
}

function ring(cell) {
  const size = sizeOf(cell);
  const [middle, radius] = [size / 2, size / 2 - 4];
  const around = 2 * Math.PI * radius;
  let turned = 0;
  const arcs = Object.entries(disputes(cell.points)).filter(([, many]) => many).map(([name, many]) => {
    const length = (around * many) / cell.points.length;
    const arc = svg("circle", {
      class: `arc ${name}`, cx: middle, cy: middle, r: radius, "stroke-width": THICKNESS[name],
      "stroke-dasharray": `${length} ${around - length}`, "stroke-dashoffset": -turned, transform: `rotate(-90 ${middle} ${middle})`,
    });
    turned += length;
    return arc;
  });
  const many = cell.points.length;
  return svg(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, width: size, height: size, class: "ring", "aria-hidden": "true" },
    svg("circle", { class: "disc", cx: middle, cy: middle, r: middle - 0.5 }),
    arcs,
    svg("text", { x: middle, y: middle, "text-anchor": "middle", "dominant-baseline": "central" }, many > 999 ? `${Math.round(many / 100) / 10}k` : many),
  );
}
