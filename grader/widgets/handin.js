// Hand in: a name, a button, what became of it. The feedback page is shown in a frame that can't run anything.

function render({ model, el: node }) {
  const root = makeRoot(node, "ek-handin", "Hand in");
  const field = el("input", { type: "text", id: `ek-${newView()}`, class: "ek-handin-name", maxlength: 200,
    autocomplete: "off", value: model.get("name"), "data-testid": "handin-name" });
  const button = el("button", { type: "button", class: "ek-button ek-strong", "data-testid": "handin-button",
    onclick: () => send(false) }, "Hand in");
  const status = el("div", { class: "ek-handin-status", role: "status", "aria-live": "polite",
    "data-testid": "handin-status" });
  const result = el("div", { class: "ek-handin-result" });
  let timer = 0;

  function send(sure) {
    button.disabled = true;
    fill(status, "Putting your replies together and reading them …");
    timer = setTimeout(() => {
      button.disabled = false;
      fill(status, "No answer yet. If this stays, reload the page: what you wrote is kept. Then hand in again.");
    }, 20000);
    model.send({ kind: "hand_in", name: field.value, sure });
  }

  function said(message) {
    clearTimeout(timer);
    button.disabled = false;
    if (message.kind === "failed") fill(status, message.why);
    if (message.kind === "ask") {
      const titles = message.empty.map((title) => `“${title}”`).join(" and ");
      const anyway = el("button", { type: "button", class: "ek-button", "data-testid": "handin-anyway",
        onclick: () => send(true) }, "Hand in anyway");
      fill(status, el("p", {}, `There is no reply yet for ${titles}.`), anyway);
    }
    if (message.kind === "done") done(message);
  }

  function done(message) {
    const bytes = Uint8Array.from(atob(message.zip), (c) => c.charCodeAt(0));
    const href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
    fill(status,
      el("p", {}, el("strong", {}, "✓ Handed in. "), "You can write on and hand in again; this file stays."),
      el("p", {}, "The file is ", el("code", { "data-testid": "handin-where" }, message.where), ". ",
        el("a", { href, download: message.file, "data-testid": "handin-download" }, "Download it"),
        " to give it to whoever runs your course."));
    button.textContent = "Hand in again";
    if (!message.page) {
      fill(result, el("p", {}, "Your hand-in is complete. Its feedback could not be made on this machine; ",
        "whoever runs your course can make it from the file."));
      return;
    }
    const frame = el("iframe", { sandbox: "", title: "Your feedback", class: "ek-handin-page",
      "data-testid": "handin-feedback" });
    frame.srcdoc = message.page;
    fill(result, el("h3", {}, "Your feedback"), frame);
  }

  model.on("msg:custom", said);
  fill(root,
    el("label", { for: field.id }, "Your student number, or your name"),
    el("div", { class: "ek-handin-row" }, field, button),
    el("p", { class: "ek-muted" }, "It goes into the file's name. Nothing leaves this machine by itself."),
    status, result);
  const stop = watchTheme(root);  // last: it leaves a node of its own in the root
  if (model.get("earlier").length)
    fill(status, `Handed in so far: ${model.get("earlier").length} time(s). You can hand in again.`);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !button.disabled) send(false);
  });
  return () => {
    clearTimeout(timer);
    model.off("msg:custom", said);
    stop();
  };
}

export default { render };
