// Stands in for what is being built.

import { element, fill } from "./element.js";

/** Show it in `place`; `context` is `{ asOf, at }`: the instant that the page is of, the decision to show. */
export async function show(place, id, context) {
  fill(place, element("header", {}, element("h2", {}, "detail"), element("a", { href: context.closed, class: "close" }, "Close")), element("p", {}, id ?? ""));
}

/** It is shown no more. */
export function hide() {}
