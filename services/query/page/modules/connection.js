// What the reader is told about the connection.

import { element, fill } from "./element.js";
import { time } from "./words.js";

const place = document.getElementById("connection");

function tell(kind, ...words) {
  place.className = kind;
  fill(place, element("span", { class: "light", "aria-hidden": "true" }), element("span", {}, words));
}

export const live = () => tell("live", "Live");
export const reading = () => tell("", "Reading…");
export const lost = () => tell("lost", "Connection lost. Trying again…");
export const asOf = (instant) => tell("", "As known at ", time(instant));
export const waiting = () => tell("", "Not signed in");
export const refused = () => tell("", "Not answered");
export const none = () => tell("lost", "No connection");
