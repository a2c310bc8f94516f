// A field that finds a commune as one types, by keyboard, pointer or screen reader; never required.
import { announce } from "./announce.js";
import { call } from "./api.js";
import { counted, el, enters } from "./dom.js";
import texts from "./texts.js";

const PAUSE = 200;
const SHORTEST = 2;

/** @param {(words: string) => void} say @returns {HTMLElement} */
export function commune(say) {
  const list = el("ul", { role: "listbox", id: "communes", "aria-label": texts.commune_label, hidden: true, mousedown: (/** @type {Event} */ event) => event.preventDefault() });
  const input = el("input", { id: "commune", type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "communes", "aria-autocomplete": "list", "aria-describedby": "commune-help" });
  let active = -1;
  let timer = 0;

  /** @param {{name: string, departement: string}[]} found */
  function offer(found) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...found.map(({ name, departement }, rank) => {
        const whole = `${name} (${departement})`;
        return el("li", { role: "option", id: `commune-${rank}`, "aria-selected": "false", "data-name": whole, click: () => choose(whole) }, whole);
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function look() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return offer([]);
    const answer = await call(`/w/communes?q=${encodeURIComponent(typed)}`).then((response) => response.json()).catch(() => ({ communes: [] }));
    if (input.value.trim() !== typed || document.activeElement !== input) return;
    offer(answer.communes);
    announce(answer.communes.length ? counted("commune_found", answer.communes.length) : texts.commune_none);
  }

  /** @param {number} rank */
  function point(rank) {
    const all = [...list.children];
    if (!all.length) return;
    all[active]?.setAttribute("aria-selected", "false");
    active = (rank + all.length) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[active].id);
  }

  /** @param {string} name */
  function choose(name) {
    offer([]);
    say(name);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    offer([]);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active < 0 ? -1 : active - 1);
    else if (enters(event) && input.value.trim()) choose(/** @type {HTMLElement | undefined} */ (list.children[active])?.dataset.name ?? input.value.trim());
    else if (event.key === "Escape" && !list.hidden) offer([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return el("div", { class: "field" }, el("label", { for: "commune" }, texts.commune_label), el("p", { class: "hint", id: "commune-help" }, texts.commune_help), input, list);
}
