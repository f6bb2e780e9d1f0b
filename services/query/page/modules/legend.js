// What the signs on the map mean. Folded away until asked for.

import { element } from "./element.js";
import { sign } from "./glyph.js";
import { DISPUTES, FAMILIES } from "./vocabulary.js";

/** `tiles`: whether the ground is somebody else's, who then says so there. */
export function legend(tiles) {
  const rows = (words, picture) => element("ul", {}, Object.entries(words).map(([name, { label }]) => element("li", {}, picture(name), label)));
  return element(
    "details",
    { class: "legend" },
    element("summary", {}, "Legend"),
    element("div", {},
      element("h3", {}, "What happened"),
      rows(FAMILIES, (family) => sign(family, "none")),
      element("h3", {}, "Whether accounts differ"),
      rows(DISPUTES, (dispute) => sign("fighting", dispute)),
      element("p", {}, "A ring stands for several incidents; its thicker parts are contested or denied."),
      !tiles && element("p", {}, "Outlines: Natural Earth, borders de facto. Towns: GeoNames (CC BY 4.0). Neither takes a side."),
    ),
  );
}
