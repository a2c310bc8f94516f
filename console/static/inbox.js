// @ts-check
// The keys of the inbox: each is a press of a button that is on the page, so that nothing depends on them.

const KEYS = { x: "reject", " ": "later", m: "missing", p: "impersonal", s: "alike", "?": "help", backspace: "undo" };
let busy = false;

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return Boolean(target.closest("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]"));
}

/** @param {string} name */
function press(name) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${name}"]`));
  if (!button) return false;
  if (name === "help") {
    const help = /** @type {HTMLDialogElement} */ (document.getElementById("keys-help"));
    help.open ? help.close() : help.showModal();
    return true;
  }
  if (name !== "impersonal" && name !== "alike") {
    if (busy) return true;
    busy = true;
  }
  button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
  const key = event.key.toLowerCase();
  const name = key === "a" ? "1" : /^[1-9]$/.test(key) ? key : KEYS[/** @type {keyof typeof KEYS} */ (key)];
  const onControl = /** @type {HTMLElement} */ (event.target).closest("button, a, summary, input");
  if (!name || (key === " " && onControl)) return;
  if (press(name)) event.preventDefault();
});

document.querySelector('[data-key="help"]')?.addEventListener("click", (event) => {
  if (event.isTrusted) /** @type {HTMLDialogElement} */ (document.getElementById("keys-help")).showModal();
});
addEventListener("pageshow", () => { busy = false; });
