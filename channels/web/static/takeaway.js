// What a person takes away of an answer: its text with where it comes from, a page to print, a link that holds nothing personal.
import { announce } from "./announce.js";
import { call, token } from "./api.js";
import { el } from "./dom.js";
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

/** A page to print and a link to send. @param {number} position @param {string} label */
export function takeaway(position, label) {
  const given = el("p", { class: "given", hidden: true });
  return el(
    "div",
    { class: "away" },
    el(
      "form",
      { method: "post", action: "/w/verdict", target: "_blank" },
      el("input", { type: "hidden", name: "session", value: token() }),
      el("input", { type: "hidden", name: "position", value: position }),
      el("button", { class: "plain" }, label),
    ),
    el("button", { type: "button", class: "plain", click: () => link(position, given) }, texts.link),
    given,
  );
}

/** @param {number} position @param {HTMLElement} given */
async function link(position, given) {
  const answer = await call("/w/link", { position }).catch(() => null);
  if (!answer?.ok) return announce(texts.breakdown);
  const { url } = await answer.json();
  given.hidden = false;
  given.replaceChildren(el("span", {}, texts.link_holds), " ", el("a", { href: url, target: "_blank", rel: "noopener" }, url, el("span", { class: "hide" }, ` (${texts.new_tab})`)));
  await copy(url, texts.link_copied);
}
