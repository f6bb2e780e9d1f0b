// The sign of an incident: its shape says what happened; its colour and its filling both say how disputed that is.

import { svg } from "./element.js";
import { FAMILIES, familyOf } from "./vocabulary.js";

/** An SVG of 16 units a side. Full: undisputed. Half full: contested. Hollow and struck through: denied. */
export function glyph(eventType, dispute) {
  return sign(familyOf(eventType), dispute);
}

/** The sign of a family of event types. */
export function sign(family, dispute) {
  const { shape, half } = FAMILIES[family];
  return svg(
    "svg",
    { viewBox: "0 0 16 16", class: `glyph ${dispute}`, "aria-hidden": "true" },
    svg("path", { class: "halo", d: shape }),
    svg("path", { class: "body", d: shape }),
    dispute === "contested" && svg("path", { class: "half", d: half }),
    dispute === "denied" && svg("path", { class: "stroke", d: "M2.8 13.2L13.2 2.8" }),
  );
}
