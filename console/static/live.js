// @ts-check
// What arrives by itself: a conversation that goes on, a training that advances, a person who calls.

/** @param {string} url @param {(value: any) => void} heard */
function listen(url, heard) {
  const source = new EventSource(url);
  source.onmessage = (event) => heard(JSON.parse(event.data));
}

const thread = document.querySelector("[data-thread]");
if (thread instanceof HTMLElement) {
  const status = document.getElementById("thread-status");
  let known = thread.querySelectorAll("li").length;
  let typed = 0;
  let told = 0;
  let timer = 0;
  const writes = (/** @type {boolean} */ on) => {
    clearTimeout(timer);
    const line = document.getElementById("thread-typing");
    if (line) line.hidden = !on;
    if (on) timer = setTimeout(() => writes(false), 6000);
  };
  listen(thread.dataset.thread ?? "", (value) => {
    if (value.gone) { location.reload(); return; }
    if (value.typing > typed) { typed = value.typing; writes(true); }
    const list = thread.querySelector(".thread");
    const next = new DOMParser().parseFromString(value.html, "text/html").querySelector(".thread");
    if (!list || !next || next.children.length === known) return;
    known = next.children.length;
    list.replaceWith(next);
    writes(false);
    if (status) status.textContent = thread.dataset.news ?? "";
    next.lastElementChild?.scrollIntoView({ block: "nearest" });
  });
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("say"));
  form?.addEventListener("input", () => {
    if (Date.now() - told < 3000) return;
    told = Date.now();
    const body = new URLSearchParams({ csrf: /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf")).value });
    void fetch(form.dataset.typing ?? "", { method: "POST", body }).catch(() => undefined);
  });
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
    if (!text.value.trim()) return;
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const sent = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (sent.ok) text.value = ""; else form.submit();
  });
}

const run = document.querySelector("[data-run]");
if (run instanceof HTMLElement) {
  const bar = run.querySelector("progress");
  const step = run.querySelector("[data-step]");
  listen(run.dataset.run ?? "", (value) => {
    if (value.state && value.state !== "running") { location.reload(); return; }
    if (bar && value.total) { bar.max = value.total; bar.value = value.done; }
    if (step && value.told) step.textContent = value.told;
  });
}

const ring = document.querySelector("[data-calls]");
if (ring instanceof HTMLElement) {
  const title = document.title;
  listen(ring.dataset.calls ?? "", (value) => {
    const count = value.waiting.length;
    ring.hidden = count === 0;
    document.title = count ? `(${count}) ${title}` : title;
  });
}
