// Why a statement is where it is: its comparisons in bits, for and against, and the sentence that sums them up.

import { comparisonLabel, levelLabel } from "./comparisons.js";
import { element, svg } from "./element.js";
import { count } from "./words.js";

const TOO_LITTLE = 0.25;
const WIDTH = 100;

/** A `<details>` of the evidence, closed; `summary` says what it explains. */
export function evidence(found, summary = "Why is this here?") {
  if (!found) return null;
  const details = element("details", { class: "why" }, element("summary", {}, summary));
  details.addEventListener("toggle", () => details.childElementCount > 1 || details.append(explained(found)), { once: true });
  return details;
}

/** The evidence itself. */
export function explained(found) {
  return element("div", { class: "evidence" }, element("p", {}, found.sentence), found.chosen && chart(found), others(found));
}

function chart({ chosen, threshold }) {
  const shown = chosen.comparisons.filter((each) => Math.abs(each.bits) >= TOO_LITTLE);
  const rest = chosen.comparisons.filter((each) => Math.abs(each.bits) < TOO_LITTLE);
  const rows = [...shown];
  if (rest.length) rows.push({ name: count(rest.length, "small comparison"), level: "", bits: rest.reduce((sum, each) => sum + each.bits, 0) });
  const most = Math.max(1, ...rows.map((each) => Math.abs(each.bits)), Math.abs(chosen.bits));
  return element(
    "table",
    { class: "bits" },
    element("caption", { class: "unseen" }, "Comparisons in bits: each says how much likelier it is for one and the same incident"),
    element("thead", {}, element("tr", {}, ["compared", "found", "", "bits"].map((head) => (head ? element("th", { scope: "col" }, head) : element("td", {}))))),
    element("tbody", {}, rows.map((each) => row(comparisonLabel(each.name), levelLabel(each.name, each.level), each.bits, most))),
    element("tfoot", {}, row("together", threshold === null || threshold === undefined ? "" : `${threshold.toFixed(1)} needed`, chosen.bits, most)),
  );
}

function row(name, level, bits, most) {
  return element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "level" }, level), element("td", { class: "bar" }, bar(bits, most)), element("td", { class: "amount" }, signed(bits)));
}

function bar(bits, most) {
  const length = (Math.abs(bits) / most) * (WIDTH / 2);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} 8`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: bits < 0 ? "against" : "for", x: bits < 0 ? WIDTH / 2 - length : WIDTH / 2, y: 1, width: length, height: 6 }),
    svg("rect", { class: "zero", x: WIDTH / 2 - 0.2, y: 0, width: 0.4, height: 8 }),
  );
}

/** Bits with their sign: `+4.3`, `−0.7`. */
export function signed(bits) {
  const rounded = Math.abs(bits).toFixed(1);
  if (rounded === "0.0") return "0.0";
  return `${bits < 0 ? "−" : "+"}${rounded}`;
}

function others(found) {
  const more = found.runners_up.length + found.others;
  if (!more) return null;
  const best = Math.max(...found.runners_up.map((each) => each.bits), found.best_other ?? -Infinity);
  return element("p", { class: "fine" }, `${count(more, "other candidate")} ${more === 1 ? "was" : "were"} compared; the best came to ${signed(best)} bits.`);
}
