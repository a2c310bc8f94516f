// What a person takes away of an answer: its text with where it comes from, a page to print, a link that holds nothing personal.
import { announce } from "./announce.js";
import { call, token } from "./api.js";
import { el, tab } from "./dom.js";
import texts from "./texts.js";

/** @param {string} text @param {string} done */
async function copy(text, done) {
  const copied = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => true, () => false);
  announce(copied ? done : texts.not_copied);
  return copied;
}

/** Copies an answer with its sources. @param {import("./bubbles.js").Message} message */
export function copier({ text, sources: from }) {
  const whole = [text, ...from.map(({ title, url, date_label }) => [`${texts.source} : ${title}`, url, date_label].filter(Boolean).join(", "))].join("\n");
  const label = el("span", {}, texts.copy);
  const click = async () => {
    if (await copy(whole, texts.copied)) label.textContent = texts.copied_short;
  };
  return el("button", { type: "button", class: "thumb", click }, label, el("span", { class: "hide" }, texts.copy_what));
}

/** A page to print, a file to prepare where there is a case for one, and a link to send. @param {number} position @param {string} label @param {boolean} prepared */
export function takeaway(position, label, prepared) {
  const given = el("p", { class: "given", hidden: true });
  return el(
    "div",
    { class: "away" },
    posted("/w/verdict", position, label),
    prepared && posted("/dossier", position, texts.prepare),
    el("button", { type: "button", class: "plain", click: () => link(position, given) }, texts.link),
    given,
  );
}

/**
 * A form that opens a page about the message at a position; nothing of it is in the address.
 * @param {string} action @param {number} position @param {string} title @param {Record<string, string>} more @param {string} about
 */
export function posted(action, position, title, more = {}, about = "") {
  const fields = { session: token(), position, ...more };
  return el(
    "form",
    { method: "post", action, target: "_blank" },
    ...Object.entries(fields).map(([name, value]) => el("input", { type: "hidden", name, value })),
    el("button", { class: "plain opens" }, title, tab(about)),
  );
}

/** @param {number} position @param {HTMLElement} given */
async function link(position, given) {
  const answer = await call("/w/link", { position }).catch(() => null);
  if (!answer?.ok) return announce(texts.breakdown);
  const { url } = await answer.json();
  given.hidden = false;
  given.replaceChildren(el("span", {}, texts.link_holds), " ", el("a", { href: url, target: "_blank", rel: "noopener" }, url, tab()));
  await copy(url, texts.link_copied);
}
