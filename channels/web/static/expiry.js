// Warns before a conversation closes by itself, and says it when it has.
import { hour } from "./clock.js";
import { fill } from "./dom.js";
import { notice } from "./notice.js";
import texts from "./texts.js";

const WARNED_BEFORE = 30 * 60;
/** @type {number[]} */
let timers = [];

/** @param {number | null} seconds until the conversation closes */
export function expires(seconds) {
  timers.forEach(clearTimeout);
  timers = [];
  notice("expiry");
  notice("expired");
  if (seconds === null) return;
  const at = new Date(Date.now() + seconds * 1000);
  const time = hour(at);
  later(seconds - WARNED_BEFORE, () => notice("expiry", fill(texts.expiry_soon, { time })));
  later(seconds, () => expired());
}

export function expired(said = fill(texts.expired, { hours: document.body.dataset.hours ?? "24" })) {
  expires(null);
  notice("expired", said);
}

/** @param {number} seconds @param {() => void} then */
function later(seconds, then) {
  timers.push(window.setTimeout(then, Math.max(0, seconds) * 1000));
}
