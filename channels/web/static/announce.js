// Tells a screen reader what happens, once, in a region apart from the conversation.
import { byId, el } from "./dom.js";

const KEPT = 20;

/** Adds a node each time, so that a reply is announced even when its text repeats. @param {string} text */
export function announce(text) {
  const region = byId("status");
  if (!text.trim()) return;
  region.append(el("p", {}, text));
  while (region.childElementCount > KEPT) region.firstElementChild?.remove();
}
