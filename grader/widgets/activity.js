// Shared by the exercises of a lesson: an answer is copied in the browser at once, then sent to the kernel, and
// only the kernel's word that it's on disk makes the page say "saved".

const PATIENCE = 2000; // milliseconds without that word before the page says that it isn't saved
const SETTLE = 300; // milliseconds of quiet before typed words are sent
const ANSWER_PATIENCE = 8000; // the first reading of a reply may take a few seconds

/** Open one exercise in `node`: `hear` gets what the kernel says, `keep` and `ask` talk to it, `status` shows how it went. */
function openActivity({ model, el: node }, name, label, hear) {
  const root = makeRoot(node, name, label);
  const body = el("div", { class: "eka-body" });
  root.classList.add("ek-activity");
  root.append(body);
  const unwatch = watchTheme(root);
  const mirror = openMirror(`even-keel:${model.get("place")}:${model.get("key")}`);
  const saving = makeStatus(() => send());
  let seq = 0, asked = 0, latest, copied = true, late, settle, unanswered;

  const send = () => {
    clearTimeout(late);
    late = setTimeout(() => saving.late(copied), PATIENCE);
    tell({ kind: "answer", seq, answer: latest });
  };
  const tell = (message) => {
    try {
      model.send(message);
    } catch {
      saving.late(copied);
    }
  };
  const keep = (answer, { soon = false } = {}) => {
    seq += 1;
    latest = answer;
    copied = mirror.write({ text: JSON.stringify(answer), saved: false });
    saving.changed();
    clearTimeout(settle);
    if (soon) settle = setTimeout(send, SETTLE);
    else send();
  };
  const ask = (kind, answer) => {
    asked += 1;
    clearTimeout(unanswered);
    unanswered = setTimeout(() => saving.silent(), ANSWER_PATIENCE);
    tell({ kind, seq: asked, answer });
  };
  const listen = (said) => {
    if (said?.kind === "saved" || said?.kind === "failed") {
      if (said.seq !== seq) return;
      clearTimeout(late);
      if (said.kind === "failed") return saving.failed(said.why);
      mirror.write({ text: JSON.stringify(latest), saved: true });
      saving.saved(said);
    } else if (said?.seq === asked) {
      clearTimeout(unanswered);
      saving.answered();
      if (said.kind === "trouble") saving.trouble(said.why);
      else hear(said);
    }
  };
  model.on("msg:custom", listen);

  const unsaved = readCopy(mirror);
  if (unsaved !== undefined) setTimeout(() => keep(unsaved));
  const close = () => {
    model.off("msg:custom", listen);
    [late, settle, unanswered].forEach(clearTimeout);
    unwatch();
  };
  return { root, body, keep, ask, close, status: saving.node, earlier: unsaved ?? model.get("answer") ?? undefined };
}

/** What the browser copied and the kernel never confirmed; undefined where there's no such thing. */
function readCopy(mirror) {
  const copy = mirror.read();
  if (!copy || copy.saved !== false) return undefined;
  try {
    return JSON.parse(copy.text);
  } catch {
    return undefined;
  }
}

/** The line that says whether an answer is saved. Only problems are read out. */
function makeStatus(retry) {
  const quiet = el("span", { class: "ek-muted", "data-testid": "ek-saved" });
  const loud = el("span", { role: "status", "data-testid": "ek-problem" });
  const again = el("button", { type: "button", class: "ek-button", onclick: () => retry() }, "Try again");
  const reload = el("button", { type: "button", class: "ek-button", onclick: () => location.reload() }, "Reload the page");
  const node = el("div", { class: "eka-status" }, quiet, loud, again, reload);
  const show = (calm, problem = "", { canRetry = false, canReload = false } = {}) => {
    fill(quiet, calm);
    if (loud.textContent !== problem) fill(loud, problem);
    again.hidden = !canRetry;
    reload.hidden = !canReload;
    node.classList.toggle("eka-alarm", problem !== "");
  };
  let silent = false;
  show("");
  return {
    node,
    changed: () => show(loud.textContent ? "" : "saving …", loud.textContent, { canRetry: !again.hidden, canReload: !reload.hidden }),
    saved: ({ notice, kept }) => show(kept === false ? "kept in this page only" : "✓ saved", notice),
    failed: (why) => show("", why, { canRetry: true }),
    late: (copied) => show("", copied
      ? "Not saved yet. Your browser has a copy of it, so nothing is lost."
      : "Not saved yet, and your browser can't keep a copy. Leave this page open.", { canRetry: true, canReload: copied }),
    silent: () => {
      if (loud.textContent) return;
      silent = true;
      show("", "No answer so far. What you wrote isn't lost; reload the page to go on.", { canReload: true });
    },
    answered: () => {
      if (silent) show("");
      silent = false;
    },
    trouble: (why) => show("", why, { canReload: true }),
  };
}

/** The exchange so far, without the draft that the desk shows under it. */
function exchange(card) {
  const scene = makeScene(card, el("div"));
  scene.querySelector(".ek-draft").remove();
  return scene;
}

/** A group of radio buttons with a heading. `options` are {value, label}; `onpick` gets the value. */
function choices(heading, options, picked, onpick) {
  const group = newView();
  const rows = options.map(({ value, label }) => {
    const input = el("input", { type: "radio", name: group, value, onchange: () => onpick(value) });
    input.checked = value === picked;
    return el("label", { class: "eka-choice" }, input, el("span", {}, label));
  });
  return el("fieldset", { class: "eka-choices" }, el("legend", {}, heading), el("div", { class: "eka-options" }, rows));
}

/** What a level is about, with its icon before and its word after it. */
function levelTitle(title, { name, icon, word }) {
  const mark = (text, hide) => el("span", { class: "ek-state", "data-state": name, "aria-hidden": hide ? "true" : null }, text);
  return [mark(icon, true), " ", el("strong", {}, title[0].toUpperCase() + title.slice(1)), " ", mark(word)];
}

/** A level as icon and word in its colour. */
function levelMark({ name, icon, word }) {
  return el("span", { class: "ek-state", "data-state": name }, el("span", { "aria-hidden": "true" }, `${icon} `), word);
}

/** The widget: whatever fails in the page becomes a sentence, not an empty place. */
function safely(render) {
  return {
    render(context) {
      try {
        return render(context);
      } catch (error) {
        console.error(error);
        const words = "This part can't be shown just now. What you wrote is safe; reload the page to try again.";
        fill(context.el, el("p", { class: "ek", role: "note" }, words));
        return undefined;
      }
    },
  };
}
