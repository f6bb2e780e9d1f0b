// A filter of which several words may be chosen: a button that opens a list of boxes.

import { go } from "./address.js";
import { element, fill } from "./element.js";

/** The menu of filter `name`; `groups` are `[title, [{name, label, meaning, picture}]]`. Adds how it shows to `shows`. */
export function menu(name, label, groups, shows) {
  const value = element("span", { class: "value" });
  const summary = element("summary", {}, element("span", {}, label), value);
  const boxes = new Map();
  const panel = element("div", { class: "panel" }, groups.map(([title, entries]) =>
    element("fieldset", {}, title ? element("legend", {}, title) : element("legend", { class: "unseen" }, label), entries.map((entry) => {
      const box = element("input", { type: "checkbox", value: entry.name, onchange: apply });
      boxes.set(entry.name, { box, label: entry.label });
      return element("label", { title: entry.meaning }, box, entry.picture?.(), element("span", {}, entry.label));
    }))));
  const all = element("details", { class: "menu field" }, summary, panel);

  function apply() {
    const chosen = [...boxes].filter(([, { box }]) => box.checked).map(([word]) => word);
    go({ [name]: chosen.join(",") || null });
  }

  shows.push((now) => {
    const chosen = (now[name] ?? "").split(",").filter((word) => boxes.has(word));
    for (const [word, { box }] of boxes) box.checked = chosen.includes(word);
    const first = chosen.length ? boxes.get(chosen[0]).label : "any";
    fill(value, chosen.length > 1 ? `${first} +${chosen.length - 1}` : first);
    all.classList.toggle("active", chosen.length > 0);
  });
  all.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !all.open) return;
    event.preventDefault();
    all.open = false;
    summary.focus();
  });
  all.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !all.contains(event.relatedTarget)) all.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!all.contains(event.target)) all.open = false;
  });
  return all;
}
