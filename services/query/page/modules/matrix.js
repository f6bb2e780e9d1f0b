// The casualty matrix: claimant by side by category. Figures stand side by side; what cannot both be right is marked.

import { element } from "./element.js";
import { CATEGORIES } from "./vocabulary.js";
import { countryName, rangeWords } from "./words.js";

const NO_SIDE = "";

/** The matrix of an incident, or a line that says that there are no figures. */
export function matrix(incident) {
  const cells = incident.casualty_matrix;
  if (!cells.length) return element("p", { class: "none" }, "Nobody gives a figure.");
  const columns = columnsOf(cells);
  const byStatement = new Map(cells.map((cell) => [cell.statement, cell]));
  const rows = rowsOf(cells);
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Casualties, a table that may scroll" },
    element(
      "table",
      { class: "matrix" },
      element("caption", { class: "unseen" }, "Casualties by claimant, by whose people and by what happened to them"),
      element(
        "thead",
        {},
        element("tr", {}, element("td", { rowspan: 2 }), columns.map(({ side, categories }) => element("th", { scope: "colgroup", colspan: categories.length, class: "side" }, sideName(side, incident)))),
        element("tr", {}, columns.flatMap(({ categories }) => categories.map((category, at) => element("th", { scope: "col", class: at ? null : "first" }, CATEGORIES[category] ?? category)))),
      ),
      element("tbody", {}, rows.map((row) => line(row, columns, byStatement))),
    ),
    conflicts(cells, byStatement, incident),
  );
}

function columnsOf(cells) {
  const sides = [...new Set(cells.map((cell) => cell.side ?? NO_SIDE))].sort((a, b) => (a === NO_SIDE) - (b === NO_SIDE) || a.localeCompare(b));
  return sides.map((side) => ({
    side,
    categories: Object.keys(CATEGORIES).filter((category) => cells.some((cell) => (cell.side ?? NO_SIDE) === side && cell.category === category)),
  }));
}

function rowsOf(cells) {
  const rows = new Map();
  for (const cell of cells) {
    const key = `${cell.stance} ${cell.claimant.id ?? cell.claimant.name}`;
    if (!rows.has(key)) rows.set(key, { claimant: cell.claimant, stance: cell.stance, counts: cell.counts, cells: [] });
    rows.get(key).cells.push(cell);
  }
  return [...rows.values()];
}

function line(row, columns, byStatement) {
  return element(
    "tr",
    { class: row.counts ? null : "ended" },
    element("th", { scope: "row" }, row.claimant.name, !row.counts && element("span", { class: "fine" }, " (taken back)"), row.stance === "denies" && element("span", { class: "fine" }, " (in its denial)")),
    columns.flatMap(({ side, categories }) =>
      categories.map((category, at) => {
        const cell = row.cells.find((each) => (each.side ?? NO_SIDE) === side && each.category === category);
        return cell ? figure(cell, byStatement, at === 0) : element("td", { class: at ? null : "first" }, element("span", { class: "blank" }, "–", element("span", { class: "unseen" }, " no figure")));
      }),
    ),
  );
}

function figure(cell, byStatement, first) {
  const against = rivals(cell, byStatement);
  const changed = cell.history.filter((older, at, all) => {
    const next = all[at + 1] ?? cell;
    return older.min !== next.min || older.max !== next.max;
  });
  return element(
    "td",
    { class: [first && "first", against.length && "contradicts"].filter(Boolean).join(" ") || null },
    element("a", { href: `#statement-${cell.statement}`, "data-statement": cell.statement, title: cell.words ? `“${cell.words}”` : null }, rangeWords(cell)),
    against.length > 0 && element("span", { class: "against", title: `Cannot be right if ${against.map(told).join(" and ")} is` }, "≠", element("span", { class: "unseen" }, ` contradicts ${against.map(told).join(", ")}`)),
    cell.victims !== "unknown" && element("span", { class: "fine" }, cell.victims),
    changed.length > 0 && element("span", { class: "fine", title: "Earlier figures of the same claimant" }, `was ${changed.map(rangeWords).join(", ")}`),
  );
}

function rivals(cell, byStatement) {
  return cell.contradicts.map((id) => byStatement.get(id)).filter(Boolean);
}

function told(cell) {
  return cell.claimant.name;
}

function conflicts(cells, byStatement, incident) {
  const pairs = new Map();
  for (const cell of cells) {
    for (const other of rivals(cell, byStatement)) {
      const names = [cell.claimant.name, other.claimant.name].sort();
      const key = JSON.stringify([...names, cell.side, cell.category]);
      const line = `${names[0]} and ${names[1]} differ on how many were ${CATEGORIES[cell.category] ?? cell.category}${cell.side ? ` (${sideName(cell.side, incident)})` : ""}: no number fits both.`;
      pairs.set(key, line);
    }
  }
  return pairs.size ? element("ul", { class: "conflicts" }, [...pairs.values()].map((words) => element("li", {}, element("span", { class: "against", "aria-hidden": "true" }, "≠"), words))) : null;
}

/** Whose people: a country by its code, a party by the name that the record gives it. */
export function sideName(side, incident) {
  if (!side) return "side not told";
  if (/^[A-Z]{2}$/.test(side)) return countryName(side);
  const parties = [...incident.initiators, ...incident.targets, ...incident.claims.map((claim) => claim.claimant)];
  return parties.find((actor) => actor.id === side)?.name ?? side;
}
