// The rewrite desk: puts the scene, the box and the feedback together and talks to the kernel (desk.py).

const FULL_WITHIN = 700; // ms that the full reading gets before the first one is shown instead
const READ_FOR = 2500; // ms after which shown feedback counts as read
const OPENS_WITHIN = 2000; // ms that the kernel gets to bring the text from disk

function makeSaveBar(onAgain) {
  const words = el("span", { class: "ek-count", "data-testid": "ek-words" });
  const state = el("span", { class: "ek-save", "data-testid": "ek-save", "data-save": "empty" });
  const alert = el("div", { class: "ek-alert", role: "status", "aria-live": "polite", "data-testid": "ek-unsaved" });
  const says = {
    empty: "", saving: "saving …", saved: "✓ saved", memory: "not kept on disk", trying: "trying again …",
    unsaved: "⚠ not saved yet", unkept: "saving …",
  };
  let told = "";
  return {
    words,
    state,
    alert,
    set(name, { notice = "", kept = true, failures = 0 } = {}) {
      state.dataset.save = name === "unkept" ? "saving" : name;
      state.textContent = says[name];
      if (name === "saving" || name === "trying") return;
      const gone = name === "unsaved" && failures > 1 && kept;
      const news = JSON.stringify([name === "unsaved", name === "unkept", notice, kept, gone]);
      if (news === told) return; // said once is enough, and a button that has the focus stays
      told = news;
      if (name === "unsaved") return void fill(alert, unsavedNotice(notice, kept, gone, onAgain));
      fill(alert, notice ? el("p", {}, notice) : null,
        name === "unkept" ? el("p", {}, "This browser can’t keep a copy, so leave the page only when it says saved.") : null);
    },
  };
}

/** What to say, and what can be done, when the text isn't on disk. */
function unsavedNotice(notice, kept, gone, onAgain) {
  const copy = kept
    ? "Your words are kept in this browser."
    : "This browser can’t keep a copy: copy your words before you leave the page.";
  const reload = gone ? " The course isn’t answering. Reload the page and they come back." : "";
  return [
    el("p", {}, el("strong", {}, "Not saved yet. "), notice ? `${notice} ` : "", copy, reload),
    el("button", { type: "button", class: "ek-button", "data-testid": "ek-again", onclick: onAgain }, "Try again"),
    gone ? el("button", {
      type: "button", class: "ek-button ek-strong", "data-testid": "ek-reload", onclick: () => location.reload(),
    }, "Reload the page") : null,
  ];
}

function makeDrafts({ onRestore }) {
  const list = el("ul", { class: "ek-drafts", "data-testid": "ek-drafts", hidden: true });
  return {
    list,
    fill(drafts) {
      list.hidden = false;
      fill(list, drafts.length ? drafts.map((draft) => el("li", {},
        el("span", { class: "ek-muted" }, new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })),
        el("p", { class: "ek-draft-text", dir: "auto" }, draft.text),
        el("button", { type: "button", class: "ek-button", "data-testid": "ek-restore", onclick: () => onRestore(draft.at) }, "Bring it back")))
        : el("li", { class: "ek-muted" }, "There are no earlier drafts yet."));
    },
  };
}

