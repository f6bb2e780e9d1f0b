// What an analyst may do with an incident: merge it, split it, move statements, undo.

import { get } from "./api.js";
import { element, fill } from "./element.js";
import { review } from "./review.js";
import { act } from "./statement.js";
import { placeWords } from "./words.js";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const MOST = 8;

/** The buttons; `done()` is called when the record changed. */
export function reviewing(incident, done) {
  const seen = incident.as_of_n;
  const buttons = [
    element("button", { type: "button", "data-keep": "merge", onclick: () => merge(incident, seen).then((changed) => changed && done()) }, "Merge with …"),
    incident.statements.length > 1 && element("button", { type: "button", "data-keep": "split", onclick: () => part(incident, seen).then((changed) => changed && done()) }, "Split or move …"),
  ];
  return element("div", { class: "reviewing", role: "group", "aria-label": "Review" }, buttons);
}

/** A button that takes a review or a link back. */
export function undoButton(incident, action, words, done) {
  const ask = () => review({ title: words, action: () => ({ type: "undo", ...action }), seen: incident.as_of_n, incidents: [incident.id], button: "Undo" }).then((changed) => changed && done());
  return element("button", { type: "button", class: "small", "aria-label": `Undo: ${words}`, onclick: ask }, "Undo");
}

function merge(incident, seen) {
  const other = picker(incident);
  return review({
    title: "Merge with another incident",
    body: [element("p", {}, `“${incident.headline}” and the other become one. Both keep their statements; it can be undone.`), other.element],
    action: () => ({ type: "merge", a: incident.id, b: other.chosen() }),
    seen,
    incidents: [incident.id],
    button: "Merge",
  });
}

function part(incident, seen) {
  const boxes = incident.statements.map((said) => ({ said, box: element("input", { type: "checkbox", name: "statement", value: said.id }) }));
  const target = picker(incident);
  const own = element("input", { type: "radio", name: "where", checked: true });
  const elsewhere = element("input", { type: "radio", name: "where" });
  const show = () => (target.element.hidden = !elsewhere.checked);
  for (const each of [own, elsewhere]) each.addEventListener("change", show);
  show();
  return review({
    title: "Split off or move statements",
    body: [
      element("fieldset", { class: "choices" }, element("legend", {}, "Which statements are not of this incident"), boxes.map(({ said, box }) => element("label", {}, box, element("span", {}, element("strong", {}, said.claimant.name), " ", act(said.speech_act), said.quote && element("span", { class: "fine" }, ` “${short(said.quote)}”`))))),
      element("fieldset", { class: "choices" }, element("legend", {}, "Where they belong"), element("label", {}, own, element("span", {}, "an incident of their own")), element("label", {}, elsewhere, element("span", {}, "another incident"))),
      target.element,
    ],
    action: () => {
      const statements = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      if (!statements.length) throw new Error("Choose at least one statement.");
      if (elsewhere.checked) return { type: "move", statements, to: target.chosen() };
      if (statements.length === boxes.length) throw new Error("Something has to stay: choose fewer statements.");
      return { type: "split", incident: incident.id, statements };
    },
    seen,
    incidents: [incident.id],
    button: "Submit",
  });
}

/** Choosing another incident: those around, or found by words, or given by address. */
function picker(incident) {
  const found = element("div", { class: "choices found", role: "radiogroup", "aria-label": "Other incidents" });
  const words = element("input", { type: "search", id: "other-incident", autocomplete: "off", placeholder: "words, an address or an id" });
  const chosen = () => found.querySelector("input:checked");
  let asked = 0;
  const look = async () => {
    const turn = (asked += 1);
    const given = words.value.trim();
    const id = ID.exec(given)?.[0];
    try {
      const incidents = id ? [await get(`/v1/incidents/${id}`)] : (await get("/v1/incidents", { ...(given ? { text: given } : around(incident)), limit: MOST + 1 })).incidents;
      if (turn !== asked) return;
      const others = incidents.filter((each) => each.id !== incident.id).slice(0, MOST);
      // An answer that comes late must not take back what was chosen meanwhile.
      const picked = chosen()?.value;
      fill(found, others.length ? others.map((each) => choice(each, each.id === picked)) : element("p", { class: "none" }, given ? "None is found by that." : "None is near. Search by words, or paste an address."));
    } catch (error) {
      if (turn === asked) fill(found, element("p", { class: "trouble" }, error.message));
    }
  };
  words.addEventListener("input", look);
  look();
  return {
    element: element("div", { class: "picker" }, element("label", { for: "other-incident" }, "The other incident"), words, found),
    chosen: () => {
      const picked = chosen();
      if (!picked) throw new Error("Choose the other incident.");
      return picked.value;
    },
  };
}

function around({ place }) {
  return place?.lat === null || place?.lat === undefined ? {} : { near: `${place.lat},${place.lon},150` };
}

function choice(incident, checked) {
  return element(
    "label",
    {},
    element("input", { type: "radio", name: "other", value: incident.id, checked }),
    element("span", {}, element("strong", {}, incident.headline), element("span", { class: "fine" }, ` ${[...incident.initiators, ...incident.targets].map((actor) => actor.name).join(" – ")} ${placeWords(incident.place)}`)),
  );
}

function short(words) {
  return words.length > 110 ? `${words.slice(0, 108)} …` : words;
}
