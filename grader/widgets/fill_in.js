// A reply with one move missing. Feedback settles after a pause and says nothing about an empty gap.

const PAUSE = 700;

function judged(said, criterion) {
  const quotes = said.reasons.some((reason) => reason.includes("“")) ? [] : said.quotes;
  return [
    el("p", {}, levelTitle(criterion, said.state)),
    quotes.length ? el("p", {}, quotes.map((quote) => `“${quote}”`).join(" ")) : null,
    el("p", {}, said.reasons.join(" ")),
    said.next_edit ? el("p", {}, el("strong", {}, "Try this: "), said.next_edit) : null,
  ];
}

/** The end of the reply, folded away. */
function rest(text) {
  if (!text) return null;
  return el("details", {}, el("summary", { class: "ek-muted" }, "The rest of the reply"), el("p", { class: "eka-around" }, text));
}

function render(context) {
  const content = context.model.get("content");
  const page = openActivity(context, "ek-fill-in", "Write the missing words", (said) => {
    if (said.kind === "shown") return reveal(said.missing);
    if (said.level === null) return fill(feedback, said.message ?? "");
    feedback.dataset.state = said.state.name;
    fill(feedback, judged(said, content.criterion));
    show.hidden = !said.may_show || !model.hidden;
  });
  const id = newView();
  const box = el("textarea", { id, class: "eka-write", rows: 3, maxlength: 1000, spellcheck: "true", "data-testid": "ek-gap" });
  const feedback = el("div", { class: "eka-note eka-feedback", role: "status", "data-testid": "ek-feedback" });
  const model = el("div", { class: "eka-note", tabindex: -1, hidden: true });
  const show = el("button", { type: "button", class: "ek-button", hidden: true, onclick: () => page.ask("show") }, "See one way to write it");
  let pause;
  const reveal = (missing) => {
    fill(model, el("strong", {}, "One way: "), `“${missing}”`);
    model.hidden = false;
    model.focus();
    show.hidden = true;
  };
  const check = () => {
    if (box.value.trim()) page.ask("check", box.value);
    else {
      delete feedback.dataset.state;
      fill(feedback);
    }
  };
  box.addEventListener("input", () => {
    page.keep(box.value, { soon: true });
    clearTimeout(pause);
    pause = setTimeout(check, PAUSE);
  });
  fill(page.body, exchange(content.card), el("p", {}, content.task),
    el("div", { class: "eka-panel eka-gapped" }, el("p", { class: "eka-around" }, content.before.trim()),
      el("label", { class: "eka-label", for: id }, "The missing words"), box, feedback,
      el("p", { class: "eka-around" }, content.after.trim()), rest(content.rest.trim())),
    el("div", { class: "eka-row" }, show), model, page.status);
  if (typeof page.earlier === "string") {
    box.value = page.earlier;
    check();
  }
  return () => {
    clearTimeout(pause);
    page.close();
  };
}

export default safely(render);
