"""What a text is before it's graded: a reply, nothing, or something that can't be graded."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from grader.text import MAX_CHARACTERS, Text, count_words, read_text, word_set

_ENGLISH = word_set("""
    the and or but of in at for with is are was were been have has had did will would can could it you
    we he she they my your our this that not if us them what when who how by from please sorry thank
    thanks hello dear by be i'm i'll i've it's don't can't you're we're that's there now then just back
    get do does about out up so as all any some here ring call today tomorrow refund check because know
    see hear feel yes ok okay una dey go wetin apology fault mistake ours again call email parcel order
    customer service account team money card day week hours room free choice time next step understand
    promise help problem issue bill payment number one two three four five furious angry mother children
    abeg aye wee nae dae ye lah u ur am pls sir madam kindly
""")
_ENDING = re.compile(r"\w{3}(?:ing|ed|ness|ful|ship|ght|tion|ly)$")
_FOREIGN = {
    "fr": """
        je nous vous votre vos est les des une dans pour pas avec sur que qui désolé désolée bonjour
        merci cela ce cette sont avez avons suis très mais aussi colis
    """,
    "de": """
        ich wir sie ihr ihre ihnen ist sind nicht und der das ein eine einen für mit auf auch sehr haben
        habe wird werden bitte danke guten tag leid dass es den dem
    """,
    "es": """
        yo usted ustedes su sus es los las una para por con que lo siento mucho hola gracias está
        estamos tenemos pero muy esto nuestro nuestra pedido el
    """,
    "it": """
        noi voi suo sua è gli una per con che sono mi dispiace molto ciao grazie siamo abbiamo ma questo
        nostro della il
    """,
    "pt": """
        eu nós você seu sua é os uma para com que sinto muito olá obrigado obrigada estamos temos mas
        isso nosso não da
    """,
    "nl": """
        ik wij uw is het een voor met niet en van dat zijn wordt spijt bedankt hebben heb maar ook zeer
    """,
    "tl": """
        ang ng mga po ako kami ikaw kayo inyo iyong ninyo namin natin hindi ay sa na at para ito iyon
        salamat pasensya paumanhin lang naman opo
    """,
    "pl": """
        jest nie się na że do przepraszam bardzo proszę dziękuję państwa pan pani mam dla
    """,
    "tr": """
        ve bir bu için çok özür dilerim siz sizin değil ile teşekkür ederim
    """,
    "id": """
        saya kami anda yang dan di ini itu tidak untuk dengan maaf terima kasih sudah akan
    """,
    "vi": """
        tôi chúng bạn là và không của cho xin lỗi cảm ơn rất
    """,
}
_FOREIGN_WORDS = {name: word_set(words) - _ENGLISH for name, words in _FOREIGN.items()}
_MESSAGE_LANGUAGE = (
    "This doesn't read as English, and the grader reads English only. If it is another language, "
    "somebody who speaks it will have to look at it."
)
LONGEST_WORD = 300
"""More signs than this without a space are no word and no address; time must stay bounded."""
_UNBROKEN = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
_NO_TEXT = ("Co", "Cn", "Cs", "So", "Cc")


@dataclass(frozen=True)
class Screened:
    """The outcome: a status, a message to the learner, reasons for review, and the text where there's one."""

    status: Literal["scored", "not_attempted", "could_not_grade"]
    text: Text
    message: str = ""
    review: tuple[str, ...] = ()


_NOTHING = read_text("")


def screen(reply: object) -> Screened:
    """Decide whether `reply` can be graded. Never raises."""
    if not isinstance(reply, str):
        return _no(
            "What was stored here isn't text. Write your reply again, please.", "the reply is not text"
        )
    if len(reply) > MAX_CHARACTERS:
        size = f"{len(reply):,} characters"
        return _no(
            f"This text has {size}; a reply here has at most {MAX_CHARACTERS:,}. Shorten it and it "
            "will be read.",
            f"the reply has {size}",
        )
    text = read_text(reply)
    strange = sum(unicodedata.category(c) in _NO_TEXT for c in reply if c not in "\n\r\t")
    if strange > 0.3 * len(reply) and len(text.words) < strange:
        return _no(
            "This doesn't look like text. Write your reply in words, please.",
            "the reply is not readable text",
        )
    if not text.words:
        if text.plain.strip():
            return _no("There are no words in this reply yet, only signs.", "the reply has no words")
        return Screened("not_attempted", _NOTHING, "Nothing has been written here yet.")
    if _UNBROKEN.search(text.plain):
        return _no(
            f"More than {LONGEST_WORD} signs stand here without a space. Take them out, and the rest "
            "will be read.",
            "the reply holds a very long run of signs without a space",
        )
    if not looks_english(text):
        return _no(_MESSAGE_LANGUAGE, "the reply seems not to be in English")
    hidden = len(reply) - len(text.plain)
    if hidden > 20 and hidden > 0.1 * len(reply):
        return Screened(
            "scored",
            text,
            "This text held characters that nobody can see; they were left out.",
            ("the reply holds many invisible characters",),
        )
    return Screened("scored", text)


def looks_english(text: Text) -> bool:
    """Whether a text can be read as English, in any of its varieties; short texts get the benefit of the
    doubt.

    It can't in another script, with twice as many function words of another language as of English, or
    with a dozen words and more of which hardly any is a common English one.
    """
    letters = [c for c in text.plain if c.isalpha()]
    latin = sum(c < "\u0250" or "LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < 0.6 * len(letters):
        return False
    words = text.words
    english = sum(w in _ENGLISH for w in words) + sum(_ENDING.search(w) is not None for w in words) // 2
    foreign = max(sum(w in known for w in words) for known in _FOREIGN_WORDS.values())
    if foreign >= 2 and foreign >= 2 * max(1, english):
        return False
    return count_words(text.plain) < 12 or english >= 0.12 * len(words)


def _no(message: str, why: str) -> Screened:
    return Screened("could_not_grade", _NOTHING, message, (why,))
