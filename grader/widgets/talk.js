// A conversation on the page: its bubbles, what is said to each sent reply, and a box that keeps what is written.

/** The exchange as bubbles. `show` takes what the kernel says of it and adds only what is new. */
function makeTalk(card, knows) {
  const scene = makeScene(card, knows);
  scene.querySelector(".ek-draft").remove();
  const list = scene.querySelector(".ek-talk");
  list.setAttribute("aria-live", "polite");
  const customer = capital(card.customer);
  const waiting = el("li", { class: "ek-waiting ek-muted", "data-testid": "ek-waiting" }, `${customer} is reading …`);
  let shown = []; // the replies that are there, and whether their answer is
  let added = [];

  function bubble(from, who, text) {
    const node = el("li", { class: `ek-bubble ek-from-${from}`, "data-testid": from === "agent" ? "ek-mine" : "ek-answer" },
      el("span", { class: "ek-who" }, who), el("p", { class: "ek-said", dir: "auto" }, text));
    list.append(node);
    added.push(node);
  }
  function mine(reply, kept) {
    bubble("agent", kept === false ? "You · kept in this page only" : "You · ✓ saved", reply || "(nothing)");
    shown.push({ reply, answered: false });
  }
  function clear() {
    added.forEach((node) => node.remove());
    [added, shown] = [[], []];
  }

  return {
    scene,
    /** A reply is on its way to the customer. */
    sent(reply, kept) {
      mine(reply, kept);
      list.append(waiting);
    },
    show(exchanges, kept) {
      if (shown.some(({ reply }, i) => exchanges[i]?.reply !== reply)) clear(); // another page has gone on
      waiting.remove();
      exchanges.forEach((exchange, i) => {
        if (!shown[i]) mine(exchange.reply, kept);
        if (shown[i].answered) return;
        if (exchange.note) {
          const note = noteOf(exchange.note);
          list.append(note);
          added.push(note);
        }
        bubble("customer", customer, exchange.answer);
        shown[i].answered = true;
      });
    },
    quiet: () => waiting.remove(),
  };
}

/** What a sent reply did: the focus, a gate, one edit, and how anger moved. */
function noteOf(note) {
  return el("li", { class: "ek-did", "data-testid": "ek-did" },
    note.message ? el("p", {}, note.message) : null,
    note.rows.map(didRow),
    note.edit ? el("p", { class: "ek-did-edit" }, el("strong", {}, "Next time: "), note.edit) : null,
    el("p", { class: "ek-anger" }, el("span", { class: "ek-sign", "aria-hidden": "true" }, note.anger.sign), " ", note.anger.words));
}

function didRow(row) {
  return el("p", { class: "ek-did-row", "data-state": row.state, "data-criterion": row.criterion },
    el("span", { class: "ek-icon", "aria-hidden": "true" }, `${row.icon} `),
    el("strong", {}, capital(row.title)), " ", el("span", { class: "ek-state" }, row.word), ". ",
    row.quote ? el("q", { class: "ek-quote", dir: "auto" }, row.quote) : null, row.quote ? " " : null, row.reason);
}

/** The line that says where the text is, and what can be done where it isn't saved. */
function makeSaveLine(onAgain) {
  const words = el("span", { class: "ek-count", "data-testid": "ek-words" });
  const state = el("span", { class: "ek-save", "data-testid": "ek-save", "data-save": "empty" });
  const alert = el("div", { class: "ek-alert", role: "status", "data-testid": "ek-unsaved" });
  const says = { saving: "saving …", unkept: "saving …", saved: "✓ saved", memory: "not kept on disk", trying: "trying again …",
    unsaved: "⚠ not saved yet" };
  let told = "";
  const button = (label, action, name) =>
    el("button", { type: "button", class: "ek-button", "data-testid": name, onclick: action }, label);
  const tell = (...children) => {
    const news = children.map((child) => child?.textContent ?? child ?? "").join("|");
    if (news === told) return; // said once is enough, and a button that has the focus stays
    told = news;
    fill(alert, children);
  };
  return {
    words,
    state,
    alert,
    /** A sentence of its own, with a button that reloads the page where that helps. */
    say: (sentence, reload) => tell(sentence ? el("p", {}, sentence) : null, reload ? button("Reload the page", () => location.reload(), "ek-reload") : null),
    set(name, { notice = "", kept = true, failures = 0 } = {}) {
      state.dataset.save = name === "unkept" ? "saving" : name;
      state.textContent = says[name] ?? "";
      if (name === "saving" || name === "trying") return;
      if (name !== "unsaved") return void tell(notice ? el("p", {}, notice) : null,
        name === "unkept" ? el("p", {}, "This browser can’t keep a copy, so leave the page only when it says saved.") : null);
      const copy = kept ? "Your words are kept in this browser." : "This browser can’t keep a copy: copy your words before you leave.";
      const gone = failures > 1 && kept;
      tell(el("p", {}, el("strong", {}, "Not saved yet. "), notice ? `${notice} ` : "", copy,
        gone ? " The course isn’t answering. Reload the page and they come back." : ""),
      button("Try again", onAgain, "ek-again"), gone ? button("Reload the page", () => location.reload(), "ek-reload") : null);
    },
  };
}

/** A box whose text is kept as the desk keeps its own; `what` is "reply" or "whatif", `words` the channel's band. */
function makeWriter({ label, what, words: [, high], mirrorOf, send, onInput }) {
  const line = makeSaveLine(() => keeper?.again());
  const editor = makeEditor({ label, describedBy: null, onMark: () => {}, onInput: () => {
    count();
    keeper?.changed();
    onInput();
  } });
  let keeper = null, view = "", turn = 0;

  function count() {
    const n = countWords(editor.text());
    const over = n > high * 1.15;
    line.words.textContent = `${n} ${n === 1 ? "word" : "words"}${over ? " · long for this channel" : ""}`;
    line.words.dataset.fit = over ? "long" : "fits";
  }
  return {
    editor,
    line,
    turn: () => turn,
    view: () => view,
    /** Begin at a turn with what the disk holds of it. */
    begin(number, held) {
      keeper?.stop();
      turn = number;
      view = newView();
      const mirror = openMirror(mirrorOf(turn));
      keeper = makeKeeper({
        mirror: { read: mirror.read, write: (value) => mirror.write({ ...value, turn }) },
        view, send: (message) => send({ ...message, turn, what }), text: editor.text, label: line.set,
      });
      editor.setText(held.text);
      count();
      keeper.adopt(held);
    },
    tell: (message) => keeper?.tell({ text: editor.text(), ...message }) ?? false,
    heard(message) {
      if (message.view !== view) return;
      if (message.kind === "saved") keeper.saved(message);
      if (message.kind === "unsaved") keeper.refused(message);
    },
    flush: () => keeper?.flush(),
    stop: () => keeper?.stop(),
  };
}
