// How practice goes: drawn by the kernel when it comes into view, and again when somebody asks.

function render(context) {
  const page = openActivity(context, "ek-progress", "How your practice goes", (said) => {
    fill(words, said.words);
    fill(notice, said.notice);
    view.innerHTML = said.html; // made by the kernel from numbers alone
    again.disabled = false;
  });
  const words = el("p", { role: "status", "data-testid": "ek-progress-words" }, "Drawing …");
  const notice = el("p", { class: "ek-muted" });
  const view = el("div", { "data-testid": "ek-progress-view" });
  const look = () => {
    again.disabled = true;
    page.ask("look");
  };
  const again = el("button", { type: "button", class: "ek-button", "data-testid": "ek-progress-again", onclick: look }, "Look again");
  fill(page.body, words, view, notice, el("div", { class: "eka-row" }, again), page.status);
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    look();
  });
  seen.observe(page.root);
  return () => {
    seen.disconnect();
    page.close();
  };
}

export default safely(render);