function render({ model, el: host }) {
  const card = model.get("card_view");
  const coached = model.get("mode") === "coached";
  const view = newView();
  const mirror = openMirror(model.get("mirror_key"));
  const [low, high] = card.words;
  const id = `ek-${view}`;

  const bar = makeSaveBar(() => keeper.again());
  const editor = makeEditor({
    label: `Your reply to ${card.customer}`, describedBy: `${id}-band`, onInput: typed, onMark: (i) => coach?.showMark(i),
  });
  const coach = coached ? makeCoach(editor, { onModel: () => keeper.tell({ kind: "model" }) }) : null;
  const keeper = makeKeeper({
    mirror, view, send: (message) => model.send(message), text: editor.text, label: bar.set,
  });
  const drafts = makeDrafts({ onRestore: (at) => ask({ kind: "restore", at, text: editor.text() }) });
  const timers = {};
  let first = null; // the first reading, waiting for the full one
  let opened = false;

  const draftsButton = el("button", {
    type: "button", class: "ek-button ek-quiet", "data-testid": "ek-earlier", "aria-expanded": "false",
    onclick: () => {
      if (drafts.list.hidden) keeper.tell({ kind: "drafts" });
      else closeDrafts();
    },
  }, "Earlier drafts");
  const againButton = el("button", {
    type: "button", class: "ek-button ek-quiet", "data-testid": "ek-start-again",
    onclick: () => ask({ kind: "start_again", text: editor.text() }),
  }, "Start again");

  function closeDrafts() {
    drafts.list.hidden = true;
    draftsButton.setAttribute("aria-expanded", "false");
  }
  /** Ask for something that changes the text; it isn't done until the kernel says so. */
  function ask(message) {
    keeper.tell(message);
    clearTimeout(timers.ask);
    timers.ask = setTimeout(() => keeper.refused({ notice: "Nothing was changed." }), UNSAVED_AFTER);
  }
  function count() {
    const n = countWords(editor.text());
    const over = n > high * 1.15;
    bar.words.textContent = `${n} ${n === 1 ? "word" : "words"}${n === 0 ? "" : over ? " · long for this channel" : ""}`;
    bar.words.dataset.fit = over ? "long" : n && n < low ? "short" : "fits";
  }
  function typed() {
    count();
    clearTimeout(timers.rest);
    clearTimeout(timers.first);
    first = null;
    keeper.changed();
  }
  function feedback(message) {
    if (message.seq !== keeper.seq() || keeper.pending()) return;
    clearTimeout(timers.first);
    if (message.stage === "quick" && message.status !== "not_attempted") {
      first = message;
      timers.first = setTimeout(() => say(first), FULL_WITHIN);
      return;
    }
    const stuck = message.status === "unavailable" && first?.status === "scored";
    say(stuck ? { ...first, message: "This is a first reading; a closer one isn’t available just now." } : message);
  }
  function say(message) {
    coach?.say(message, !opened);
    opened = true;
    clearTimeout(timers.rest);
    if (message.status === "scored") timers.rest = setTimeout(() => keeper.tell({ kind: "rest" }), READ_FOR);
  }
  function unlock() {
    editor.area.readOnly = false;
    editor.area.placeholder = "";
  }
  function adopt(message) {
    clearTimeout(timers.open);
    clearTimeout(timers.ask);
    unlock();
    if (drafts.list.contains(host.getRootNode().activeElement)) editor.area.focus(); // its button goes with the list
    closeDrafts();
    if (message.seq !== keeper.seq()) return keeper.flush();
    editor.setText(message.text);
    count();
    keeper.adopt(message);
    draftsButton.hidden = message.drafts === 0;
    coach?.offerModel(message.model_ready);
  }
  const answers = {
    state: adopt,
    saved(message) {
      keeper.saved(message);
      draftsButton.hidden = false;
    },
    unsaved: (message) => keeper.refused(message),
    feedback,
    tries: (message) => coach?.offerModel(message.model_ready),
    drafts(message) {
      drafts.fill(message.drafts);
      draftsButton.setAttribute("aria-expanded", "true");
    },
    model: (message) => coach?.showModel(message.text),
  };
  function heard(message) {
    if (message?.view === view) answers[message.kind]?.(message);
  }

  const knows = makeKnows(card);
  const box = el("section", { class: "ek-editor", "aria-label": "Your reply" },
    el("div", { class: "ek-bar" }, el("h3", {}, "Your reply"), el("span", { class: "ek-band ek-muted", id: `${id}-band` },
      `${low} to ${high} words suit ${channelName(card.channel)}`), bar.words, bar.state),
    editor.root, bar.alert,
    el("div", { class: "ek-actions" }, againButton, draftsButton), drafts.list);
  makeRoot(host, "ek-desk", card.heading);
  host.append(el("div", { class: "ek-grid" }, makeScene(card, knows), knows, box, coach?.root ?? null));

  const stops = [watchTheme(host), watchWidth(host, knows), keeper.stop];
  const leave = () => document.visibilityState === "hidden" && keeper.flush();
  document.addEventListener("visibilitychange", leave);
  addEventListener("pagehide", keeper.flush);
  model.on("msg:custom", heard);

  const earlier = mirror.read();
  if (earlier) editor.setText(earlier.text);
  count();
  editor.area.readOnly = true;
  editor.area.placeholder = "One moment: your text is on its way.";
  timers.open = setTimeout(() => {
    unlock();
    if (earlier && !earlier.saved) keeper.refused({});
  }, OPENS_WITHIN);
  keeper.tell({ kind: "hello", mirror: earlier });

  return () => {
    keeper.flush();
    model.off("msg:custom", heard);
    document.removeEventListener("visibilitychange", leave);
    removeEventListener("pagehide", keeper.flush);
    for (const timer of Object.values(timers)) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function channelName(channel) {
  return { chat: "a chat", email: "an email", phone: "the phone", social: "social media" }[channel] ?? channel;
}

export default { render };
