// Boxes of degrees as the API has them.

/** `west,south,east,north` of what Leaflet shows; the map may have been dragged once round the world. */
export function bboxOf(bounds) {
  const turn = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const all = bounds.getEast() - bounds.getWest() >= 360;
  const [west, east] = all ? [-180, 180] : [turn(bounds.getWest()), turn(bounds.getEast())];
  return [west, Math.max(-90, bounds.getSouth()), east, Math.min(90, bounds.getNorth())].map((degree) => degree.toFixed(3)).join(",");
}
