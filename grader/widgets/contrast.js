// Three replies without labels: tap the words that do the work, then ask for the rule.

const NAMES = ["First reply", "Second reply", "Third reply"];

/** One reply as phrases to tap. Arrow keys move within it, so Tab goes from reply to reply. */
function tappable(name, pieces, tapped, onchange) {
  const buttons = pieces.map((words, i) => el("button", {
    type: "button", class: "eka-phrase", "aria-pressed": String(tapped.has(i)), tabindex: i === 0 ? 0 : -1,
    onclick: () => toggle(i), onkeydown: (event) => move(event, i),
  }, words));
  const toggle = (i) => {
    if (!tapped.delete(i)) tapped.add(i);
    buttons[i].setAttribute("aria-pressed", String(tapped.has(i)));
    go(i);
    onchange();
  };
  const go = (i) => {
    buttons.forEach((button, j) => button.setAttribute("tabindex", i === j ? 0 : -1));
    buttons[i].focus();
  };
  const move = (event, i) => {
    const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: pieces.length - 1 };
    if (!(event.key in to)) return;
    event.preventDefault();
    go(Math.max(0, Math.min(pieces.length - 1, to[event.key])));
  };
  const label = el("h4", {}, name);
  const verdict = el("div", { class: "eka-verdict" });
  const spaced = buttons.flatMap((button) => [button, " "]);
  const node = el("section", { class: "eka-panel eka-reply", "aria-label": name }, label,
    el("div", { class: "eka-phrases", role: "group", "aria-label": `${name}, in phrases` }, spaced), verdict);
  return { node, label, verdict, buttons };
}

const STATES = { strong: "yes", near_miss: "partly", weak: "no" };
const ICONS = { strong: "✓", near_miss: "◐", weak: "○" };

/** Say what one reply does, and underline the words that do it. */
function judge(card, name, said) {
  card.node.dataset.state = STATES[said.kind];
  fill(card.label, `${name}: `, el("span", { class: "ek-state" }, `${ICONS[said.kind]} ${said.label}`));
  for (const i of said.working) card.buttons[i]?.classList.add("eka-working");
  const about = said.kind === "near_miss" ? "It lacks" : "On";
  fill(card.verdict, el("p", {}, el("strong", {}, `${about} “${said.criterion}”: `), said.reasons.join(" ")));
}

function found(cards, tapped, replies) {
  const strong = replies.findIndex((reply) => reply.kind === "strong");
  const hits = replies[strong].working.filter((i) => tapped[strong].has(i)).length;
  if (hits > 0) return "You tapped words that do the work. They're underlined now.";
  return "The words that do the work are underlined now. Read them once more in their place.";
}

function render(context) {
  const content = context.model.get("content");
  const page = openActivity(context, "ek-contrast", "Compare three replies", (said) => said.kind === "rule" && reveal(said));
  const earlier = page.earlier ?? { tapped: [[], [], []], shown: false };
  const tapped = earlier.tapped.map((list) => new Set(list));
  let shown = earlier.shown;
  const keep = () => page.keep({ tapped: tapped.map((set) => [...set]), shown });
  const cards = content.replies.map((pieces, i) => tappable(NAMES[i], pieces, tapped[i], keep));
  const rule = el("div", { class: "eka-rule", role: "status", tabindex: -1, "data-testid": "ek-rule" });
  const hint = el("p", { class: "ek-muted" }, "Tap a phrase to mark it; tap again to take the mark away. With the keyboard: arrow keys, then Enter.");
  const button = el("button", { type: "button", class: "ek-button ek-strong", onclick: () => {
    if (!tapped.some((set) => set.size)) return fill(rule, "Mark at least one phrase first. A wrong guess helps too.");
    page.ask("rule");
  } }, "Show the rule");
  const reveal = (said) => {
    cards.forEach((card, i) => judge(card, NAMES[i], said.replies[i]));
    fill(rule, el("p", {}, found(cards, tapped, said.replies)), el("h4", {}, "The rule"),
      el("p", { class: "eka-rule-words" }, said.rule), el("ul", {}, said.points.map((point) => el("li", {}, point))));
    button.hidden = true;
    if (!shown) {
      rule.focus();
      shown = true;
      keep();
    }
  };
  fill(page.body, exchange(content.card), hint, el("div", { class: "eka-three" }, cards.map((card) => card.node)),
    el("div", { class: "eka-row" }, button), rule, page.status);
  if (shown) page.ask("rule");
  return page.close;
}

export default safely(render);
