// Where a person writes: counts characters as the server does, sends with Enter, and says what is wrong before anything leaves.
import { announce } from "./announce.js";
import { byId, counted, enters } from "./dom.js";
import texts from "./texts.js";

const SHOWN_FROM = 150;

/** @param {HTMLTextAreaElement} text @param {(words: string) => void} send */
export function composer(text, send) {
  const longest = Number(document.body.dataset.longest);
  const hint = byId("hint");
  const length = () => [...text.value.trim()].length;

  function count() {
    const left = longest - length();
    if (left >= 0) say(left <= SHOWN_FROM ? counted("left", left) : texts.hint, false);
    else say(counted("over", -left), true);
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
    if (!words || length() > longest) {
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
    if (!enters(event) || event.shiftKey) return;
    event.preventDefault();
    submit();
  });
  byId("compose").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}
