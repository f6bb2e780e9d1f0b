// Where something was published: the grade and name of its source, when, and where to read it.

import { element, webAddress } from "./element.js";
import { RELIABILITY } from "./speech.js";
import { time } from "./words.js";

/** The line of a source; `more` stands between its time and the way to the original. */
export function source({ grade: letter, name, publisher, published_at: published, received_at: received, url }, ...more) {
  const address = webAddress(url);
  return element(
    "p",
    { class: "source" },
    grade(letter),
    element("span", { class: "name" }, publisher || name),
    publisher && publisher !== name && element("span", {}, `via ${name}`),
    time(published ?? received),
    more,
    address && element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "original", element("span", { "aria-hidden": "true" }, " ↗"), element("span", { class: "unseen" }, " in a new window")),
  );
}

/** The Admiralty grade of a source. */
export function grade(letter) {
  return element("span", { class: `grade grade-${letter}`, title: `Reliability ${letter}: ${RELIABILITY[letter] ?? ""}` }, element("span", { class: "unseen" }, "reliability "), letter);
}
