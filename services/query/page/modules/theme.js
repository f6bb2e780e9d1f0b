// Light or dark: as the system has it, unless the reader chose otherwise here. The choice is kept on this machine.

import { fill } from "./element.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const other = () => (root.dataset.theme === "dark" ? "light" : "dark");

/** Make `button` change between the two. */
export function offer(button) {
  const name = () => {
    fill(button, other() === "dark" ? "Dark" : "Light");
    button.setAttribute("aria-label", `Change to the ${other()} theme`);
  };
  let chosen = kept();
  button.addEventListener("click", () => {
    root.dataset.theme = chosen = other();
    try {
      localStorage.setItem("theme", chosen);
    } catch {
      // Then it holds until the page is left.
    }
    name();
  });
  dark.addEventListener("change", () => {
    if (!chosen) root.dataset.theme = dark.matches ? "dark" : "light";
    name();
  });
  name();
}

function kept() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}
