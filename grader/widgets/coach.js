// What the words do: three things at most, the customer's answer to them, and everything else behind a fold.

/** The feedback below the box. editor: where marks are drawn. */
function makeCoach(editor, { onModel }) {
  const things = el("ul", { class: "ek-things", "data-testid": "ek-things" });
  const edit = el("p", { class: "ek-edit", "data-testid": "ek-edit", hidden: true });
  const taken = el("p", { class: "ek-taken", "data-testid": "ek-taken", hidden: true });
  const message = el("p", { class: "ek-message", "data-testid": "ek-message", hidden: true });
  const chips = el("div", { class: "ek-chips", role: "group", "aria-label": "What your words do", hidden: true });
  const note = el("div", { class: "ek-note", "data-testid": "ek-span-note", hidden: true });
  const rows = el("ul", { class: "ek-rows" });
  const all = el("details", { class: "ek-all", "data-testid": "ek-all", hidden: true }, el("summary", {}, "All criteria"), rows);
  const live = el("div", { class: "ek-hidden", role: "status", "aria-live": "polite", "data-testid": "ek-live" });
  const modelText = el("blockquote", { class: "ek-model-text", "data-testid": "ek-model-text", dir: "auto" });
  const model = el("div", { class: "ek-model", tabindex: -1, hidden: true },
    el("h4", {}, "One way to do it"), modelText,
    el("p", { class: "ek-muted" }, "Yours may be as good or better: what counts is what it does."));
  const ask = el("button", { type: "button", class: "ek-button", "data-testid": "ek-model", hidden: true, onclick: onModel },
    "See one way to do it");
  const root = el("section", { class: "ek-coach", "data-testid": "ek-feedback", "aria-label": "What your words do" },
    message, things, edit, taken, chips, note, all, ask, model, live);
  let marks = [];
  let shown = "";

  function show(i, from) {
    editor.flash(i);
    for (const chip of chips.querySelectorAll("button"))
      chip.setAttribute("aria-expanded", String(chip.dataset.mark === String(i)));
    fill(note, marks[i].notes.map((one) => el("p", { "data-state": one.state },
      `${capital(one.title)}: `, stateOf(one), `. ${one.reason}`)));
    note.hidden = false;
    if (from === "text") live.textContent = spoken(marks[i].notes);
  }

  function drawChips() {
    fill(chips, el("span", { class: "ek-chips-label" }, "Your underlined words: tap one to see what it does."), marks.map((mark, i) =>
      el("button", {
        type: "button", class: "ek-chip", "data-mark": i, "data-testid": "ek-chip", "aria-expanded": "false",
        "data-state": weightiest(mark.notes.map((one) => one.state)),
        onclick: () => show(i), onfocus: () => show(i), onblur: () => editor.flash(-1),
      },
      el("span", { class: "ek-chip-words" }, `“${mark.quote}”`),
      el("span", { class: "ek-hidden" }, ` ${spoken(mark.notes)}`))));
    chips.hidden = !marks.length;
    note.hidden = true;
  }

  return {
    root,
    showMark: (i) => marks[i] && show(i, "text"),
    /** Say what came of a text. `quiet` leaves the announcement out, as when a page is opened. */
    say(said, quiet) {
      const { seq, stage, ...now } = said;
      if (JSON.stringify(now) === shown) return;
      shown = JSON.stringify(now);
      const scored = said.status === "scored";
      message.textContent = said.message ?? "";
      message.hidden = !said.message;
      fill(things, (said.things ?? []).map(thing));
      showIf(edit, said.edit ? [el("strong", {}, "Try this: "), said.edit] : said.done ? [said.done] : null);
      showIf(taken, said.taken ? [el("strong", {}, "How it lands: "), said.taken] : null);
      fill(rows, (said.all ?? []).map(thing));
      all.hidden = !scored;
      marks = said.marks ?? [];
      editor.setMarks(marks);
      const held = chips.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement.dataset.mark : null;
      drawChips();
      if (held !== null) chips.querySelector(`[data-mark="${Math.min(held, marks.length - 1)}"]`)?.focus();
      root.style.minHeight = `${Math.max(parseFloat(root.style.minHeight) || 0, root.offsetHeight)}px`;
      if (!quiet) live.textContent = scored ? summary(said) : said.message ?? "";
    },
    offerModel(ready) {
      ask.hidden = !ready || !model.hidden;
    },
    showModel(text) {
      modelText.textContent = text;
      model.hidden = false;
      ask.hidden = true;
      model.focus();
    },
  };
}

function showIf(node, children) {
  node.hidden = !children;
  fill(node, children ?? []);
}

function stateOf(one) {
  return el("span", { class: "ek-state" }, el("span", { class: "ek-icon", "aria-hidden": "true" }, `${one.icon} `), one.word);
}

/** One row: icon and word, what it is, the learner's words, why. */
function thing(one) {
  return el("li", { class: "ek-thing", "data-state": one.state, "data-criterion": one.criterion },
    el("span", { class: "ek-icon", "aria-hidden": "true" }, one.icon),
    el("div", {},
      el("span", { class: "ek-thing-title" }, one.title), " ", el("span", { class: "ek-thing-word" }, one.word),
      el("p", { class: "ek-why" }, one.quote ? el("q", { class: "ek-quote", dir: "auto" }, one.quote) : null, one.quote ? " " : null, one.reason)));
}

function spoken(notes) {
  return notes.map((one) => `${one.title}, ${one.word}. ${one.reason}`).join(" ");
}

function summary(said) {
  const parts = said.things.map((one) => `${one.title}: ${one.word}. ${one.reason}`);
  if (said.edit) parts.push(`Try this: ${said.edit}`);
  else if (said.done) parts.push(said.done);
  if (said.taken) parts.push(`How it lands: ${said.taken}`);
  return parts.join(" ");
}
