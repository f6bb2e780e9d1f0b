// The map: outlines that need no other host, or tiles where some are set, and the incidents as cells on it.

import { go, href, state } from "./address.js";
import { get } from "./api.js";
import { around, cells } from "./cells.js";
import { bboxOf } from "./degrees.js";
import { element, fill } from "./element.js";
import { legend } from "./legend.js";
import { nameOf, picture, sizeOf } from "./markers.js";
import { outlines } from "./outlines.js";
import { within } from "./points.js";
import { towns } from "./towns.js";

const CELL = 52; // pixels
const CLOSEST = 13;
const LISTED = 8;

const place = document.getElementById("map");
let map = null;
let markers = null;
let points = [];
let fitted = false;
let following = false;
let lit = null;

/** Make the map. Resolves when it is there; its outlines come later. */
export async function begin() {
  await import("../leaflet/leaflet.js");
  map = L.map(place, { zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: CLOSEST, worldCopyJump: true, zoomSnap: 0.5, preferCanvas: true });
  L.control.zoom({ position: "topright" }).addTo(map);
  const tiles = document.querySelector('meta[name="tiles"]').content;
  if (tiles) L.tileLayer(tiles, { maxZoom: CLOSEST }).addTo(map);
  else {
    outlines(map);
    towns(map);
  }
  markers = L.layerGroup().addTo(map);
  map.setView([30, 35], 3);
  map.on("moveend zoomend resize", draw);
  // Only what the reader moved changes the filter; fitting what is there does not.
  map.on("dragend", moved);
  place.addEventListener("wheel", () => map.once("zoomend", moved), { passive: true });
  place.addEventListener("keyup", (event) => /^(Arrow|[+=-])/.test(event.key) && map.once("moveend", moved));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(place);
  place.append(tools(), legend(Boolean(tiles)));
}

/** Show the points that the window lets through. */
export function show(all, now, why) {
  points = [...all.inside(within(now))];
  following = Boolean(now.bbox);
  byView.setAttribute("aria-pressed", String(following));
  if (!fitted || (why === "read" && !following)) fit(now);
  draw();
  performance.mark("map");
}

/** Light the cell of an incident that the reader points at elsewhere; of the one that is opened, while at none. */
export function light(id) {
  lit = id;
  const meant = id ?? state().incident;
  for (const layer of markers?.getLayers() ?? []) layer.getElement()?.classList.toggle("lit", layer.holds.has(meant));
}

function fit(now) {
  const box = now.bbox ? boxOf(now.bbox) : around(points);
  if (!box || !place.clientHeight) return;
  fitted = true;
  // What somebody saw is shown as it was seen; what is only there is not looked at too closely.
  map.fitBounds(box, now.bbox ? { animate: false } : { padding: [36, 36], maxZoom: 8, animate: false });
}

function boxOf(word) {
  const [west, south, east, north] = word.split(",").map(Number);
  return [[south, west], [north, east < west ? east + 360 : east]];
}

function draw() {
  if (!map || !markers || !fitted) return;
  const seen = map.getBounds().pad(0.1);
  const box = { west: seen.getWest(), south: seen.getSouth(), east: seen.getEast(), north: seen.getNorth() };
  const held = document.activeElement?.dataset?.cell;
  markers.clearLayers();
  const found = cells(points, map.getZoom(), CELL, box);
  for (const cell of found) markers.addLayer(marker(cell));
  light(lit);
  if (held) place.querySelector(`[data-cell="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

function marker(cell) {
  const size = sizeOf(cell);
  const icon = L.divIcon({ html: picture(cell), iconSize: [size, size], className: cell.points.length === 1 ? "one" : "several" });
  const made = L.marker([cell.lat, cell.lon], { icon, keyboard: true, riseOnHover: true, zIndexOffset: cell.points.length });
  made.holds = new Set(cell.points.map((point) => point.id));
  made.on("add", () => {
    const node = made.getElement();
    node.setAttribute("aria-label", nameOf(cell));
    node.title = nameOf(cell);
    node.dataset.cell = cell.key;
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(cell);
    });
  });
  return made.on("click", () => open(cell));
}

function open(cell) {
  if (cell.points.length === 1) return go({ incident: cell.points[0].id, report: null, view: null, at: null });
  const [[south, west], [north, east]] = around(cell.points);
  const apart = Math.max(east - west, north - south) > 0.02;
  if (apart && map.getZoom() < CLOSEST) return map.fitBounds([[south, west], [north, east]], { padding: [60, 60], maxZoom: Math.max(map.getZoom() + 2, 9) });
  return listed(cell, [west - 0.001, south - 0.001, east + 0.001, north + 0.001].map((degree) => degree.toFixed(4)).join(","));
}

// Incidents of one place are told apart in words.
async function listed(cell, bbox) {
  const rows = element("ul", { class: "here" }, element("li", {}, "Reading…"));
  L.popup({ maxWidth: 320, closeButton: true }).setLatLng([cell.lat, cell.lon]).setContent(rows).openOn(map);
  const { view, report, at, incident, ...filters } = state();
  try {
    const { incidents, next } = await get("/v1/incidents", { ...filters, bbox, limit: LISTED });
    fill(rows, incidents.map((one) => element("li", {}, element("a", { href: href({ incident: one.id, report: null, view: null, at: null }) }, one.headline))),
      next && element("li", {}, element("a", { href: href({ bbox }) }, `All ${cell.points.length} in the list`)));
    rows.querySelector("a")?.focus();
  } catch (error) {
    fill(rows, element("li", { class: "trouble" }, error.message));
  }
}

const byView = element("button", { type: "button", "aria-pressed": "false", onclick: () => go({ bbox: following ? null : seenBox() }) }, "Only what is in view");
const whole = element("button", { type: "button", onclick: fitAll }, "Fit all");

function fitAll() {
  go({ bbox: null });
  fit(state());
}

function tools() {
  return element("div", { class: "map-tools" }, byView, whole);
}

function moved() {
  if (following) go({ bbox: seenBox() }, { replace: true });
}

function seenBox() {
  return bboxOf(map.getBounds());
}
