// The record's words in the reader's: how each is called, and which shape stands for it. A test holds them complete.

/** Event types by name: what they are called, and the family whose shape they have. */
export const EVENT_TYPES = {
  exchange_of_fire: { label: "Exchange of fire", family: "fighting" },
  shooting: { label: "Shooting", family: "fighting" },
  ground_assault: { label: "Ground assault", family: "fighting" },
  shelling: { label: "Shelling", family: "shelling" },
  explosive_device: { label: "Explosive device", family: "shelling" },
  air_strike: { label: "Air strike", family: "air" },
  drone_strike: { label: "Drone strike", family: "air" },
  drone_activity: { label: "Drone activity", family: "air" },
  interception: { label: "Interception", family: "air" },
  force_buildup: { label: "Force buildup", family: "forces" },
  territory_change: { label: "Territory change", family: "forces" },
  withdrawal_disarmament: { label: "Withdrawal", family: "forces" },
  capture_abduction: { label: "Capture or abduction", family: "coercion" },
  infrastructure_damage: { label: "Infrastructure damage", family: "coercion" },
  restriction_blockade: { label: "Blockade", family: "coercion" },
  threat: { label: "Threat", family: "coercion" },
  ceasefire_agreement: { label: "Ceasefire", family: "agreement" },
  observer_access: { label: "Observer access", family: "agreement" },
  other: { label: "Other", family: "other" },
};

/** Families of event types, in the order of the legend. The left half of each shape is drawn on its own as well. */
export const FAMILIES = {
  fighting: { label: "Fighting", shape: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6z", half: "M8 2.2a5.8 5.8 0 0 0 0 11.6z" },
  shelling: { label: "Shelling, explosives", shape: "M8 2l6.4 11.4H1.6z", half: "M8 2v11.4H1.6z" },
  air: { label: "From the air", shape: "M1.6 2.6h12.8L8 14z", half: "M1.6 2.6H8V14z" },
  forces: { label: "Forces and ground", shape: "M2.7 2.7h10.6v10.6H2.7z", half: "M2.7 2.7H8v10.6H2.7z" },
  coercion: { label: "Coercion, damage", shape: "M8 1.2L14.8 8 8 14.8 1.2 8z", half: "M8 1.2v13.6L1.2 8z" },
  agreement: { label: "Agreements, access", shape: "M5.8 1.8h4.4v4h4v4.4h-4v4H5.8v-4h-4V5.8h4z", half: "M5.8 1.8H8v12.4H5.8v-4h-4V5.8h4z" },
  other: { label: "Other", shape: "M8 1.6l6.6 4.8L12.1 14H3.9L1.4 6.4z", half: "M8 1.6V14H3.9L1.4 6.4z" },
};

/** Whether the accounts stand against each other, the mildest first. */
export const DISPUTES = {
  none: { label: "Undisputed", meaning: "no account stands against another" },
  contested: { label: "Contested", meaning: "accounts differ in a detail" },
  denied: { label: "Denied", meaning: "someone says that it did not happen" },
};

/** How well an incident is supported, the strongest first. */
export const SUPPORTS = {
  admitted: { label: "Admitted", meaning: "those who did it say so" },
  corroborated: { label: "Corroborated", meaning: "independent voices say so" },
  single_claimant: { label: "Single claimant", meaning: "one voice alone says so" },
  discounted: { label: "Discounted", meaning: "nobody stands by it any more" },
};

/** What happened to people who were counted, the gravest first. */
export const CATEGORIES = { killed: "killed", injured: "injured", missing: "missing", captured: "captured" };

/** How an event type is called; a word that is not known yet is shown as it is. */
export function typeLabel(name) {
  return EVENT_TYPES[name]?.label ?? String(name ?? "").replaceAll("_", " ");
}

export function familyOf(name) {
  return EVENT_TYPES[name]?.family ?? "other";
}
