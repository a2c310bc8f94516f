// The form by which a person leaves a request to an agent; it goes outside the conversation.
import { announce } from "./announce.js";
import { call } from "./api.js";
import { moment } from "./clock.js";
import { byId, el, fill } from "./dom.js";
import texts from "./texts.js";

const FIELDS = /** @type {const} */ (["name", "email", "phone", "message"]);
const COMPLETE = { name: "name", email: "email", phone: "tel", message: "off" };
const LONGEST = { name: 120, email: 254, phone: 40, message: 2000 };

/** @param {() => void} back where focus goes when the form is left @param {Partial<Record<typeof FIELDS[number], string>>} [given] what is already known */
export function contact(back, given = {}) {
  const section = byId("contact");
  if (!section.hidden) return byId("contact-name").focus();
  const form = el("form", { novalidate: true }, el("p", {}, texts.contact_intro), ...FIELDS.map(field), join(), buttons(leave));
  const key = crypto.randomUUID?.() ?? String(Math.random());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, key, leave);
  });
  section.replaceChildren(el("h2", { id: "contact-title", tabindex: -1 }, texts.contact_title), form);
  section.hidden = false;
  byId("compose").hidden = true;
  for (const name of FIELDS) if (given[name]) /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = given[name];
  announce(texts.contact_title);
  byId("contact-name").focus();

  function leave() {
    section.hidden = true;
    section.replaceChildren();
    byId("compose").hidden = false;
    back();
  }
}

/** @param {typeof FIELDS[number]} name */
function field(name) {
  const shared = { id: `contact-${name}`, name, maxlength: LONGEST[name], autocomplete: COMPLETE[name], "aria-describedby": `contact-${name}-error` };
  const input = name === "message" ? el("textarea", { ...shared, rows: 3 }) : el("input", { ...shared, type: { name: "text", email: "email", phone: "tel" }[name] });
  if (name === "name" || name === "message") input.required = true;
  const note = name === "email" ? el("p", { class: "hint" }, texts.contact_one) : null;
  return el("div", { class: "field" }, el("label", { for: shared.id }, texts[`contact_${name}`]), note, input, el("p", { class: "error", id: `contact-${name}-error` }));
}

function join() {
  return el("div", { class: "check" }, el("input", { type: "checkbox", id: "contact-join", name: "join" }), el("label", { for: "contact-join" }, texts.contact_join));
}

/** @param {() => void} leave */
function buttons(leave) {
  return el("div", { class: "row" }, el("button", { class: "send" }, texts.contact_send), el("button", { type: "button", class: "plain", click: leave }, texts.contact_cancel));
}

/** @param {HTMLFormElement} form @param {string} key @param {() => void} leave */
async function submit(form, key, leave) {
  const given = new FormData(form);
  const body = Object.fromEntries(FIELDS.map((name) => [name, String(given.get(name) ?? "").trim()]));
  const answer = await call("/w/contact", { ...body, key, join: given.get("join") === "on" }).catch(() => null);
  if (answer?.status === 422) return wrong(form, (await answer.json()).errors ?? {});
  if (!answer?.ok) return announce(texts.breakdown);
  const { number, at, service } = await answer.json();
  const done = fill(texts.contact_done, { number, at: moment(new Date(at)), service });
  const line = el("p", { class: "done", tabindex: -1 }, done);
  form.replaceChildren(line, el("button", { type: "button", class: "plain", click: leave }, texts.contact_cancel));
  line.focus();
}

/** @param {HTMLFormElement} form @param {Record<string, string>} errors */
function wrong(form, errors) {
  for (const name of FIELDS) {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    const code = errors[name];
    input.setAttribute("aria-invalid", String(Boolean(code)));
    byId(`contact-${name}-error`).textContent = code ? texts.errors[code] ?? texts.contact_error : "";
  }
  announce(texts.contact_error);
  const first = FIELDS.find((name) => errors[name]);
  if (first) byId(`contact-${first}`).focus();
}
