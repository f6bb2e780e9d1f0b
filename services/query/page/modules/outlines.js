// Land, borders and the names of countries, from Natural Earth. Drawn in the colours of the theme, again when it changes.

import { get } from "./api.js";
import { element } from "./element.js";

const NAMED = 46; // pixels across, from which a country is named

/** Put them on the map. A map without outlines still shows where incidents lie to each other; its next move asks again. */
export async function outlines(map) {
  let features;
  try {
    ({ features } = await get(new URL("../data/outlines.json", import.meta.url).pathname));
  } catch {
    map.once("moveend", () => outlines(map));
    return;
  }
  const of = (kind) => features.filter((feature) => feature.properties.kind === kind);
  const pane = map.createPane("outlines");
  pane.style.zIndex = 150;
  const renderer = L.canvas({ pane: "outlines", padding: 0.3 });
  const options = { pane: "outlines", renderer, interactive: false, smoothFactor: 0.6 };
  const land = L.geoJSON(of("land"), options).addTo(map);
  const borders = L.geoJSON(of("border"), options).addTo(map);
  const paint = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    land.setStyle({ stroke: true, color: colour("--border"), weight: 0.6, fill: true, fillColor: colour("--land"), fillOpacity: 1 });
    borders.setStyle({ color: colour("--border"), weight: 1.1, fill: false });
  };
  paint();
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  named(map, of("name"));
}

function named(map, names) {
  const pane = map.createPane("names");
  pane.style.zIndex = 160;
  pane.setAttribute("aria-hidden", "true");
  const group = L.layerGroup().addTo(map);
  const draw = () => {
    group.clearLayers();
    const seen = map.getBounds();
    const pixels = (256 * 2 ** map.getZoom()) / 360;
    for (const { properties, geometry } of names) {
      const [lon, lat] = geometry.coordinates;
      if (properties.size * pixels < NAMED || !seen.contains([lat, lon])) continue;
      const html = element("span", {}, properties.name);
      group.addLayer(L.marker([lat, lon], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ html, className: "country-name", iconSize: [0, 0] }) }));
    }
  };
  map.on("moveend", draw);
  draw();
}
