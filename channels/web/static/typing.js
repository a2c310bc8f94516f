// Who writes: the assistant while it answers, an agent for a few seconds, and the person as the agent sees it.
import { announce } from "./announce.js";
import { call } from "./api.js";
import { byId, french } from "./dom.js";
import texts from "./texts.js";

const SHOWN = 6_000;
const TOLD_EVERY = 3_000;
let timer = 0;
let told = 0;

/** @param {boolean} on @param {boolean} agent */
export function writes(on, agent = false) {
  clearTimeout(timer);
  const line = byId("typing");
  const who = /** @type {HTMLElement} */ (line.firstElementChild);
  const label = french(agent ? texts.agent_writes : texts.thinking);
  if (on && agent && line.hidden) announce(label);
  who.textContent = label;
  who.classList.toggle("hide", !agent);
  line.hidden = !on;
  if (on && agent) timer = window.setTimeout(() => (line.hidden = true), SHOWN);
}

/** Lets an agent know that the person writes, now and then. */
export function tell() {
  if (Date.now() - told < TOLD_EVERY) return;
  told = Date.now();
  call("/w/typing", {}).catch(() => undefined);
}
