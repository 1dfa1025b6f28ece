/* The page around a lesson: its theme, its progress while cells run, and plain words when something fails.
   Voila calls voila_process, voila_heartbeat, voila_finish, update_loading_text and display_cells by name. */
(() => {
  "use strict";
  const part = (id) => document.getElementById(id);
  const SLOW = 20000;        // after this many milliseconds without progress, say that it takes longer than usual
  const STUCK = 90000;       // and after this many, that something is wrong
  const GONE = 5000;         // so long may the connection to the kernel be away before we say so

  /* Theme: JupyterLab's where the page is inside it, else the system's; both can change while the page is open. */
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  function host() {
    try {
      const body = window.parent === window ? null : window.parent.document.body;
      return body && body.dataset.jpThemeLight ? body : null;
    } catch {
      return null;           // framed by another site: nothing of it can be read
    }
  }
  function paint() {
    const outer = host();
    const dark = outer ? outer.dataset.jpThemeLight === "false" : system.matches;
    part("ek-light").media = dark ? "not all" : "all";
    part("ek-dark").media = dark ? "all" : "not all";
    document.body.dataset.jpThemeLight = String(!dark);
    document.body.dataset.jpThemeName = dark ? "JupyterLab Dark" : "JupyterLab Light";
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }
  paint();
  system.addEventListener("change", paint);
  if (host()) {
    new MutationObserver(paint).observe(host(), { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  }

  /* Trouble: said once, at the top, with what to do. Some of it passes: a slow start, a connection that comes back. */
  let kind = "";
  let leaving = false;
  window.addEventListener("pagehide", () => { leaving = true; });
  function trouble(which, what, how) {
    if (kind || leaving) return;
    kind = which;
    part("ek-trouble-what").textContent = what;
    if (how) part("ek-trouble-do").textContent = how;
    part("ek-loading").hidden = true;
    part("ek-trouble").hidden = false;
  }
  function passed(which) {
    if (kind !== which) return;
    kind = "";
    part("ek-trouble").hidden = true;
  }
  part("ek-reload").addEventListener("click", () => window.location.reload());

  /* Progress while the cells run. */
  let arrived = false;       // the last cell is in the page
  let last = Date.now();     // when something last moved
  const watch = setInterval(() => {
    const waited = Date.now() - last;
    if (waited > SLOW) {
      part("ek-loading-note").textContent =
        "This takes longer than usual. A first start can take a minute. What you wrote earlier is safe.";
    }
    if (waited > STUCK) notStarted("stuck");
  }, 1000);
  function notStarted(which) {
    trouble(which, "The lesson could not be started. What you wrote earlier is safe.");
  }
  window.voila_process = (index, count) => {
    last = Date.now();
    part("ek-progress").max = count;
    part("ek-progress").value = index;
  };
  window.voila_heartbeat = () => {};
  window.update_loading_text = () => {};
  window.display_cells = () => {
    arrived = true;
    if (!window.themeLoaded) { window.cellLoaded = true; return; }
    clearInterval(watch);
    passed("stuck");
    part("ek-loading").hidden = true;
    part("lesson").hidden = false;
    if (document.querySelector(".ek-fault")) {
      trouble("fault", "A part of this page went wrong. Your text is safe.");
    }
    for (const link of document.querySelectorAll(".jp-MarkdownOutput a[href^='http']")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
  };
  window.voila_finish = window.display_cells;
  window.addEventListener("load", () => {
    if (!arrived) notStarted("broken");    // the page broke off: no kernel, or the server went away
  });

  /* The kernel: Voila doesn't say when it has died or was ended, so its channel is watched. */
  const Channel = window.WebSocket;
  const open = new Set();
  window.WebSocket = class extends Channel {
    constructor(url, protocols) {
      super(url, protocols);
      if (!/\/api\/kernels\/[^/]+\/channels/.test(String(url))) return;
      this.addEventListener("open", () => { open.add(this); passed("away"); });
      this.addEventListener("message", (event) => { if (died(event.data)) stopped(); });
      this.addEventListener("close", () => {
        open.delete(this);
        closeNotice();
        setTimeout(() => { if (open.size === 0) away(); }, GONE);
      });
    }
  };
  const words = new TextDecoder();
  function died(data) {
    const size = typeof data === "string" ? data.length : data.byteLength;
    if (!size || size > 4096) return false;    // a status message is small
    const text = typeof data === "string" ? data : words.decode(data);
    return /"execution_state":\s*"(restarting|autorestarting|dead)"/.test(text);
  }
  function stopped() {
    trouble(
      "stopped",
      "The part of this page that reads and saves has stopped.",
      "What you typed is kept in this browser. Load the page again, and it will be put back."
    );
  }
  /* JupyterLab's own notice of a lost connection is written for programmers and takes the keys of whoever is typing.
     This page says it in plain words, so the notice is closed for good, and the next letter goes where the last one went. */
  let writing = null;        // what lost the focus last, and when
  let left = 0;
  document.addEventListener("focusout", (event) => { writing = event.target; left = Date.now(); });
  function closeNotice() {
    if (!host() || open.size > 0) return;
    for (const notice of host().querySelectorAll(":scope > .jp-Dialog")) {
      const never = notice.querySelector(".jp-Dialog-checkbox input");
      const buttons = notice.querySelectorAll(".jp-Dialog-button");
      if (!never || buttons.length !== 1) continue;
      if (!never.checked) never.click();
      buttons[0].click();
      if (Date.now() - left > 1000) continue;
      window.focus();
      writing.focus({ preventScroll: true });
    }
  }
  if (host()) new MutationObserver(closeNotice).observe(host(), { childList: true });

  function away() {
    trouble(
      "away",
      "The connection is gone, so nothing can be saved just now.",
      "What you typed is kept in this browser. If JupyterLab is still running, load the page again; else start it again first."
    );
  }
})();
