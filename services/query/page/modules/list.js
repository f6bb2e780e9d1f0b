// The list of incidents, the last changed first.

import { href } from "./address.js";
import { element, fill } from "./element.js";

const place = document.getElementById("list");

/** Show these incidents. */
export function show(incidents) {
  fill(
    place,
    element("h2", { id: "list-title" }, `${incidents.length} incidents`),
    element("ol", {}, incidents.map((one) => element("li", {}, element("a", { href: href({ incident: one.id }) }, one.headline)))),
  );
}
