// The exchange as bubbles, the draft to replace, and what the agent knows.

/** The conversation. Where the card has a content note it waits behind a button, and so does what the agent knows. */
function makeScene(card, knows) {
  const bubbles = card.messages.map((message) =>
    el("li", { class: `ek-bubble ek-from-${message.from}` },
      el("span", { class: "ek-who" }, message.from === "customer" ? capital(card.customer) : "Earlier answer"),
      el("p", { class: "ek-said", dir: "auto" }, message.text)));
  const draft = el("li", { class: "ek-bubble ek-draft", "data-testid": "ek-draft" },
    el("span", { class: "ek-who" }, "The draft you’re asked to replace"),
    el("p", { class: "ek-said", dir: "auto" }, card.draft));
  const talk = el("ul", { class: "ek-talk", "data-testid": "ek-conversation", tabindex: card.note ? -1 : null }, bubbles, draft);
  const scene = el("div", { class: "ek-scene" }, el("h3", { class: "ek-heading" }, card.heading));
  if (!card.note) {
    scene.append(talk);
    return scene;
  }
  talk.hidden = true;
  knows.hidden = true;
  const cover = el("div", { class: "ek-cover", "data-testid": "ek-note" },
    el("p", {}, card.note),
    el("button", {
      type: "button", class: "ek-button", "data-testid": "ek-show-message",
      onclick: () => {
        cover.hidden = true;
        talk.hidden = false;
        knows.hidden = false;
        talk.focus();
      },
    }, "Show the message"));
  scene.append(cover, talk);
  return scene;
}

/** What the agent knows: a panel beside the exchange, or folded under it where there is little room. */
function makeKnows(card) {
  const panel = el("details", { class: "ek-knows", "data-testid": "ek-knows" },
    el("summary", { class: "ek-knows-title" }, "What you know"),
    el("div", { class: "ek-knows-parts" }, card.knows.map((part) =>
      el("section", { class: "ek-part", "data-kind": part.kind },
        el("h4", {}, part.heading),
        el("ul", {}, part.lines.map((line) => el("li", { dir: "auto" }, line)))))));
  return panel;
}

/** Open the panel where it has a column of its own; leave it to the learner where it's folded. */
function watchWidth(root, panel) {
  let wide = null;
  const observer = new ResizeObserver(([entry]) => {
    const now = entry.contentRect.width >= 760;
    if (now === wide) return;
    wide = now;
    panel.open = now;
    panel.classList.toggle("ek-beside", now);
    panel.firstChild.tabIndex = now ? -1 : 0;
  });
  observer.observe(root);
  panel.firstChild.addEventListener("click", (event) => {
    if (wide) event.preventDefault();
  });
  return () => observer.disconnect();
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
