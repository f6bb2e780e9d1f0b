// Incidents counted by stretches of time. Pure; times are ms since the epoch, days are of UTC, as the record's are.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PART_OF_DAY = 6 * HOUR; // as long as an hour can be told of
const UNITS = [
  { name: "hour", size: HOUR, step: 1 },
  { name: "hour", size: PART_OF_DAY, step: 6 },
  { name: "day", size: DAY, step: 1 },
  { name: "week", size: 7 * DAY, step: 7 },
  { name: "month", size: 30.4 * DAY, step: 1 },
  { name: "quarter", size: 91.3 * DAY, step: 3 },
  { name: "year", size: 365.25 * DAY, step: 12 },
];
const MONDAY = 4 * DAY; // the first Monday after the epoch
const FEWEST = 14; // bins: few incidents would else be as broad as the page
const FAR = 0.02; // share of the oldest that may be left out when they alone would make the scale coarse

/**
 * The stretch of time that is worth showing of points, `from` and `to`; how many are `before` it, and the `finest` size of
 * a bin: of a point that is known to the day, no hour is known.
 */
export function extent(points) {
  const times = [];
  let finest = HOUR;
  for (const point of points) {
    if (point.from === null) continue;
    times.push(middle(point));
    if (point.to - point.from > PART_OF_DAY) finest = DAY;
  }
  if (!times.length) return null;
  times.sort((a, b) => a - b);
  const last = times.at(-1);
  const cut = times[Math.floor(times.length * FAR)];
  const from = last - times[0] > 4 * (last - cut) && last - cut > DAY ? cut : times[0];
  return { from, to: last, before: times.findIndex((time) => time >= from), finest };
}

/**
 * Bins for a stretch of time, at most `most` of them and none below the `finest` size: `{ unit, edges }` with one edge
 * more than there are bins.
 */
export function divide({ from, to, finest }, most) {
  const unit = UNITS.find(({ size }) => size >= finest && (to - from) / size + 2 <= most) ?? UNITS.at(-1);
  const edges = [floor(from, unit)];
  while (edges.at(-1) <= to || edges.length <= FEWEST) edges.push(next(edges.at(-1), unit));
  for (let lead = Math.min(3, FEWEST); lead > 0 && edges.length < FEWEST + 4; lead -= 1) edges.unshift(floor(edges[0] - 1, unit));
  return { unit, edges };
}

/**
 * How many points are in each bin, by dispute. A point is where the middle of its time is; one that reaches into the
 * range `[from, to]` from outside stands within it, where the list has it too.
 */
export function counts(points, edges, range = null) {
  const found = edges.slice(1).map(() => ({ none: 0, contested: 0, denied: 0, all: 0 }));
  for (const point of points) {
    if (point.from === null) continue;
    const at = place(edges, standing(point, range));
    if (at < 0) continue;
    found[at][point.dispute] += 1;
    found[at].all += 1;
  }
  return found;
}

/** The bin that holds a time, -1 when none does. */
export function place(edges, time) {
  if (!(time >= edges[0] && time < edges.at(-1))) return -1;
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if (edges[half] <= time) low = half;
    else high = half;
  }
  return low;
}

function standing(point, range) {
  const time = middle(point);
  if (!range || point.to < range[0] || point.from >= range[1]) return time;
  return Math.max(range[0], Math.min(range[1] - 1, time));
}

function middle({ from, to }) {
  return (from + to) / 2;
}

function floor(time, { name, size, step }) {
  if (name === "hour" || name === "day") return Math.floor(time / size) * size;
  if (name === "week") return Math.floor((time - MONDAY) / size) * size + MONDAY;
  const day = new Date(time);
  return Date.UTC(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / step) * step);
}

function next(time, unit) {
  if (unit.name === "hour" || unit.name === "day" || unit.name === "week") return time + unit.size;
  const day = new Date(time);
  return day.setUTCMonth(day.getUTCMonth() + unit.step);
}
