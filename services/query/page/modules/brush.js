// A range over a scale: drawn and moved with a pointer, or by two handles that arrow keys move. It snaps to edges.

import { svg } from "./element.js";

const GRIP = 7; // pixels around a handle that belong to it
const WAY = 4; // pixels before a press is a drag

/**
 * A brush in `host`, an SVG that is `height` pixels high. `scale()` gives `{ edges, x }`: the places to snap to, and the
 * pixel of a value. `chosen(range)` is called with `[from, to]` of edges or null, `words(value, end)` names a value.
 */
export class Brush {
  constructor(host, height, { scale, chosen, words }) {
    Object.assign(this, { host, height, scale, chosen, words, range: null });
    this.window = svg("rect", { class: "window", y: 0, height });
    this.handles = [0, 1].map((end) => this.handle(end));
    this.layer = svg("g", { class: "brush" }, this.window, this.handles);
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("dblclick", () => this.set(null));
  }

  /** Put it over what is drawn now. */
  place(range) {
    this.range = range;
    const { edges, x } = this.scale();
    const ends = range ?? [edges[0], edges.at(-1)];
    const [left, right] = ends.map(x);
    this.window.setAttribute("x", left);
    this.window.setAttribute("width", Math.max(2, right - left));
    this.layer.classList.toggle("set", range !== null);
    this.handles.forEach((handle, end) => {
      handle.setAttribute("transform", `translate(${[left, right][end]} 0)`);
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", edges.length - 1);
      handle.setAttribute("aria-valuenow", nearest(edges, ends[end]));
      handle.setAttribute("aria-valuetext", range ? this.words(ends[end], end) : `not limited, ${this.words(ends[end], end)}`);
    });
  }

  handle(end) {
    const { height } = this;
    const made = svg(
      "g",
      { class: "handle", tabindex: 0, role: "slider", "aria-orientation": "horizontal", "aria-label": end ? "Last time shown" : "First time shown" },
      svg("rect", { class: "grip", x: -GRIP, y: 0, width: 2 * GRIP, height }),
      svg("path", { class: "bar", d: `M0 0v${height}` }),
      svg("rect", { class: "knob", x: -3, y: height / 2 - 9, width: 6, height: 18, rx: 3 }),
    );
    made.addEventListener("keydown", (event) => this.key(event, end));
    return made;
  }

  key(event, end) {
    const { edges } = this.scale();
    const ends = (this.range ?? [edges[0], edges.at(-1)]).map((value) => nearest(edges, value));
    const by = event.shiftKey ? 5 : 1;
    const to = { ArrowLeft: ends[end] - by, ArrowDown: ends[end] - by, ArrowRight: ends[end] + by, ArrowUp: ends[end] + by, PageUp: ends[end] + 5, PageDown: ends[end] - 5, Home: 0, End: edges.length - 1 }[event.key];
    if (event.key === "Escape" && this.range) {
      event.preventDefault();
      return this.set(null);
    }
    if (to === undefined) return undefined;
    event.preventDefault();
    ends[end] = Math.max(end ? ends[0] + 1 : 0, Math.min(end ? edges.length - 1 : ends[1] - 1, to));
    return this.set(ends.map((at) => edges[at]));
  }

  press(event) {
    if (event.button) return;
    const { edges, x } = this.scale();
    const value = (at) => at.clientX - this.host.getBoundingClientRect().left;
    const began = value(event);
    const held = this.held(began);
    const before = this.range?.map(x);
    let dragged = false;
    const snap = (pixel) => edges[nearest(edges.map(x), pixel)];
    const range = (now) => {
      if (held === "window") {
        const by = Math.max(x(edges[0]) - before[0], Math.min(x(edges.at(-1)) - before[1], now - began));
        return before.map((pixel) => snap(pixel + by));
      }
      const fixed = held === null ? snap(began) : (this.range ?? [edges[0], edges.at(-1)])[1 - held];
      return [fixed, snap(now)].sort((a, b) => a - b);
    };
    const move = (at) => {
      dragged ||= Math.abs(value(at) - began) > WAY;
      if (!dragged) return;
      const [from, to] = range(value(at));
      if (from < to) this.place([from, to]);
    };
    const end = (at) => {
      this.host.removeEventListener("pointermove", move);
      this.host.removeEventListener("pointerup", end);
      this.host.removeEventListener("pointercancel", end);
      if (dragged && at.type === "pointerup") this.chosen(this.range);
      else if (!dragged && held === null) this.tap(snap, began);
    };
    this.host.setPointerCapture(event.pointerId);
    this.host.addEventListener("pointermove", move);
    this.host.addEventListener("pointerup", end);
    this.host.addEventListener("pointercancel", end);
    event.preventDefault();
    if (held === 0 || held === 1) this.handles[held].focus({ preventScroll: true });
  }

  // A press without a drag chooses the one stretch under it.
  tap(snap, pixel) {
    const { edges, x } = this.scale();
    const at = edges.findLastIndex((edge) => x(edge) <= pixel);
    if (at >= 0 && at < edges.length - 1) this.set([edges[at], edges[at + 1]]);
  }

  held(pixel) {
    if (!this.range) return null;
    const [left, right] = this.range.map(this.scale().x);
    if (Math.abs(pixel - left) <= GRIP) return 0;
    if (Math.abs(pixel - right) <= GRIP) return 1;
    return pixel > left && pixel < right ? "window" : null;
  }

  set(range) {
    const { edges } = this.scale();
    const whole = range && range[0] <= edges[0] && range[1] >= edges.at(-1);
    this.place(whole ? null : range);
    this.chosen(this.range);
  }
}

function nearest(values, wanted) {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if (Math.abs(values[at] - wanted) < Math.abs(values[best] - wanted)) best = at;
  return best;
}
