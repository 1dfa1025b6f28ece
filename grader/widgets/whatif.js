// "What if": another reply at one turn of a finished conversation, and both courses side by side.

const COMPARES_WITHIN = 20000; // ms: four replies are read again

/** exchanges(): the conversation as it went. tell(message): to the kernel, outside of the box. */
function makeWhatIf({ card, turns, mirrorKey, send, exchanges, tell }) {
  const writer = makeWriter({
    label: "Another reply", what: "whatif", words: card.words, mirrorOf: (turn) => `${mirrorKey}_whatif_${turn}`, send,
    onInput: () => writer.line.say(""),
  });
  const before = el("div", { class: "ek-before" });
  const result = el("div", { class: "ek-result", role: "status", "data-testid": "ek-compared" });
  const see = el("button", { type: "button", class: "ek-button ek-strong", "data-testid": "ek-see", onclick: compare }, "See what happens");
  const open = el("div", { class: "ek-other", hidden: true }, before,
    el("div", { class: "ek-bar" }, el("h4", {}, "What would you write instead?"), writer.line.words, writer.line.state),
    writer.editor.root, writer.line.alert, el("div", { class: "ek-actions" }, see), result);
  const picks = Array.from({ length: turns }, (_, i) =>
    el("button", { type: "button", class: "ek-button", "aria-pressed": "false", "data-testid": "ek-pick", onclick: () => pick(i + 1) }, `Reply ${i + 1}`));
  const root = el("section", { class: "ek-whatif", "data-testid": "ek-whatif", "aria-label": "What if" }, el("h3", {}, "What if?"),
    el("p", {}, "Pick one of your replies and write another in its place. The rest of your replies stay as they were. So does your conversation: this is only to try, and is never graded."),
    el("div", { class: "ek-picks", role: "group", "aria-label": "Which reply" }, picks), open);
  let late;

  function pick(turn) {
    writer.flush();
    tell({ kind: "open", turn, mirror: openMirror(`${mirrorKey}_whatif_${turn}`).read() });
  }
  function compare() {
    clearTimeout(late);
    see.disabled = true;
    fill(result, el("p", { class: "ek-muted" }, `${capital(card.customer)} is reading …`));
    late = setTimeout(() => failed("No answer so far. What you wrote isn’t lost; reload the page to go on.", true), COMPARES_WITHIN);
    writer.tell({ kind: "compare" });
  }
  function failed(why, reload) {
    clearTimeout(late);
    see.disabled = false;
    fill(result);
    writer.line.say(why, reload);
  }
  const hear = {
    opened(message) {
      picks.forEach((button, i) => button.setAttribute("aria-pressed", String(i + 1 === message.turn)));
      const all = exchanges();
      const asked = message.turn > 1 ? all[message.turn - 2].answer : card.messages.at(-1).text;
      fill(before, quoted(capital(card.customer), asked), quoted("You wrote", all[message.turn - 1].reply));
      fill(result);
      see.disabled = false;
      open.hidden = false;
      writer.begin(message.turn, message);
      writer.editor.area.focus();
    },
    compared(message) {
      clearTimeout(late);
      see.disabled = false;
      if (message.turn === writer.turn()) fill(result, sideBySide(message, capital(card.customer)));
    },
    refused: (message) => failed(message.why),
    trouble: (message) => failed(message.why, true),
  };
  return {
    root,
    views: () => [writer.view()],
    heard(message) {
      writer.heard(message);
      if (message.kind === "opened" || message.view === writer.view()) hear[message.kind]?.(message);
    },
    flush: writer.flush,
    stop() {
      clearTimeout(late);
      writer.stop();
    },
  };
}

function quoted(who, text) {
  return el("div", {}, el("span", { class: "ek-who" }, who), el("p", { class: "ek-said ek-quoted", dir: "auto" }, text));
}

/** Both courses from the turn on at which they part; where there is little room one stands below the other. */
function sideBySide({ rows, words, plot, turn }, customer) {
  const side = (title, one, same) => el("div", { class: "ek-side" }, el("h5", {}, title),
    same ? el("p", { class: "ek-muted" }, "The same reply as before.") : quoted("You", one.reply),
    quoted(`${customer}: ${one.taken}`, one.answer), el("p", { class: "ek-anger" }, one.anger.words));
  const picture = el("div", { class: "ek-picture" });
  picture.innerHTML = plot; // our own picture: nothing in it was written by anybody
  return [
    ...rows.map((row) => el("div", { class: "ek-pair", role: "group", "aria-label": `Reply ${row.number}` },
      el("h4", {}, `Reply ${row.number}`), side("As it went", row.was, false),
      side("With the other reply", row.other, row.number !== turn))),
    el("p", {}, words), picture,
  ];
}
