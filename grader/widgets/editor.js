// The box to write in. Underlines lie on a layer behind a transparent text area; both sit in one grid cell, and the
// layer's text makes the cell as high as it needs to be, so the box never scrolls and the two can't drift apart.

/** A text box whose words can be underlined. onInput(): the text changed. onMark(i): someone tapped mark i. */
function makeEditor({ label, describedBy, onInput, onMark }) {
  const area = el("textarea", {
    class: "ek-area", "data-testid": "ek-text", "aria-label": label, "aria-describedby": describedBy,
    rows: 4, spellcheck: "true", autocomplete: "off", "data-gramm": "false", dir: "auto",
  });
  const layer = el("div", { class: "ek-layer", "aria-hidden": "true", dir: "auto" });
  const root = el("div", { class: "ek-box" }, layer, area);
  let marks = [];
  let before = "";

  function draw() {
    fill(layer, pieces(area.value, marks));
  }
  area.addEventListener("input", () => {
    marks = shifted(marks, before, area.value);
    before = area.value;
    draw();
    onInput();
  });
  area.addEventListener("click", () => {
    const at = area.selectionStart;
    if (at !== area.selectionEnd) return;
    const hit = marks.findIndex((mark) => mark.start <= at && at < mark.end);
    if (hit >= 0) onMark(hit);
  });
  draw();

  return {
    root,
    area,
    text: () => area.value,
    setText(text) {
      if (text === area.value) return;
      marks = shifted(marks, area.value, text);
      area.value = text;
      before = area.value;
      draw();
    },
    setMarks(list) {
      marks = list.map((mark) => ({ ...mark }));
      draw();
    },
    flash(i) {
      for (const piece of layer.querySelectorAll(".ek-mark")) {
        const on = piece.dataset.marks.split(" ").includes(String(i));
        piece.classList.toggle("ek-flash", on);
      }
    },
  };
}

/** The text as nodes: plain strings, and <mark> where something is underlined. Marks may overlap. */
function pieces(text, marks) {
  const cuts = new Set([0, text.length]);
  for (const mark of marks) {
    cuts.add(Math.min(mark.start, text.length));
    cuts.add(Math.min(mark.end, text.length));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const over = marks.flatMap((mark, n) => (mark.start <= start && end <= mark.end ? [n] : []));
    const words = text.slice(start, end);
    if (!over.length) nodes.push(words);
    else {
      const closest = over.reduce((a, b) => (marks[b].end - marks[b].start < marks[a].end - marks[a].start ? b : a));
      const state = weightiest(marks[closest].notes.map((note) => note.state));
      nodes.push(el("mark", { class: "ek-mark", "data-state": state, "data-marks": over.join(" ") }, words));
    }
  }
  nodes.push("\u200b\n"); // so that a last empty line has its height
  return nodes;
}

/** Of several states the one to show: what undoes the rest comes first. */
function weightiest(states) {
  return ["gate", "partly", "unsure", "no", "yes"].find((state) => states.includes(state)) ?? "yes";
}

/** Marks after an edit: those behind it move along, those it touches go. */
function shifted(marks, before, after) {
  let start = 0;
  const shortest = Math.min(before.length, after.length);
  while (start < shortest && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shortest - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail;
  const by = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= start) return [mark];
    if (mark.start >= end) return [{ ...mark, start: mark.start + by, end: mark.end + by }];
    return [];
  });
}
