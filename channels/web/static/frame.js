// The window's own controls: close, enlarge, whole page, menu and copy of the conversation; and what the host page says to it.
import { announce } from "./announce.js";
import { call, token } from "./api.js";
import { byId, el } from "./dom.js";
import texts from "./texts.js";

const framed = parent !== window;

/** @param {HTMLTextAreaElement} text @param {(words: string) => void} ask */
export function frame(text, ask) {
  const menu = byId("menu");
  const tell = (/** @type {string} */ name) => framed && parent.postMessage({ beffroi: name }, "*");
  const leave = () => tell("close");
  byId("close").hidden = !framed;
  byId("enlarge-item").hidden = byId("whole-item").hidden = !framed;
  byId("close").addEventListener("click", leave);
  byId("enlarge").addEventListener("click", () => tell("size"));
  byId("whole-item").addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    /** @type {HTMLInputElement} */ (form.elements.namedItem("session")).value = token();
  });
  byId("download").addEventListener("click", download);
  document.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("summary"))) shut(menu.contains(document.activeElement));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (menu.hasAttribute("open")) shut(true);
    else leave();
  });
  addEventListener("message", ({ source, data }) => {
    if (!framed || source !== parent) return;
    if (data?.beffroi === "opened") text.focus({ preventScroll: true });
    if (data?.beffroi === "ask" && data.text) ask(String(data.text));
    if (data?.beffroi === "sized") sized(data.large);
    if (data?.beffroi === "covers") byId("enlarge-item").hidden = data.covers;
  });
  if (framed) tell("ready");
  else {
    history.replaceState(null, "", location.href);
    text.focus({ preventScroll: true });
  }
  return { arrived: () => tell("arrived") };
}

/** Closes the menu; what held focus in it is no longer there. @param {boolean} inside */
function shut(inside) {
  byId("menu").removeAttribute("open");
  if (inside) byId("menu").querySelector("summary")?.focus();
}

/** @param {boolean} large */
function sized(large) {
  byId("enlarge").setAttribute("aria-pressed", String(large));
  byId("enlarge").textContent = large ? texts.reduce : texts.enlarge;
}

async function download() {
  const answer = await call("/w/transcript").catch(() => null);
  if (!answer?.ok) return announce(texts.breakdown);
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "beffroi.txt";
  el("a", { href: URL.createObjectURL(await answer.blob()), download: name }).click();
}
