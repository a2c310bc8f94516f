// What of the conversation is in sight: a new message is shown from its first line, and never moves who reads above.
import { byId } from "./dom.js";

const NEAR = 60;
const GAP = 8;
const more = byId("new");
/** @type {HTMLElement | undefined} */
let first;

/** What scrolls: the conversation, or the whole page where the window is short for its text. */
function scroller() {
  const own = byId("scroll");
  return getComputedStyle(own).overflowY === "auto" ? own : /** @type {HTMLElement} */ (document.scrollingElement);
}

/** Is the end of the conversation in sight? */
export function atEnd() {
  const within = scroller();
  return bottom(within) <= NEAR;
}

/** How far the last message's foot is below what is in sight. @param {HTMLElement} within */
function bottom(within) {
  if (within.id) return within.scrollHeight - within.scrollTop - within.clientHeight;
  const foot = byId("scroll").getBoundingClientRect().bottom;
  return foot - (innerHeight - covered());
}

/** The height that the field takes at the bottom of a page that scrolls. */
function covered() {
  const field = byId("compose");
  return getComputedStyle(field).position === "sticky" ? field.offsetHeight : 0;
}

/** Brings a message into sight from its first line, and all that follows it where there is room. @param {HTMLElement} item */
export function show(item) {
  const within = scroller();
  const above = within.id ? within.getBoundingClientRect().top : 0;
  const top = item.getBoundingClientRect().top - above - GAP;
  const least = Math.max(0, Math.min(top, bottom(within)));
  if (top < 0 || least > 0) within.scrollTop += top < 0 ? top : least;
  seen();
}

/**
 * Shows what was added if its reader was at the end; otherwise says that there is something new.
 * @param {HTMLElement[]} added
 * @param {boolean} reading was somewhere above before it came
 */
export function arrived(added, reading) {
  if (!added.length) return;
  if (!reading) return show(added[0]);
  first ??= added[0];
  more.hidden = false;
}

function seen() {
  if (!atEnd() && first) return;
  first = undefined;
  more.hidden = true;
}

more.addEventListener("click", () => {
  const item = first;
  first = undefined;
  more.hidden = true;
  if (!item) return;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  show(item);
});
for (const each of [byId("scroll"), document]) each.addEventListener("scroll", () => atEnd() && seen(), { passive: true });
