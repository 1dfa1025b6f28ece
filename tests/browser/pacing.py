"""How long a lesson takes, by the words that its page shows and those that its steps ask for.

230 words a minute read, 20 written. Left out are what is for those who have more time (cells with the tag
"extra"), the learner's own words where the page shows them again, and the list of sources.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from grader.cards import load_card
from grader.lessons import load_lesson

READ, WRITTEN = 230.0, 20.0
"""Words a minute."""
REPLY = 70
"""Words that steps ask for in a reply; model replies may be longer."""
TURN = {"chat": 45, "email": 60}
"""Channel of a conversation: words that its steps ask for in a turn."""
PLAN = 24
"""Words of a plan, or of a thought looked at again."""
PASSED_OVER = ("## Where this comes from", "**If you have ten minutes more")
"""How the texts begin that somebody in a hurry doesn't read."""
BREATHING = 2.0
"""Minutes with the pacer."""
VISIBLE = """() => [...document.querySelectorAll(".jp-Cell")].map((cell) => {
  const skipped = ".ek-layer, .ek-chips, [data-testid=ek-mine], textarea, script, style";
  const clipped = (e) =>
    e && e !== cell && (getComputedStyle(e).clipPath !== "none" || clipped(e.parentElement));
  const seen = (e) => !e.closest(skipped) && e.checkVisibility({ visibilityProperty: true }) && !clipped(e);
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (seen(text.parentElement)) words += (text.textContent.match(/\\S+/g) || []).length;
  }
  return words;
})"""
"""Words that each cell of a page shows."""


def strong(card: str) -> str:
    """The card's strong reply, on one line."""
    replies = load_card(card).replies
    assert replies
    return " ".join(replies.strong.split())


def cells(lesson: str) -> list[dict[str, Any]]:
    """The notebook's cells, in order, as the page has them."""
    text = (Path(__file__).parents[2] / "course" / f"{lesson}.ipynb").read_text(encoding="utf-8")
    return list(json.loads(text)["cells"])


def call_of(cell: dict[str, Any]) -> tuple[str, str]:
    """What a cell calls, with the card that it names; nothing for one that a learner has no part in."""
    found = re.search(r'^(\w+)\((?:"([a-z0-9-]+)")?', "".join(cell["source"]))
    if cell["cell_type"] != "code" or not found or found[1] in ("begin", "assignment_link"):
        return "", ""
    return found[1], found[2] or ""


def minutes(lesson: str, shown: list[int]) -> float:
    """How long a lesson takes whose cells show so many words."""
    read = written = rest = 0.0
    for cell, words in zip(cells(lesson), shown, strict=True):
        text = "".join(cell["source"])
        if text.startswith(PASSED_OVER) or "extra" in cell["metadata"].get("tags", ()):
            continue
        call, card = call_of(cell)
        read += words
        if call in ("cold_rewrite", "coached_rewrite"):
            written += min(REPLY, len(strong(card).split()))
        elif call == "conversation":
            written += 4 * TURN[load_card(card).channel]
        elif call == "fill_in":
            written += len(load_lesson(lesson).gap_for(card).missing.split())
        elif call in ("debrief", "reappraise"):
            written += PLAN
        rest += BREATHING * (call == "breathe")
    print(f"\n{lesson}: {read:.0f} words read, {written:.0f} written, ", end="")
    return read / READ + written / WRITTEN + rest
