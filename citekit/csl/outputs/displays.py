"""CSL's ``display`` where there are only lines: which stretches begin one, which a space parts."""

from __future__ import annotations

from citekit.csl.marks import DISPLAY_BEGIN, END
from citekit.csl.outputs.writer import MARK

LINE_BREAK = "\u2028"
"""Unicode's line separator: where a line ends inside an entry, until a format writes it."""

_DISPLAY_OF = {mark: display for display, mark in DISPLAY_BEGIN.items()}
_ALONE_ON_ITS_LINE = ("block", "indent")
_CLINGS = tuple(",.;:")
_BLANKS = " \t"


def has_displays(marked: str) -> bool:
    """Whether a stretch of *marked* has a ``display``."""
    for mark in _DISPLAY_OF:  # noqa: SIM110 (any() takes three times as long)
        if mark in marked:
            return True
    return False


def flowed(marked: str, between: str = " ") -> str:
    """*marked* with LINE_BREAK where a block, an indented stretch or a margin begins a line.

    *between* stands after what is in the left margin, unless punctuation follows. Stretches with
    nothing in them are left out; the marks of the others stay.
    """
    return _Flow(between).of(marked) if has_displays(marked) else marked


class _Flow:
    """One pass: a mark is held until text follows, so that a break comes before it."""

    def __init__(self, between: str) -> None:
        self.between = between
        self.out: list[str] = []
        self.text_at = -1
        """Where in ``out`` the last text stands."""
        self.held: list[str] = []
        self.begun: list[str] = []
        self.gap = ""
        """What stands before the next text: a break, *between*, nothing."""

    def of(self, marked: str) -> str:
        for index, piece in enumerate(MARK.split(marked)):
            if index % 2 == 0:
                self.text(piece)
            elif piece == END:
                self.end()
            else:
                self.begin(piece)
        self.out.append(END * (len(self.begun) - len(self.held)))
        return "".join(self.out)

    def begin(self, mark: str) -> None:
        display = _DISPLAY_OF.get(mark, "")
        if display in _ALONE_ON_ITS_LINE or display == "left-margin":
            self.gap = LINE_BREAK
        self.begun.append(display)
        self.held.append(mark)

    def end(self) -> None:
        if not self.begun:
            return
        display = self.begun.pop()
        if self.held:
            self.held.pop()
            return
        self.out.append(END)
        if display in _ALONE_ON_ITS_LINE:
            self.gap = LINE_BREAK
        elif display == "left-margin" and not self.gap:
            self.gap = self.between

    def text(self, text: str) -> None:
        if self.gap or self.text_at < 0:
            text = text.lstrip(_BLANKS)
        if not text:
            return
        if self.text_at >= 0 and self.gap:
            before = self.out[self.text_at].rstrip(_BLANKS)
            self.out[self.text_at] = before
            parted = self.gap == LINE_BREAK or not (
                before[-1:].isspace() or text.startswith(_CLINGS)
            )
            self.out.append(self.gap if parted else "")
        self.gap = ""
        self.out += self.held
        self.held.clear()
        self.text_at = len(self.out)
        self.out.append(text)
