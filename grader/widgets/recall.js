// Two questions from earlier lessons: choosing shows why, and the choice stays open.

function question(item, chosen, onpick) {
  const why = el("div", { class: "eka-note", role: "status" });
  const explain = (number) => {
    const option = item.options[number];
    why.dataset.state = option.right ? "yes" : "partly";
    fill(why, el("strong", {}, option.right ? "✓ " : "◐ "), option.why);
  };
  const options = item.options.map((option, value) => ({ value, label: option.text }));
  const group = choices(item.question, options, chosen, (value) => {
    explain(value);
    onpick(value);
  });
  group.prepend(el("p", { class: "ek-muted eka-from" }, `From “${item.lesson}”`));
  group.append(why);
  if (chosen !== undefined) explain(chosen);
  return group;
}

function render(context) {
  const page = openActivity(context, "ek-recall", "Look back", () => {});
  const picked = { ...(page.earlier ?? {}) };
  const items = context.model.get("content").items.map((item) =>
    question(item, picked[item.id], (value) => {
      picked[item.id] = value;
      page.keep({ ...picked });
    }),
  );
  fill(page.body, items, page.status);
  return page.close;
}

export default safely(render);
