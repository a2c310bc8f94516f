// The button that any site puts on its pages: it asks and stores nothing until it is pressed, then opens the chat frame.
(() => {
  /** @type {any} */
  const page = window;
  if (page.Beffroi?.place) return page.Beffroi.place();
  /** @type {Record<string, string>} */
  const texts = {/* texts */};
  const script = /** @type {HTMLScriptElement} */ (document.currentScript || document.querySelector('script[src*="/widget.js"]'));
  const { side: wanted, bottom: lift = "", label: words, open: start } = script.dataset;
  const origin = new URL(script.src).origin;
  const side = wanted === "left" ? "left" : "right";
  const around = document.documentElement.style;
  const low = Number.parseInt(lift, 10) || 0;
  const KEY = "beffroi.open";
  const PATIENCE = 12000;
  const LATE = 3000;
  const DRAWN = "http://www.w3.org/2000/svg";
  const CSS = `
    :host { all: initial; --low: ${low}px; }
    * { box-sizing: border-box; font: 1em/1.4 system-ui, sans-serif; }
    .launch { position: fixed; bottom: calc(1.25em + var(--low)); ${side}: 1.25em; z-index: 2147483000; display: inline-flex; align-items: center; gap: .6em;
      max-width: calc(100vw - 2.5em); min-height: 60px; padding: .6em 1.5em .6em 1.1em; border: 2px solid #fff; border-radius: 2em;
      background: var(--beffroi-color, #0d4f5c); color: var(--beffroi-ink, #fff); cursor: pointer; box-shadow: 0 3px 14px rgb(0 0 0 / .3); }
    .launch span { font-weight: 600; font-size: 1.125em; line-height: 1.3; }
    button:hover { filter: brightness(1.15); }
    :focus-visible { outline: 4px solid #ffbf47; outline-offset: 3px; }
    svg { width: 1.8em; height: 1.8em; flex: none; }
    .launch .count { min-width: 1.6em; padding: 0 .4em; border-radius: 1em; background: #fff; color: #0d4f5c; text-align: center; }
    .count:empty, [hidden] { display: none !important; }
    .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .panel { position: fixed; ${side}: 1.25em; bottom: calc(5.75em + var(--low)); z-index: 2147483001; display: flex; flex-direction: column; overflow: hidden;
      width: min(27.5em, calc(100vw - 2.5em)); height: min(45em, calc(100vh - 7em - var(--low))); border: 1px solid #6b7a82; border-radius: .9em;
      background: #fff; color: #1c2b33; box-shadow: 0 8px 40px rgb(0 0 0 / .3); }
    .panel.large { width: min(56em, calc(100vw - 2.5em)); height: calc(100vh - 7em - var(--low)); }
    .bar { display: flex; align-items: center; gap: .5em; padding: .4em .4em .4em 1em; border-bottom: 3px solid #9c3b25; }
    .bar strong { flex: 1; font-weight: 700; }
    .bar button { min-width: 44px; min-height: 44px; border: 0; background: none; color: inherit; font-size: 1.4em; cursor: pointer; }
    .said { padding: 1em; } .said p { margin: 0 0 .8em; } .said a { color: #0d4f5c; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; background: Canvas; }
    .panel:not(.ready) iframe { position: absolute; width: 1px; height: 1px; opacity: 0; }
    .ready .bar, .ready .said { display: none; }
    @media (max-width: 32em), (max-height: 30em) {
      .panel, .panel.large { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      .launch[aria-expanded=true] { visibility: hidden; }
    }
    @media (prefers-color-scheme: dark) { .panel { background: #1a272d; color: #eef3f4; } .said a { color: #93d6e1; } }
    @media (forced-colors: active) { .launch { border-color: ButtonText; } }
    @media print { .launch, .panel { display: none; } }`;
  const COVERS = "(max-width: 32em), (max-height: 30em)";

  /** @param {string} tag @param {Record<string, string>} [given] @param {...(Node | string)} children @returns {any} */
  function el(tag, given = {}, ...children) {
    const made = document.createElement(tag);
    for (const name in given) made.setAttribute(name, given[name]);
    made.append(...children);
    return made;
  }

  function tower() {
    const drawing = document.createElementNS(DRAWN, "svg");
    drawing.setAttribute("viewBox", "0 0 32 32");
    drawing.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(DRAWN, "path");
    path.setAttribute("fill", "currentColor");
    path.setAttribute("fill-rule", "evenodd");
    path.setAttribute("d", "M16 0l1 3.200L20.400 9H19v3h2.500v-1.500H23V12h1v3h-1.200v14H25v3H7v-3h2.200V15H8v-3h1v-1.500h1.500V12H13V9h-1.400L15 3.200zM13.200 17.500V23h5.600v-5.500a2.800 2.800 0 00-5.600 0z");
    drawing.append(path);
    return drawing;
  }

  const host = el("div");
  const root = host.attachShadow({ mode: "open" });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(el("style", {}, CSS)); // Safari 15
  }
  const count = el("span", { class: "count", "aria-hidden": "true" });
  const unread = el("span", { class: "hide", role: "status" });
  const button = el("button", { type: "button", class: "launch", "aria-expanded": "false" }, tower(), el("span", {}, words || texts.launcher), count);
  root.append(button, unread);

  /** @type {any} */ let panel;
  /** @type {any} */ let frame;
  /** @type {any} */ let said;
  /** @type {any} */ let timer;
  /** @type {string[]} */
  const asked = [];
  let ready = false;
  let shown = false;
  let arrived = 0;

  /** @param {boolean} quiet */
  function build(quiet) {
    const cross = el("button", { type: "button", "aria-label": texts.close }, "✕");
    cross.addEventListener("click", close);
    said = el("div", { class: "said", role: "status" }, el("p", {}, texts.loading));
    frame = el("iframe", { title: texts.frame_title, allow: "clipboard-write" });
    panel = el("div", { class: "panel", role: "dialog", "aria-label": texts.frame_title }, el("div", { class: "bar" }, el("strong", {}, texts.frame_title), cross), said, frame);
    root.append(panel);
    if (!quiet) cross.focus();
    frame.addEventListener("load", () => !ready && wait(LATE, true));
    frame.src = `${origin}/w/`;
    wait(PATIENCE, false);
  }

  /** @param {number} delay @param {boolean} loaded */
  function wait(delay, loaded) {
    clearTimeout(timer);
    timer = setTimeout(() => failed(loaded), delay);
  }

  /** @param {boolean} over what came is not the chat; otherwise it may still come */
  function failed(over) {
    if (ready || !said) return;
    if (over) frame.remove();
    clearTimeout(timer);
    const link = el("a", { href: `${origin}/assistant`, target: "_blank", rel: "noopener" }, texts.load_page);
    const lines = [el("p", {}, texts.load_failed), el("p", {}, link)];
    if (texts.phone) lines.push(el("p", {}, `${texts.load_phone} `, el("a", { href: `tel:${texts.phone.replace(/[^+\d]/g, "")}` }, texts.phone)));
    said.replaceChildren(...lines);
  }

  /** @param {string} [name] @param {object} [more] */
  function tell(name, more) {
    if (ready) frame.contentWindow.postMessage({ beffroi: name, ...more }, origin);
  }

  /** @param {string} [question] */
  function open(question, quiet = false) {
    if (question) asked.push(question);
    if (!panel) build(quiet);
    shown = true;
    panel.hidden = false;
    count.textContent = unread.textContent = "";
    arrived = 0;
    button.setAttribute("aria-expanded", "true");
    cover();
    remember("1");
    if (ready && !quiet) hand();
    else if (quiet) frame.dataset.quiet = "";
    while (ready && asked.length) tell("ask", { text: asked.shift() });
  }

  function hand() {
    frame.focus();
    tell("opened");
  }

  function close() {
    shown = false;
    button.setAttribute("aria-expanded", "false");
    remember("");
    cover();
    if (ready) panel.hidden = true;
    else if (panel) {
      clearTimeout(timer);
      panel.remove();
      panel = said = frame = undefined;
    }
    button.focus();
  }

  /** The page that the chat covers cannot be reached until it is closed. */
  function cover() {
    const covers = matchMedia(COVERS).matches;
    if (document.body) document.body.inert = shown && covers;
    tell("covers", { covers });
  }

  /** What gets focus on the page comes above the button. */
  function fit() {
    cover();
    if (!shown) around.scrollPaddingBottom = `${Math.ceil(innerHeight - button.getBoundingClientRect().top) + 8}px`;
  }

  /** @param {string} value */
  function remember(value) {
    try {
      if (value) sessionStorage.setItem(KEY, value);
      else sessionStorage.removeItem(KEY);
    } catch {
      return; // a site without storage: the chat opens closed on its next page
    }
  }

  function place() {
    if (!host.isConnected) document.documentElement.append(host);
    fit();
  }

  button.addEventListener("click", () => (shown ? close() : open()));
  root.addEventListener("keydown", (/** @type {any} */ event) => event.key === "Escape" && shown && close());
  addEventListener("resize", fit);
  addEventListener("turbo:load", place);
  document.addEventListener("securitypolicyviolation", (event) => event.blockedURI.startsWith(origin) && failed(true));
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || !frame || source !== frame.contentWindow) return;
    const name = data?.beffroi;
    if (name === "close") close();
    if (name === "size") tell("sized", { large: panel.classList.toggle("large") });
    if (name === "arrived" && !shown) {
      count.textContent = String(++arrived);
      unread.textContent = (arrived > 1 ? texts.unread_many : texts.unread_one).replace("{n}", String(arrived));
    }
    if (name !== "ready") return;
    ready = true;
    clearTimeout(timer);
    cover();
    panel.classList.add("ready");
    if (shown && frame.dataset.quiet === undefined) hand();
    delete frame.dataset.quiet;
    while (asked.length) tell("ask", { text: asked.shift() });
  });

  const leaving = new MutationObserver(place);
  /** Takes the button away, so that another with other settings may come. */
  function leave() {
    close();
    leaving.disconnect();
    host.remove();
    around.scrollPaddingBottom = "";
    delete page.Beffroi;
  }

  page.Beffroi = { open: (/** @type {unknown} */ question) => open(typeof question === "string" ? question : ""), close, place, leave };
  leaving.observe(document.documentElement, { childList: true });
  place();
  let again = "";
  try {
    again = sessionStorage.getItem(KEY) ?? "";
  } catch {
    again = "";
  }
  if (!matchMedia(COVERS).matches && (again || start !== undefined)) open("", true);
})();
