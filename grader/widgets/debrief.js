// Guess beside score, the way from reply to reply, a goal in one's own words, and when to come back.

/** A level as a bar of 0 to 2, with its word; "no guess" where there is none. */
function bar(what, level, levels) {
  if (level === null) return el("div", { class: "eka-bar" }, el("span", { class: "ek-muted" }, `${what}: none`));
  const track = el("span", { class: "eka-track", "aria-hidden": "true" }, el("span", { class: "eka-full", style: `width: ${level * 50}%` }));
  return el("div", { class: "eka-bar", "data-state": levels[level].name }, el("span", { class: "eka-what" }, what), track, levelMark(levels[level]));
}

function comparison(said, levels) {
  const head = el("tr", {}, ["What", "Your guess", "Your reply", "In short"].map((word) => el("th", { scope: "col" }, word)));
  const rows = said.rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.title), el("td", {}, bar("guess", row.guess, levels)),
    el("td", {}, bar("reply", row.level, levels)), el("td", {}, el("p", {}, el("strong", {}, row.words)), el("p", { class: "ek-muted" }, row.reason))));
  return el("table", { class: "eka-compared" }, el("caption", { class: "ek-hidden" }, "Your guess and what the page makes of your reply"),
    el("thead", {}, head), el("tbody", {}, rows));
}

function course(said, levels) {
  if (said.course.length < 2) return null;
  const steps = said.course.map(({ title, level }) => el("li", {}, levelMark(levels[level]), ` ${title}`));
  return el("section", { class: "eka-panel" }, el("h4", {}, `From reply to reply: ${said.criterion}`), el("ol", { class: "eka-course" }, steps));
}

function goalBoxes(content, earlier, onchange) {
  const goal = { if: "", then: "", ...(earlier ?? {}) };
  const box = (part, word) => {
    const id = newView();
    const input = el("textarea", { id, class: "eka-write", rows: 2, maxlength: 500, placeholder: `for example: ${content[part]}`,
      "data-testid": `ek-goal-${part}`, oninput: () => {
        goal[part] = input.value;
        onchange({ ...goal });
      } });
    input.value = goal[part];
    return el("div", {}, el("label", { class: "eka-label", for: id }, word), input);
  };
  return el("section", { class: "eka-panel eka-goal" }, el("h4", {}, "One thing to take with you"),
    el("p", {}, "Say it in your own words: when it happens, and what you'll do then."), box("if", "If …"), box("then", "then …"));
}

function render(context) {
  const content = context.model.get("content");
  const page = openActivity(context, "ek-debrief", "Look at how you did", (said) => said.kind === "result" && show(said));
  const result = el("div", { class: "eka-result", role: "status", "data-testid": "ek-result" });
  const later = el("p", { "data-testid": "ek-come-back" });
  const again = el("button", { type: "button", class: "ek-button", onclick: () => page.ask("look") }, "Look again");
  const show = (said) => {
    fill(result, said.missing ? el("p", {}, said.missing) : null, said.rows.length ? comparison(said, content.levels) : null, course(said, content.levels));
    fill(later, el("strong", {}, `Come back on ${said.come_back}, or soon after, `),
      "and write one more reply without help. What you practise again after a few days stays with you longer.");
  };
  fill(page.body, result, el("div", { class: "eka-row" }, again),
    goalBoxes(content, page.earlier, (goal) => page.keep(goal, { soon: true })), page.status, later);
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && page.ask("look"));
  seen.observe(page.root);
  return () => {
    seen.disconnect();
    page.close();
  };
}

export default safely(render);
