// The button that any site puts on its pages: it asks and stores nothing until it is pressed, then opens the chat frame.
(() => {
  /** @type {Record<string, string>} */
  const texts = {/* texts */};
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const origin = new URL(script.src).origin;
  const side = script.dataset.side === "left" ? "left" : "right";
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    button { position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483000; display: inline-flex; align-items: center; gap: 10px;
      max-width: calc(100vw - 40px); min-height: 60px; padding: 10px 24px 10px 18px; border: 2px solid #fff; border-radius: 30px;
      background: var(--beffroi-color, #0d4f5c); color: var(--beffroi-ink, #fff); font: 600 18px/1.3 system-ui, sans-serif; cursor: pointer;
      box-shadow: 0 3px 14px rgb(0 0 0 / .3); }
    button:hover { filter: brightness(1.15); }
    button:focus-visible { outline: 4px solid #ffbf47; outline-offset: 3px; }
    svg { width: 30px; height: 30px; flex: none; }
    .count { display: none; min-width: 26px; padding: 2px 6px; border-radius: 13px; background: #fff; color: #0d4f5c; }
    .count:not(:empty) { display: inline-block; }
    iframe { position: fixed; ${side}: 20px; bottom: 92px; z-index: 2147483001; width: min(440px, calc(100vw - 40px));
      height: min(720px, calc(100vh - 112px)); border: 1px solid #6b7a82; border-radius: 14px; background: Canvas;
      box-shadow: 0 8px 40px rgb(0 0 0 / .3); }
    [hidden] { display: none; }
    @media (max-width: 520px), (max-height: 480px) {
      iframe { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      button[aria-expanded=true] { visibility: hidden; }
    }
    @media (forced-colors: active) { button { border-color: ButtonText; } }
    @media print { button, iframe { display: none; } }`);
  root.adoptedStyleSheets = [style];
  root.innerHTML = `<button type="button" aria-expanded="false"><svg viewBox="0 0 32 32" aria-hidden="true"><path fill="currentColor" fill-rule="evenodd" d="M16 0l1 3.200L20.400 9H19v3h2.500v-1.500H23V12h1v3h-1.200v14H25v3H7v-3h2.200V15H8v-3h1v-1.500h1.500V12H13V9h-1.400L15 3.200zM13.200 17.500V23h5.600v-5.500a2.800 2.800 0 00-5.600 0z"/></svg><span></span><span class="count"></span></button>`;
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
  const [label, count] = /** @type {NodeListOf<HTMLElement>} */ (button.querySelectorAll("span"));
  label.textContent = script.dataset.label || texts.launcher;

  /** @type {HTMLIFrameElement | undefined} */
  let frame;

  function open() {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = texts.frame_title;
      frame.src = `${origin}/w/`;
      frame.allow = "clipboard-write";
      root.append(frame);
    }
    frame.hidden = false;
    count.textContent = "";
    button.setAttribute("aria-expanded", "true");
    frame.focus();
    frame.contentWindow?.postMessage({ beffroi: "opened" }, origin);
  }

  function close() {
    if (!frame) return;
    frame.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  button.addEventListener("click", () => (frame && !frame.hidden ? close() : open()));
  root.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Escape") close();
  });
  addEventListener("message", (event) => {
    if (event.origin !== origin || !frame || event.source !== frame.contentWindow) return;
    if (event.data?.beffroi === "close") close();
    if (event.data?.beffroi === "ready" && !frame.hidden) frame.contentWindow?.postMessage({ beffroi: "opened" }, origin);
    if (event.data?.beffroi === "arrived" && frame.hidden) count.textContent = String(Number(count.textContent) + 1);
  });
  const place = () => document.body.append(host);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();
