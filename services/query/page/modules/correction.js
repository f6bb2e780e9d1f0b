// Correcting a slot of a statement that was extracted wrongly.

import { get } from "./api.js";
import { element, fill } from "./element.js";
import { review } from "./review.js";
import { plain } from "./speech.js";
import { EVENT_TYPES } from "./vocabulary.js";

const WORDS = {
  event_type: ["Kind of event", Object.keys(EVENT_TYPES)],
  speech_act: ["How it is said", ["asserts", "alleges", "observes", "relays", "admits", "denies", "cannot_confirm", "threatens", "corrects", "retracts"]],
  certainty: ["Certainty", ["unspecified", "certain", "probable", "possible"]],
  temporal: ["Time of speaking", ["actual", "historical", "future", "hypothetical"]],
};
const ACTORS = { claimant: "Who says it", initiator: "Who did it", target: "Who was hit" };
const PRECISIONS = ["minute", "hour", "part_of_day", "day", "week", "month", "year", "unknown"];
const PLACES = ["exact", "landmark", "settlement", "near_settlement", "district", "region", "border", "country", "unknown"];
const NOBODY = "nobody";

/** A button that opens the dialog; `done()` is called when the record changed. */
export function correctButton(said, incident, done) {
  const ask = () => correct(said, incident).then((changed) => changed && done());
  return element("button", { type: "button", class: "small", "data-keep": `correct-${said.id}`, onclick: ask }, "Correct …");
}

function correct(said, incident) {
  const editors = editorsOf(said);
  const slot = element("select", { id: "slot" }, Object.entries(editors).map(([name, { label }]) => element("option", { value: name }, label)));
  const place = element("div", { class: "value" });
  let value = null;
  const choose = () => {
    const made = editors[slot.value].make();
    value = made.value;
    fill(place, made.element);
  };
  slot.addEventListener("change", choose);
  choose();
  return review({
    title: `Correct what ${said.claimant.name} is understood to say`,
    body: [said.quote && element("blockquote", {}, element("mark", {}, said.quote)), element("label", { for: "slot" }, "What is wrong"), slot, place],
    action: () => ({ type: "correct", statement: said.id, slot: slot.value, value: value() }),
    seen: incident.as_of_n,
    incidents: [incident.id],
    button: "Correct",
  });
}

function editorsOf(said) {
  const editors = {};
  for (const [name, [label, words]] of Object.entries(WORDS)) editors[name] = { label, make: () => oneOf("What it should be", words, said[name]) };
  for (const [name, label] of Object.entries(ACTORS)) editors[name] = { label, make: () => actor(said[name], name !== "claimant") };
  editors.occurred = { label: "When it happened", make: () => occurred(said.occurred) };
  editors.place = { label: "Where it happened", make: () => placed(said.place) };
  editors.casualties = { label: "Casualties", make: () => casualties(said.casualties) };
  editors.civilian_targeting = { label: "Aimed at civilians", make: () => mapped(oneOf("What it should be", ["true", "false"], String(said.civilian_targeting)), (word) => word === "true") };
  return editors;
}

function mapped(editor, to) {
  return { element: editor.element, value: () => to(editor.value()) };
}

function labelled(words, control) {
  return element("label", { class: "field" }, element("span", {}, words), control);
}

function select(words, chosen) {
  return element("select", {}, words.map((word) => element("option", { value: word, selected: word === chosen }, plain(word))));
}

function oneOf(label, words, chosen) {
  const control = select(words, chosen);
  return { element: labelled(label, control), value: () => control.value };
}

function actor(current, mayBeNobody) {
  const known = new Map();
  const list = element("datalist", { id: "known-actors" });
  const control = element("input", { list: "known-actors", value: current?.name ?? "", autocomplete: "off", placeholder: mayBeNobody ? `a name, or ${NOBODY}` : "a name" });
  let asked = 0;
  const look = async () => {
    const turn = (asked += 1);
    try {
      const { actors } = await get("/v1/actors", { limit: 20, ...(control.value.trim() && { text: control.value.trim() }) });
      if (turn !== asked) return;
      for (const one of actors) known.set(one.name, one);
      fill(list, actors.map((one) => element("option", { value: one.name }, one.id ?? "")));
    } catch {
      // Names are an offer; any other can be typed.
    }
  };
  control.addEventListener("input", look);
  look();
  return {
    element: [labelled("Who it should be", control), list],
    value: () => {
      const name = control.value.trim();
      if (!name || name === NOBODY) {
        if (mayBeNobody) return null;
        throw new Error("Somebody must have said it.");
      }
      const found = known.get(name);
      return found ? { id: found.id, name: found.name, country: found.country, kind: found.kind } : { name };
    },
  };
}

function occurred(current) {
  const start = element("input", { type: "datetime-local", value: current?.start.slice(0, 16) ?? "" });
  const end = element("input", { type: "datetime-local", value: current?.end.slice(0, 16) ?? "" });
  const precision = select(PRECISIONS, current?.precision ?? "day");
  return {
    element: element("div", { class: "fields" }, labelled("From (UTC)", start), labelled("To (UTC)", end), labelled("Known to the", precision)),
    value: () => {
      if (!start.value && !end.value) return null;
      if (!start.value || !end.value) throw new Error("Both ends are needed, or neither.");
      return { start: `${start.value}:00Z`, end: `${end.value}:00Z`, precision: precision.value };
    },
  };
}

function placed(current) {
  const name = element("input", { value: current?.name ?? "" });
  const country = element("input", { value: current?.country ?? "", maxlength: 2, size: 3 });
  const lat = element("input", { type: "number", step: "any", min: -90, max: 90, value: current?.lat ?? "" });
  const lon = element("input", { type: "number", step: "any", min: -180, max: 180, value: current?.lon ?? "" });
  const precision = select(PLACES, current?.precision ?? "settlement");
  return {
    element: element("div", { class: "fields" }, labelled("Name", name), labelled("Country (two letters)", country), labelled("Latitude", lat), labelled("Longitude", lon), labelled("Known to the", precision)),
    value: () => {
      if (!name.value.trim()) return null;
      const number = (control) => (control.value === "" ? null : Number(control.value));
      return { name: name.value.trim(), country: country.value.trim().toUpperCase() || null, lat: number(lat), lon: number(lon), precision: precision.value };
    },
  };
}

function casualties(current) {
  const rows = element("div", { class: "rows" });
  const add = (given = { category: "killed", victims: "unknown", side: null, min: 0, max: null, qualifier: "exact" }) => {
    const category = select(["killed", "injured", "missing", "captured"], given.category);
    const victims = select(["unknown", "military", "civilian"], given.victims);
    const side = element("input", { value: given.side ?? "", size: 6 });
    const min = element("input", { type: "number", min: 0, value: given.min });
    const max = element("input", { type: "number", min: 0, value: given.max ?? "" });
    const row = element("div", { class: "fields" }, labelled("What happened", category), labelled("To whom", victims), labelled("Whose (AM, AZ …)", side), labelled("At least", min), labelled("At most", max), element("button", { type: "button", class: "small", onclick: () => row.remove() }, "Remove"));
    row.read = () => ({ category: category.value, victims: victims.value, side: side.value.trim() || null, min: Number(min.value), max: max.value === "" ? null : Number(max.value), qualifier: max.value === "" ? "at_least" : "exact", words: given.words ?? "" });
    rows.append(row);
  };
  current.forEach((each) => add(each));
  return {
    element: [rows, element("button", { type: "button", class: "small", onclick: () => add() }, "Add a figure")],
    value: () => [...rows.children].map((row) => row.read()),
  };
}
