"""Given names as initials: *Jean-Paul Marie* → *J.-P. M.*"""

from __future__ import annotations

from citekit.csl.marks import ANY, END
from citekit.text.patterns import pattern

_TOKEN = pattern(
    f"(?P<mark>[{ANY}])|(?P<hyphen>[-\u2010])|(?P<space>\\s+)"
    f"|(?P<word>[^\\s.\\-\u2010{ANY}]+)(?P<stop>\\.?)|\\."
)


class Initials:
    """Shortens given names: each initial is followed by *mark* (``initialize-with``).

    Where not *shortened* (``initialize="false"``) only what is an initial or an abbreviation
    already takes the mark. *hyphen* keeps that of compound names (``initialize-with-hyphen``).
    """

    __slots__ = ("_gap", "_hyphen", "_known", "_mark", "_shortened")

    def __init__(self, mark: str, *, shortened: bool, hyphen: bool) -> None:
        self._mark = mark.rstrip()
        self._gap = mark[len(self._mark) :]
        self._shortened = shortened
        self._hyphen = hyphen
        self._known: dict[str, str] = {}

    @property
    def shortens(self) -> bool:
        """Whether names in full are shortened."""
        return self._shortened

    def __call__(self, given: str) -> str:
        """*given*, a marked string, shortened."""
        text = self._known.get(given)
        if text is None:
            text = self._known[given] = self._of(given)
        return text

    def _of(self, given: str) -> str:
        pieces: list[str] = []
        gap = ""  # what stands before the next word
        hyphen = ""
        after_word = False
        for match in _TOKEN.finditer(given):
            if match["mark"]:
                if match["mark"] != END:
                    pieces += [hyphen or gap, match["mark"]]
                    gap = hyphen = ""
                else:
                    pieces.append(match["mark"])
                continue
            if match["hyphen"]:
                hyphen = match["hyphen"]
                continue
            if match["space"]:
                gap = gap or (" " if after_word else "")
                continue
            word = match["word"]
            if not word:
                continue
            short = self._short(word, stop=bool(match["stop"]))
            if hyphen and self._shortened and not word[0].isupper():
                hyphen = ""  # the second half of Guo-ping has no initial
                continue
            if hyphen and (self._hyphen or short is None):
                pieces.append(hyphen)
            else:
                pieces.append(gap)
            hyphen = ""
            if short is None:
                if pieces and pieces[-1] == "" and len(pieces) > 1 and not after_word:
                    pieces[-1] = " "
                pieces.append(word)
                gap, after_word = "", True
            else:
                pieces += [short, self._mark]
                gap, after_word = self._gap, False
        return "".join(pieces).strip()

    def _short(self, word: str, *, stop: bool) -> str | None:
        """The initial or abbreviation that stands for *word*; None for a word that stays."""
        if stop or len(word) == 1:
            return word if word[0].isupper() or stop else None
        if not self._shortened:
            return None
        if not word[0].isupper():
            return None if word[0].islower() and not stop else word[0]
        if word[1].isupper() and any(letter.islower() for letter in word[2:]):
            return word[0] + word[1].lower()  # TSerendorj: Ts.
        return word[0]
