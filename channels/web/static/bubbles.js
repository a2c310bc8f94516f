// Draws the conversation: what the person wrote with its state, what was answered with its sources and choices.
import { byId, el, fill, french, linked } from "./dom.js";
import texts from "./texts.js";
import { thumbs } from "./thumbs.js";
import { card, source } from "./verdict.js";

/**
 * @typedef {import("./verdict.js").Source} Source
 * @typedef {{text: string, buttons: {title: string, id: string}[], sources: Source[], verdict?: import("./verdict.js").Verdict, lang?: string, file?: {name: string, media_type: string, content: string}, position?: number, author?: string}} Message
 * @typedef {{id: string, text: string, button?: string, state?: string}} Sent
 */

/** @type {Set<number>} */
const seen = new Set();
const STATES = { sending: "sending", queued: "queued", failed: "failed", sent: "sent" };

/**
 * Adds a message unless it is already shown; the first and last of a run bear the name and the thumbs.
 * @param {Message} message
 * @param {{press: (id: string, title: string) => void, thumb?: boolean, rated?: number | null}} options
 * @returns {HTMLElement | undefined}
 */
export function said(message, { press, thumb = false, rated = null }) {
  if (message.position !== undefined) {
    if (seen.has(message.position)) return undefined;
    seen.add(message.position);
  }
  const author = message.author ?? "assistant";
  const item = el(
    "li",
    { class: `from ${author}`, lang: message.lang },
    el("p", { class: "who" }, texts[author] ?? texts.assistant),
    el(
      "div",
      { class: "bubble" },
      message.text && !repeats(message) && el("p", { class: "text" }, ...linked(message.text)),
      message.verdict && card(message.verdict, message.position),
      message.file && file(message.file),
      message.sources.length > 0 && sources(message.sources),
    ),
    message.buttons.length > 0 && choices(message.buttons, press),
    thumb && message.position !== undefined && informs(message) && thumbs(message.position, rated),
  );
  byId("transcript").append(item);
  return item;
}

/** The text of a verdict says what its card shows. @param {Message} message */
function repeats({ text, verdict }) {
  return verdict?.opening !== undefined && text.startsWith(verdict.opening);
}

/** An answer worth rating has a source or a verdict. @param {Message} message */
function informs(message) {
  return message.sources.length > 0 || message.verdict != null;
}

/**
 * Adds what the person wrote; the returned function changes its state.
 * @param {Sent} sent
 * @param {() => void} resend
 */
export function wrote(sent, resend) {
  const state = el("p", { class: "state" });
  const text = el("p", { class: "text" }, texts.commands[sent.text] ?? sent.text);
  const item = el("li", { class: "from you", "data-id": sent.id }, el("p", { class: "who" }, texts.you), el("div", { class: "bubble" }, text), state);
  byId("transcript").append(item);
  return {
    item,
    /** @param {keyof STATES} name */
    become(name) {
      item.dataset.state = name;
      state.replaceChildren(texts[STATES[name]]);
      if (name === "failed") state.append(" ", el("button", { type: "button", class: "plain", click: resend }, texts.resend));
    },
    /** @param {string} masked */
    rewrite(masked) {
      text.textContent = masked;
    },
  };
}

/** Forgets what was shown, but the first message and the suggestions. */
export function clear() {
  seen.clear();
  const kept = [byId("first"), byId("starters")];
  byId("transcript").replaceChildren(...kept);
}

export function last() {
  return Math.max(0, ...seen);
}

/** @param {Source[]} all */
function sources(all) {
  return el(
    "div",
    { class: "sources" },
    el("p", {}, all.length > 1 ? texts.sources : texts.source),
    el("ul", {}, ...all.map((each) => el("li", {}, source(each)))),
  );
}

/** @param {{title: string, id: string}[]} buttons @param {(id: string, title: string) => void} press */
function choices(buttons, press) {
  const made = buttons.map(({ title, id }) =>
    el("button", { type: "button", class: "choice", click: (/** @type {Event} */ event) => chosen(/** @type {HTMLElement} */ (event.currentTarget), () => press(id, title)) }, french(title)),
  );
  return el("div", { class: "choices", role: "group", "aria-label": texts.choices }, ...made);
}

/** @param {HTMLElement} button @param {() => void} then */
function chosen(button, then) {
  if (!button.classList.contains("chosen")) {
    button.classList.add("chosen");
    button.append(el("span", { class: "hide" }, ` (${texts.chosen})`));
  }
  then();
}

/** @param {{name: string, media_type: string, content: string}} given */
function file({ name, media_type, content }) {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type: media_type })), download: name, class: "plain" });
  link.append(fill(texts.download_file, { name }));
  return el("p", {}, link);
}
