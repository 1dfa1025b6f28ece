// A reply built up step by step; each step has a name and a reason, and after the last one comes when it backfires.

function render(context) {
  const { card, steps, backfires } = context.model.get("content");
  const page = openActivity(context, "ek-worked", "Worked example", () => {});
  let shown = Math.min(page.earlier ?? 0, steps.length);
  const reply = el("blockquote", { class: "eka-built" });
  const notes = el("ol", { class: "eka-steps" });
  const live = el("p", { class: "ek-hidden", role: "status" });
  const next = el("button", { type: "button", class: "ek-button ek-strong", onclick: () => go(1) });
  const back = el("button", { type: "button", class: "ek-button", onclick: () => go(-1) }, "One step back");
  const place = el("span", { class: "ek-muted" });
  const after = el("section", { class: "eka-panel", tabindex: -1, "aria-label": "When this backfires" }, el("h3", {}, "When this backfires"),
    el("ul", { class: "eka-backfires" }, backfires.map(({ title, text, instead }) =>
      el("li", {}, el("h4", {}, title), el("p", {}, text), el("p", {}, el("strong", {}, "Better: "), instead)))));

  const go = (by) => {
    shown = Math.max(0, Math.min(steps.length, shown + by));
    draw();
    const step = steps[shown - 1];
    fill(live, step ? `${step.name}. ${step.words} ${step.why}` : "");
    if (next.hidden) after.focus({ preventScroll: true });
    else if (back.hidden) next.focus();
    page.keep(shown);
  };
  const draw = () => {
    const seen = steps.slice(0, shown);
    fill(reply, shown === 0 ? el("span", { class: "ek-muted" }, "What would your first sentence be?")
      : seen.flatMap((step, i) => [step.lead, i === shown - 1 ? el("mark", {}, step.words) : step.words]));
    fill(notes, seen.map((step, i) => el("li", { class: i === shown - 1 ? "eka-newest" : "" }, el("h4", {}, `${i + 1}. ${step.name}`), el("p", {}, step.why))));
    fill(next, shown === 0 ? "Show the first step" : "Next step");
    fill(place, `${shown} of ${steps.length}`);
    next.hidden = shown === steps.length;
    back.hidden = shown === 0;
    after.hidden = shown < steps.length;
  };
  draw();
  fill(page.body, exchange(card),
    el("div", {}, el("p", { class: "ek-muted" }, "The reply so far"), reply),
    notes, live, el("div", { class: "eka-row" }, next, back, place), after, page.status);
  return page.close;
}

export default safely(render);
