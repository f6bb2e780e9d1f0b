// Light or dark: as the system has it, unless the reader chose otherwise here. The choice is kept on this machine.

import { fill } from "./element.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return root.dataset.theme ?? (dark.matches ? "dark" : "light");
}

/** Make `button` change between the two. */
export function offer(button) {
  const name = () => {
    const other = current() === "dark" ? "light" : "dark";
    fill(button, other === "dark" ? "Dark" : "Light");
    button.setAttribute("aria-label", `Change to the ${other} theme`);
  };
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Then it holds until the page is left.
    }
    name();
  });
  dark.addEventListener("change", name);
  name();
}
