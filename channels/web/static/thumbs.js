// Lets a person say whether an answer helped, and why not if they wish.
import { announce } from "./announce.js";
import { call } from "./api.js";
import { el } from "./dom.js";
import texts from "./texts.js";

const UP = "M2 10h4v11H2zm19.500 1.500c0-1.100-.9-2-2-2h-5.600l.9-4.200v-.300c0-.400-.200-.800-.400-1.100L13.300 3 7.600 8.700c-.400.400-.600.900-.600 1.400V19c0 1.100.9 2 2 2h8c.8 0 1.500-.500 1.800-1.200l2.600-6.200c.100-.200.100-.500.100-.700z";

/** @param {number} position @param {number | null} rated @param {HTMLElement} copier */
export function thumbs(position, rated, copier) {
  const up = choice(texts.thumb_up, "up", rated === 1);
  const down = choice(texts.thumb_down, "down", rated === -1);
  const reason = reasonForm(position);
  const group = el("div", { class: "thumbs", role: "group", "aria-label": texts.useful }, up, down, copier, reason);
  up.addEventListener("click", () => rate(1));
  down.addEventListener("click", () => rate(-1));
  return group;

  /** @param {1 | -1} thumb */
  async function rate(thumb) {
    up.setAttribute("aria-pressed", String(thumb === 1));
    down.setAttribute("aria-pressed", String(thumb === -1));
    reason.hidden = thumb === 1;
    reason.scrollIntoView({ block: "nearest" });
    await tell(position, thumb);
  }
}

/** @param {string} label @param {string} name @param {boolean} pressed */
function choice(label, name, pressed) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", UP);
  drawing.append(path);
  return el("button", { type: "button", class: `thumb ${name}`, "aria-pressed": pressed ? "true" : "false" }, drawing, label);
}

/** @param {number} position */
function reasonForm(position) {
  const input = el("input", { id: `reason-${position}`, maxlength: 300, autocomplete: "off" });
  const form = el("form", { class: "reason", hidden: true }, el("label", { for: input.id }, texts.thumb_reason), input, el("button", { class: "plain" }, texts.thumb_send));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await tell(position, -1, input.value)) form.replaceChildren(el("p", { tabindex: -1 }, texts.thumb_thanks));
    /** @type {HTMLElement | null} */ (form.firstElementChild)?.focus();
  });
  return form;
}

/** @param {number} position @param {1 | -1} thumb @param {string} [reason] */
async function tell(position, thumb, reason) {
  const answer = await call("/w/thumbs", { position, thumb, reason }).catch(() => null);
  announce(answer?.ok ? texts.thumb_thanks : texts.breakdown);
  return Boolean(answer?.ok);
}
