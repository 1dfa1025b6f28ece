// The hot thought and what to make of it. Words stay in these boxes: nothing here sends, copies or keeps them.

/** Keeps browsers from remembering what is typed, and helpers that read along elsewhere from joining in. */
const UNSEEN = {
  autocomplete: "off", autocorrect: "off", spellcheck: "false", writingsuggestions: "false",
  "data-gramm": "false", "data-lt-active": "false",
};
const PROMISE = "Only this page sees what you write here. It isn't saved, sent or marked, and it's gone once you close or reload the page.";

/** One box with its label; it is made anew to be emptied, so that not even “undo” brings the words back. */
function privateBox(name, label) {
  const id = newView();
  return el("div", {}, el("label", { class: "eka-label", for: id }, label),
    el("textarea", { id, class: "eka-write", rows: 2, ...UNSEEN, "data-testid": `ek-private-${name}` }));
}

/** The three things to hold one's own words against; the ticks are as private as the words. */
function selfCheck(questions) {
  const rows = questions.map(({ text, note }) => {
    const tick = el("input", { type: "checkbox", autocomplete: "off" });
    return el("label", { class: "eka-choice" }, tick, el("span", {}, text, el("span", { class: "ek-muted ekv-note" }, note)));
  });
  return el("fieldset", { class: "eka-choices" }, el("legend", {}, "Hold your words against these"),
    el("p", { class: "ek-muted ekv-hint" }, "Tick what you find. Nobody sees the ticks either."), el("div", { class: "eka-options" }, rows));
}

function render({ model, el: node }) {
  const { card, prompt, ways, questions } = model.get("content");
  const root = makeRoot(node, "ek-private", "For you alone");
  root.classList.add("ek-activity");
  const written = el("div", { class: "eka-body" });
  const said = el("span", { role: "status", "data-testid": "ek-emptied" });
  const help = el("details", {}, el("summary", {}, "Some ways to see it"), el("ul", { class: "ekv-ways" }, ways.map((way) => el("li", {}, way))));
  const empty = () => fill(written, privateBox("thought", prompt), privateBox("reading", "Another way to see it"),
    ways.length ? help : null, privateBox("step", "One thing I can do about it"), selfCheck(questions));
  const button = el("button", { type: "button", class: "ek-button", onclick: () => {
    empty();
    fill(said, "✓ Emptied. Nothing of it is left.");
  } }, "Empty all of it");
  written.addEventListener("input", () => fill(said));
  empty();
  root.append(el("div", { class: "eka-body" }, exchange(card),
    el("p", { class: "ekv-promise", "data-testid": "ek-promise" }, PROMISE),
    written, el("div", { class: "eka-row" }, button, said)));
  addEventListener("pagehide", empty);
  const unwatch = watchTheme(root);
  return () => {
    removeEventListener("pagehide", empty);
    empty();
    unwatch();
  };
}

export default safely(render);
