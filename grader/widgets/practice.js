// The practice page's buttons, and after a reply is finished everything that is said of it.

const SAVED_WITHIN = 4000; // milliseconds that the desk gets to save the last words before a reply is finished

/** The desk of this page, once it is there. */
function deskOf(root) {
  return root.closest(".ek-practice")?.querySelector('[data-testid="ek-desk"]') ?? null;
}

/** Wait until the desk has saved what was typed; whether it has. */
async function deskSaved(root) {
  const until = Date.now() + SAVED_WITHIN;
  for (;;) {
    const state = deskOf(root)?.querySelector('[data-testid="ek-save"]')?.dataset.save;
    if (["saved", "memory", "empty", undefined].includes(state)) return true;
    if (state === "unsaved" || Date.now() > until) return false;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Bring the new card to the top and the focus to it. */
async function toTheDesk(root) {
  for (let tries = 0; tries < 40 && !deskOf(root); tries += 1) await new Promise((done) => setTimeout(done, 50));
  const desk = deskOf(root);
  if (!desk) return;
  desk.setAttribute("tabindex", "-1");
  desk.focus({ preventScroll: true });
  desk.scrollIntoView({ block: "start" });
}

/** The frame's colours by the page's: a frame knows the system's scheme, and not JupyterLab's theme. */
const COLOURS = { ink: "ink", paper: "paper", soft: "soft", line: "line", good: "yes", part: "partly", none: "gate", mark: "partly-soft" };

function paintLike(root, inside) {
  const here = getComputedStyle(root);
  inside.style.colorScheme = here.colorScheme;
  for (const [theirs, ours] of Object.entries(COLOURS)) inside.style.setProperty(`--${theirs}`, here.getPropertyValue(`--ek-${ours}`));
}

/** The feedback page in a frame that runs nothing, as tall as what is in it. `painter` gets a call that repaints it. */
function feedbackFrame(page, root, painter) {
  const frame = el("iframe", { sandbox: "allow-same-origin", title: "Your feedback", class: "ekp-page", "data-testid": "ek-practice-page" });
  frame.srcdoc = page;
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument?.documentElement;
    if (!inside) return;
    const fit = () => {
      frame.style.height = `${Math.ceil(inside.querySelector("main").getBoundingClientRect().height) + 8}px`;
    };
    new ResizeObserver(fit).observe(inside.querySelector("main"));
    fit();
    painter(() => paintLike(root, inside));
  });
  return frame;
}

const VERDICTS = { yes: ["yes", "✓"], pending: ["unsure", "?"], no: ["partly", "◐"], stopped: ["gate", "■"] };

function doneParts(said, levels) {
  const [state, icon] = VERDICTS[said.passed];
  const heading = el("h3", { tabindex: -1, class: "ekp-title", "data-testid": "ek-practice-done" }, `You practised: ${said.title}`);
  const verdict = el("p", { class: "ekp-verdict", "data-state": state }, el("span", { class: "ek-state" }, el("span", { "aria-hidden": "true" }, `${icon} `), said.verdict));
  const taken = said.taken ? el("p", { class: "ekp-taken" }, el("strong", {}, "How it lands: "), said.taken) : null;
  const rows = said.guesses.map((one) => el("li", {}, el("strong", {}, one.title), ": you guessed ", levelMark(levels[one.guess]),
    ", the page says ", levelMark(levels[one.level]), ". ", one.words));
  const guesses = rows.length ? el("section", {}, el("h4", {}, "Your guess"), el("ul", { class: "ekp-guesses" }, rows)) : null;
  return [heading, verdict, taken, guesses, el("p", {}, `${said.standing} ${said.back}`), said.notice ? el("p", { class: "ek-muted" }, said.notice) : null];
}

function render(context) {
  const content = context.model.get("content");
  const page = openActivity(context, "ek-practice-panel", "Practice", (said) => {
    for (const one of buttons) one.disabled = false;
    fill(words, said.words ?? "");
  });
  const words = el("p", { role: "status", class: "ekp-words", "data-testid": "ek-practice-words" });
  const press = (name) => {
    for (const one of buttons) one.disabled = true;
    page.ask(name);
  };
  const button = (label, name, strong, onclick = () => press(name)) => el("button", { type: "button",
    class: strong ? "ek-button ek-strong" : "ek-button ek-quiet", "data-testid": `ek-practice-${name}`, onclick }, label);
  const finish = async () => {
    for (const one of buttons) one.disabled = true;
    fill(words, "Reading your reply …");
    if (await deskSaved(page.root)) return page.ask("finish");
    for (const one of buttons) one.disabled = false;
    fill(words, "Your last words aren't saved yet. Wait a moment, and finish again.");
  };
  let paint = () => {};
  const themes = new MutationObserver(() => requestAnimationFrame(() => paint()));
  const repaint = (how) => {
    paint = how;
    paint();
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
    themes.observe(page.root, { attributes: true, attributeFilter: ["style"] });
  };
  const phases = {
    write: () => [[], [button("Finish this one", "finish", true, finish), button("Skip this card", "skip", false)]],
    done: () => [[...doneParts(content, content.levels), feedbackFrame(content.page, page.root, repaint)], [button("Next card", "next", true)]],
    again: () => [[el("p", {}, content.words)], [button("Start with an empty box", "next", true)]],
    rest: () => [[el("p", { "data-testid": "ek-practice-rest" }, content.words)],
      [content.more ? button("One more", "more", true) : null, content.unskip ? button("Show them again", "unskip", true) : null]],
  };
  const [parts, row] = phases[content.phase]();
  const buttons = row.filter(Boolean);
  page.root.dataset.phase = content.phase;
  if (content.phase === "write") fill(words, "The page says nothing until you finish.");
  fill(page.body, parts, el("div", { class: "eka-row" }, buttons), words, page.status);
  if (content.focus && content.phase === "write") toTheDesk(page.root);
  if (content.focus && content.phase === "done") setTimeout(() => {
    const heading = page.root.querySelector(".ekp-title");
    heading.focus({ preventScroll: true });
    page.root.scrollIntoView({ block: "start" });
  });
  return () => {
    themes.disconnect();
    page.close();
  };
}

export default safely(render);
