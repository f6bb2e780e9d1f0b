// Points gathered by the cells of a grid on the screen, in Web Mercator (EPSG:3857). Pure.

const NEAR = 0.75; // of a cell
const WORLD = 256; // pixels of the world at zoom 0
const LIMIT = 85.0511287798; // degrees: the square's edge

/** Where degrees are on a world of one unit a side. */
export function mercator(lat, lon) {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * Cells of `size` pixels at a zoom that hold any of the points in the box `{west, south, east, north}`: each with its
 * points and their middle in degrees. Cells whose middles are nearer than three quarters of a cell are one.
 */
export function cells(points, zoom, size, { west, south, east, north }) {
  const scale = (WORLD * 2 ** zoom) / size;
  const found = new Map();
  for (const point of points) {
    if (point.lat === null || point.lat < south || point.lat > north || point.lon < west || point.lon > east) continue;
    const [x, y] = (point.at ??= mercator(point.lat, point.lon));
    const key = `${Math.floor(x * scale)}/${Math.floor(y * scale)}`;
    const cell = found.get(key);
    if (cell) cell.points.push(point);
    else found.set(key, { key, points: [point] });
  }
  return joined([...found.values()].map(centred), scale);
}

function centred(cell) {
  const mean = (member) => cell.points.reduce((total, point) => total + point[member], 0) / cell.points.length;
  return { ...cell, lat: mean("lat"), lon: mean("lon") };
}

// The larger takes in the smaller, so that signs do not lie on each other.
function joined(cells, scale) {
  const kept = [];
  for (const cell of cells.sort((a, b) => b.points.length - a.points.length)) {
    const [x, y] = mercator(cell.lat, cell.lon);
    const near = kept.find((other) => Math.hypot(other.x - x, other.y - y) * scale < NEAR);
    if (near) near.points.push(...cell.points);
    else kept.push({ ...cell, x, y });
  }
  return kept;
}

/** How many of the points are disputed in which way. */
export function disputes(points) {
  const found = { none: 0, contested: 0, denied: 0 };
  for (const point of points) found[point.dispute] += 1;
  return found;
}

/** The box around points, in degrees: `[[south, west], [north, east]]`; null without any. */
export function around(points) {
  let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lat, lon } of points) {
    if (lat === null) continue;
    south = Math.min(south, lat);
    north = Math.max(north, lat);
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  return south === Infinity ? null : [[south, west], [north, east]];
}
