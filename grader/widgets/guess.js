// A guess at one's own level for each of a few criteria.

function render(context) {
  const page = openActivity(context, "ek-guess", "Guess how your reply will do", () => {});
  const { rows, levels } = context.model.get("content");
  const guessed = { ...(page.earlier ?? {}) };
  const options = levels.map((level, value) => ({ value, label: level.word }));
  const groups = rows.map((row) => {
    const group = choices(`My reply … ${row.title}`, options, guessed[row.id], (value) => {
      guessed[row.id] = value;
      page.keep({ ...guessed });
    });
    group.querySelector("legend").after(el("p", { class: "ek-muted eka-meaning" }, row.definition));
    group.classList.add("eka-inline");
    return group;
  });
  fill(page.body, groups, page.status);
  return page.close;
}

export default safely(render);
