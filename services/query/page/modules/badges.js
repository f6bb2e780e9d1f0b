// How an incident stands, in a word each.

import { element } from "./element.js";
import { DISPUTES, SUPPORTS } from "./vocabulary.js";

/** How well it is supported. */
export function supportBadge(support, reason) {
  const words = SUPPORTS[support];
  return element("span", { class: `badge support ${support}`, title: reason ?? words?.meaning }, words?.label ?? support);
}

/** Whether its accounts stand against each other; nothing where they do not. */
export function disputeBadge(dispute, reasons = []) {
  if (dispute === "none") return null;
  const words = DISPUTES[dispute];
  return element("span", { class: `badge dispute ${dispute}`, title: reasons.join("; ") || words?.meaning }, words?.label ?? dispute);
}
