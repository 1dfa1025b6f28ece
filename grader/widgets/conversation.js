// A whole conversation: puts the bubbles, the box, the end and "What if" together and talks to the kernel (conversation.py).

const OPENS_WITHIN = 10000; // ms that the kernel gets to bring the conversation: it reads the replies again
const ANSWERS_WITHIN = 20000; // ms that an answer may take

function render({ model, el: host }) {
  const card = model.get("card_view");
  const turns = model.get("turns");
  const coached = model.get("coached");
  const mirrorKey = model.get("mirror_key");
  const page = newView();
  const timers = {};
  let exchanges = [];
  let known = JSON.stringify(card.knows);

  const send = (message) => model.send(message);
  const tell = (message) => {
    try {
      send({ view: page, seq: 0, ...message });
    } catch {
      writer.line.say("The course isn’t answering. Reload the page; what you wrote is kept.", true);
    }
  };
  const knows = makeKnows(card);
  const talk = makeTalk(card, knows);
  const writer = makeWriter({
    label: `Your reply to ${card.customer}`, what: "reply", words: card.words, mirrorOf: () => mirrorKey, send, onInput: calm,
  });
  const heading = el("h3", {}, "Your reply");
  const sendButton = el("button", { type: "button", class: "ek-button ek-strong", "data-testid": "ek-send", onclick: ask }, "Send");
  const actions = el("div", { class: "ek-actions" }, sendButton, el("span", { class: "ek-muted ek-hint" }, "or Ctrl+Enter"));
  const sure = el("div", { class: "ek-sure", "data-testid": "ek-sure", hidden: true });
  const box = el("section", { class: "ek-editor", "aria-label": "Your reply", onkeydown: keys },
    el("div", { class: "ek-bar" }, heading, el("span", { class: "ek-band ek-muted" }, `${card.words[0]} to ${card.words[1]} words suit ${channelName(card.channel)}`),
      writer.line.words, writer.line.state),
    writer.editor.root, writer.line.alert, actions, sure);
  const end = el("section", { class: "ek-end", "data-testid": "ek-end", "aria-label": "The end of the conversation", tabindex: -1, hidden: true });
  const whatIf = makeWhatIf({ card, turns, mirrorKey, send, exchanges: () => exchanges, tell });

  function keys(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (sure.hidden) ask();
      else post(false);
    } else if (event.key === "Escape" && !sure.hidden) {
      event.preventDefault();
      calm();
      writer.editor.area.focus();
    }
  }
  /** Take the question back: there is something else to do. */
  function calm() {
    sure.hidden = true;
    actions.hidden = false;
    fill(sure);
  }
  function ask() {
    if (writer.editor.area.readOnly) return;
    if (!writer.editor.text().trim()) return void writer.line.say("There is nothing to send yet.");
    question("Send this? A reply that is sent stays as it is.", "Send it", false);
  }
  function question(words, label, anyway) {
    const yes = el("button", { type: "button", class: "ek-button ek-strong", "data-testid": "ek-yes", onclick: () => post(anyway) }, label);
    const no = el("button", { type: "button", class: "ek-button", "data-testid": "ek-no", onclick: () => {
      calm();
      writer.editor.area.focus();
    } }, "Keep writing");
    fill(sure, el("p", {}, words), yes, no);
    sure.hidden = false;
    actions.hidden = true;
    yes.focus();
  }
  function lock(on) {
    writer.editor.area.readOnly = on;
    sendButton.disabled = on;
  }
  function post(anyway) {
    calm();
    lock(true);
    writer.tell({ kind: "send", anyway });
    clearTimeout(timers.send);
    timers.send = setTimeout(() => {
      lock(false);
      writer.line.say("Not sent yet. Your words are kept. If this stays so, reload the page and send again.", true);
    }, UNSAVED_AFTER * 2);
  }
  function settle(name) {
    clearTimeout(timers[name]);
    delete timers[name];
  }

  const hear = {
    sent(message) {
      settle("send");
      writer.line.say("");
      talk.sent(writer.editor.text(), message.kept);
      timers.answer = setTimeout(() => hear.trouble({ why: "No answer so far. What you sent is kept; reload the page to see it." }), ANSWERS_WITHIN);
    },
    state(message) {
      ["open", "send", "answer"].forEach(settle);
      const first = !writer.turn();
      exchanges = message.exchanges;
      talk.show(exchanges, message.kept);
      know(message.knows);
      if (message.over) return finish(message.end, first);
      heading.textContent = `Your reply ${message.turn} of ${turns}`;
      writer.editor.area.placeholder = "";
      writer.begin(message.turn, message);
      lock(false);
      if (!first) writer.editor.area.focus({ preventScroll: true });
    },
    refused(message) {
      settle("send");
      lock(false);
      if (message.anyway) question(message.why, "Send it all the same", true);
      else writer.line.say(message.why);
    },
    trouble(message) {
      ["open", "answer"].forEach(settle);
      talk.quiet();
      writer.line.say(message.why, true);
    },
  };
  function know(parts) {
    if (JSON.stringify(parts) === known) return;
    fill(knows.lastChild, [...makeKnows({ knows: parts }).lastChild.childNodes]);
    known = JSON.stringify(parts);
  }
  function finish(said, quietly) {
    writer.stop();
    box.hidden = true;
    host.classList.add("ek-over");
    if (!end.hidden) return;
    const picture = el("div", { class: "ek-picture" });
    picture.innerHTML = said.plot; // our own picture: nothing in it was written by anybody
    fill(end, el("h3", {}, "The end of this conversation"), el("p", {}, said.words), picture, coached ? whatIf.root : null);
    end.hidden = false;
    if (!quietly) end.focus({ preventScroll: true });
  }
  function heard(message) {
    if (message?.view !== page && message?.view !== writer.view() && !whatIf.views().includes(message?.view)) return;
    whatIf.heard(message);
    writer.heard(message);
    if (message.view === page || message.view === writer.view()) hear[message.kind]?.(message);
  }

  makeRoot(host, "ek-exchange", card.heading);
  host.append(el("div", { class: "ek-grid" }, talk.scene, knows, box, end));
  const stops = [watchTheme(host), watchWidth(host, knows), writer.stop, whatIf.stop];
  const flush = () => [writer, whatIf].forEach((one) => one.flush());
  const leave = () => document.visibilityState === "hidden" && flush();
  document.addEventListener("visibilitychange", leave);
  addEventListener("pagehide", flush);
  model.on("msg:custom", heard);

  const mirror = openMirror(mirrorKey).read();
  lock(true);
  writer.editor.area.placeholder = "One moment: your conversation is on its way.";
  timers.open = setTimeout(() => writer.line.say("The course isn’t answering yet. Reload the page; what you wrote is kept.", true), OPENS_WITHIN);
  tell({ kind: "hello", mirror });

  return () => {
    flush();
    model.off("msg:custom", heard);
    document.removeEventListener("visibilitychange", leave);
    removeEventListener("pagehide", flush);
    for (const timer of Object.values(timers)) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function channelName(channel) {
  return { chat: "a chat", email: "an email", phone: "the phone", social: "social media" }[channel] ?? channel;
}

export default { render };
