// Keeping the text: in the browser at every keystroke, on disk through the kernel, and honest about which.

const SAVE_AFTER = 250; // ms after the last keystroke
const SAVE_AT_LEAST = 1000; // ms between saves while someone types on
const SETTLED_AFTER = 500; // ms after the last keystroke: the learner has paused
const UNSAVED_AFTER = 2000; // ms without an answer: it isn't saved

/**
 * send(message) goes to the kernel; text() is the box; label(state, words) shows where the text is.
 * States: empty, saving, saved, memory, unsaved.
 */
function makeKeeper({ mirror, view, send, text, label }) {
  let seq = 0;
  let acked = 0;
  let base = null;
  let kept = true; // whether the browser could keep its copy
  let sentAt = 0;
  let failures = 0;
  const timers = {};

  function later(name, delay, action) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(action, delay);
  }
  function remember(saved) {
    kept = mirror.write({ text: text(), at: new Date().toISOString(), base, saved });
  }
  function transmit(settled) {
    sentAt = Date.now();
    clearTimeout(timers.save);
    return tell({ kind: "text", text: text(), settled });
  }
  function tell(message) {
    try {
      send({ view, seq, ...message });
      return true;
    } catch {
      return false; // no connection: the answer that doesn't come will tell
    }
  }
  function expect() {
    clearTimeout(timers.unsaved);
    timers.unsaved = setTimeout(() => unsaved(""), UNSAVED_AFTER);
  }
  function unsaved(notice) {
    clearTimeout(timers.unsaved);
    timers.unsaved = null;
    failures += 1;
    label("unsaved", { notice, kept, failures });
  }

  return {
    tell,
    seq: () => seq,
    pending: () => acked < seq,
    /** The learner changed the text. */
    changed() {
      seq += 1;
      remember(false);
      if (!kept) label("unkept", {});
      if (failures === 0) label("saving", {});
      if (!timers.unsaved) expect();
      if (Date.now() - sentAt > SAVE_AT_LEAST && seq > acked + 1) transmit(false);
      else later("save", SAVE_AFTER, () => transmit(false));
      later("settled", SETTLED_AFTER, () => transmit(true));
    },
    /** The kernel has it on disk. */
    saved(message) {
      acked = Math.max(acked, message.seq);
      base = message.at;
      clearTimeout(timers.unsaved);
      timers.unsaved = null;
      if (acked < seq) return expect();
      failures = 0;
      remember(true);
      label(message.kept === false ? "memory" : text().trim() ? "saved" : "empty", { notice: message.notice });
    },
    /** The kernel could not save it. */
    refused: (message) => unsaved(message.notice),
    /** A state came from the kernel: that is what the disk holds. */
    adopt(message) {
      base = message.at;
      acked = seq;
      failures = 0;
      remember(true);
      label(message.kept === false ? "memory" : text().trim() ? "saved" : "empty", { notice: message.notice });
    },
    /** Send the latest text once more. */
    again() {
      label("trying", {});
      expect();
      transmit(true);
    },
    /** The page is going away: send what isn't on disk yet. */
    flush() {
      if (acked < seq) transmit(false);
    },
    stop() {
      for (const timer of Object.values(timers)) clearTimeout(timer);
    },
  };
}
