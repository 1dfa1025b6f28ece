// Six slow breaths a minute. The clock is read afresh at every beat, so a tab that was asleep catches up.

const BEAT = 200; // milliseconds between two looks at the clock

/** Where the breath is after so many seconds: its number, which way it goes, how full the bar is (0 to 1). */
function breathAt(seconds, pace) {
  const number = Math.floor(seconds / (pace.in + pace.out));
  const within = seconds - number * (pace.in + pace.out);
  const way = within < pace.in ? "in" : "out";
  const begun = Math.floor(way === "in" ? within : within - pace.in) + 1;
  return { number, way, full: way === "in" ? begun / pace.in : 1 - begun / pace.out };
}

/** The circle, the word in it, and the bar that takes the circle's place where motion isn't wanted. */
function makeStage(pace) {
  const word = el("p", { class: "ekp-word", "data-testid": "ek-breath" });
  const bar = el("span", { class: "ekp-full" });
  const node = el("div", { class: "ekp-stage", style: `--ekp-in: ${pace.in}s; --ekp-out: ${pace.out}s` },
    el("span", { class: "ekp-circle", "data-testid": "ek-circle", "aria-hidden": "true" }), word,
    el("span", { class: "ekp-bar", "data-testid": "ek-bar", "aria-hidden": "true" }, bar));
  const show = (way, full) => {
    node.dataset.way = way;
    bar.style.width = `${Math.round(full * 100)}%`;
    if (word.textContent !== way) fill(word, way);
  };
  show("", 0);
  return { node, show };
}

function render({ model, el: node }) {
  const pace = model.get("content");
  const seconds = pace.breaths * (pace.in + pace.out);
  const root = makeRoot(node, "ek-pacer", "Slow breathing");
  root.classList.add("ek-activity");
  const stage = makeStage(pace);
  const count = el("p", { class: "ek-muted", "data-testid": "ek-count" });
  const said = el("p", { role: "status", "data-testid": "ek-said" });
  const button = el("button", { type: "button", class: "ek-button ek-strong", onclick: () => (timer ? stop("You stopped. That's fine.") : start()) });
  let timer, began;

  const beat = () => {
    const passed = (performance.now() - began) / 1000;
    if (passed >= seconds) return stop("That was two minutes.");
    const { number, way, full } = breathAt(passed, pace);
    stage.show(way, full);
    fill(count, `breath ${number + 1} of ${pace.breaths}`);
  };
  const start = () => {
    began = performance.now();
    timer = setInterval(beat, BEAT);
    fill(button, "Stop");
    fill(said, "It has started, and stops by itself after two minutes.");
    beat();
  };
  const stop = (words) => {
    clearInterval(timer);
    timer = undefined;
    stage.show("", 0);
    fill(count, `${pace.breaths} breaths, two minutes`);
    fill(button, "Start");
    fill(said, words);
  };
  stop("");
  root.append(el("div", { class: "eka-body" }, el("h3", {}, "Six slow breaths a minute"),
    el("p", {}, `In for ${pace.in} seconds, out for ${pace.out}. Stop whenever you like, and if you feel dizzy, breathe as you always do.`),
    stage.node, el("div", { class: "eka-row" }, button, count), said,
    el("p", { class: "ek-muted" }, pace.effect)));
  const unwatch = watchTheme(root);
  return () => {
    clearInterval(timer);
    unwatch();
  };
}

export default safely(render);
