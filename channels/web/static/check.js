// What helps to answer a question of a check: its place, the way back and out, several choices at once, the commune found as one types.
import { announce } from "./announce.js";
import { commune } from "./commune.js";
import { byId, el, fill } from "./dom.js";
import texts from "./texts.js";

/** @typedef {{form: string, asked: string, step: number | null, of: number | null, several: string[], back: string | null}} Question */
/** @typedef {{say: (words: string) => void, press: (id: string, title: string) => void}} Ways */

/** @type {HTMLElement | undefined} */
let shown;
let leave = () => {};

/** « Question 2 sur 4 » @param {Question} question */
export function place({ step, of }) {
  return step && of ? fill(texts.check_step, { step, of }) : texts.check_on;
}

/** Shows what helps under a question, and takes away what helped with the one before. @param {Question | undefined} question @param {HTMLElement | undefined} item @param {Ways} ways */
export function check(question, item, { say, press }) {
  leave();
  if (shown?.contains(document.activeElement)) away();
  shown?.remove();
  shown = undefined;
  leave = () => {};
  if (!question || !item) return;
  const { back, step, of } = question;
  shown = el(
    "div",
    { class: "check-on", role: "group", "aria-label": place(question) },
    question.several.length > 1 && several(item, question.several, say),
    question.asked === "commune" && commune(say),
    el(
      "div",
      { class: "step" },
      el("p", {}, step && of ? el("progress", { max: of, value: step, "aria-hidden": "true" }) : null, place(question)),
      back ? act(texts.check_back, () => press(back, texts.check_back)) : null,
      act(texts.check_cancel, () => say(texts.check_cancel_say)),
    ),
  );
  item.append(shown);
}

/** Where focus goes when what held it leaves; on a phone the field would open the keyboard. */
export function away() {
  byId(matchMedia("(pointer: coarse)").matches ? "scroll" : "text").focus({ preventScroll: true });
}

/** @param {string} label @param {() => void} then */
function act(label, then) {
  return el("button", { type: "button", class: "thumb", click: then }, label);
}

/** The choices are checked one after the other, then sent together. @param {HTMLElement} item @param {string[]} ids @param {(words: string) => void} say */
function several(item, ids, say) {
  const boxes = /** @type {HTMLButtonElement[]} */ (ids.map((id) => item.querySelector(`[data-button="${id}"]`)).filter(Boolean));
  const chosen = () => boxes.filter((box) => box.getAttribute("aria-pressed") === "true");
  const toggle = (/** @type {Event} */ event) => {
    event.stopImmediatePropagation();
    const box = /** @type {HTMLElement} */ (event.currentTarget);
    box.setAttribute("aria-pressed", String(box.getAttribute("aria-pressed") !== "true"));
  };
  for (const box of boxes) {
    box.setAttribute("aria-pressed", "false");
    box.addEventListener("click", toggle, true);
  }
  leave = () => boxes.forEach((box) => box.removeEventListener("click", toggle, true));
  const send = () => {
    const titles = chosen().map((box) => box.dataset.title ?? "");
    if (!titles.length) return announce(texts.check_none);
    say(titles.map((title, rank) => (rank ? title.toLowerCase() : title)).join(", "));
  };
  return el("div", { class: "several" }, el("p", { class: "hint" }, texts.check_several), el("button", { type: "button", class: "send", click: send }, texts.check_send));
}
