// The names of towns, from the gazetteer of the server, once the map is so close that outlines alone say little.

import { get } from "./api.js";
import { bboxOf } from "./degrees.js";
import { element } from "./element.js";

const CLOSE = 7; // zoom from which towns are named
const LETTER = 6; // pixels of one, more or less
const HEIGHT = 15; // pixels of a name
const AROUND = 0.15; // of the view, so that names do not come and go at its edge

/** Put them on the map; the more populous go first where there is no room for all. */
export function towns(map) {
  const pane = map.createPane("towns");
  pane.style.zIndex = 165;
  pane.setAttribute("aria-hidden", "true");
  const group = L.layerGroup().addTo(map);
  let asking = new AbortController();

  async function draw() {
    asking.abort();
    if (map.getZoom() < CLOSE) return group.clearLayers();
    const { signal } = (asking = new AbortController());
    try {
      const found = await get("/page/towns", { bbox: bboxOf(map.getBounds().pad(AROUND)) }, { signal });
      if (signal.aborted) return undefined;
      group.clearLayers();
      for (const town of apart(found.towns, map)) group.addLayer(named(town));
    } catch {
      // The map is still one without them; the next move asks again.
    }
    return undefined;
  }

  map.on("moveend", draw);
  draw();
}

// Those whose names do not lie on a name that is there already, of a country or of a larger town.
function apart(towns, map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  const taken = [...map.getContainer().querySelectorAll(".country-name span")].map((name) => {
    const box = name.getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top];
  });
  return towns.filter(([name, lat, lon]) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const box = [x - 4, y - HEIGHT / 2, x + 8 + LETTER * name.length, y + HEIGHT / 2];
    const free = taken.every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
    if (free) taken.push(box);
    return free;
  });
}

function named([name, lat, lon]) {
  const icon = L.divIcon({ html: element("span", {}, name), className: "town-name", iconSize: [0, 0] });
  return L.marker([lat, lon], { pane: "towns", interactive: false, keyboard: false, icon });
}
