// Where a person writes: counts letters, sends with Enter, and says what is wrong before anything leaves.
import { announce } from "./announce.js";
import { byId, fill } from "./dom.js";
import texts from "./texts.js";

const SHOWN_FROM = 150;

/** @param {HTMLTextAreaElement} text @param {(words: string) => void} send */
export function composer(text, send) {
  const longest = Number(document.body.dataset.longest);
  const hint = byId("hint");

  function count() {
    const left = longest - text.value.length;
    if (left >= 0) say(left <= SHOWN_FROM ? fill(texts.left, { n: left }) : texts.hint, false);
    else say(fill(texts.over, { n: -left }), true);
  }

  /** @param {string} words @param {boolean} wrong */
  function say(words, wrong) {
    hint.textContent = words;
    hint.classList.toggle("error", wrong);
    if (wrong) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  }

  function submit() {
    const words = text.value.trim();
    if (!words) say(texts.empty, true);
    if (!words || words.length > longest) {
      announce(hint.textContent ?? "");
      text.focus();
      return;
    }
    text.value = "";
    count();
    send(words);
  }

  text.addEventListener("input", count);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  byId("compose").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}
