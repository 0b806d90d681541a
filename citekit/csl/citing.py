"""One citation of a document into a marked string: its cites rendered, collapsed and framed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from citekit.csl.marks import END, JOINT, NAMES_BEGIN, bare, stretch
from citekit.csl.rendering.renderer import Setting
from citekit.csl.rewriting.collapsing import Collapsing
from citekit.csl.rewriting.pieces import Piece
from citekit.csl.richtext import marked

if TYPE_CHECKING:
    from citekit.csl.cite import Citation, Cite
    from citekit.csl.positions import Position
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work


_OWN_DELIMITERS = frozenset(",.;:!?")
"""What a cite's prefix may begin with to stand for the delimiter."""


_QUOTES = " \u00a0\u202f\"'\u201d\u2019\u00bb"


class Citing:
    """Renders citations in one style. *missed* is told of works that print nothing."""

    def __init__(self, renderer: Renderer, missed: Callable[[Work], None]) -> None:
        self._renderer = renderer
        self._missed = missed
        area = renderer.style.citation
        self._layout = area.layout
        self._is_note = renderer.style.class_ == "note"
        self._collapsing = Collapsing(
            area.options,
            self._shortened,
            layout_delimiter=area.layout.delimiter,
            is_note=self._is_note,
            regroups=area.has_sort,
        )

    def citation(
        self,
        citation: Citation,
        cited: Sequence[tuple[Cite, Work, Position, str]],
        unknown: Sequence[str],
    ) -> str:
        """The marked text of *citation*.

        *cited* are its cites as printed: each with its work, position and locator label; the texts
        of *unknown* keys come after them.
        """
        if citation.mode == "author-only":
            return self._authors(cited, unknown)
        if citation.mode == "composite" and cited and self.names_of(cited[0][1]):
            authors = self._authors(cited[:1], ())
            infix = citation.infix or ""
            rest = self._framed(self._pieces(cited, suppressed=1), unknown)
            return _sentence(authors, marked(infix), rest)
        everyone = len(cited) if citation.mode == "suppress-author" else 0
        pieces = self._pieces(cited, suppressed=everyone)
        if pieces and not unknown and all(piece.cite.author_only for piece in pieces):
            return self._listed(pieces, ())
        return self._framed(pieces, unknown)

    def names_of(self, work: Work) -> str | None:
        """The names by which *work* is cited, marked; None where a number or a label does it."""
        text = self._renderer.cite(work)
        found = stretch(text, NAMES_BEGIN)
        return text[found[0] : found[1]] if found else None

    def _pieces(
        self, cited: Sequence[tuple[Cite, Work, Position, str]], suppressed: int = 0
    ) -> list[Piece]:
        pieces = []
        for at, (cite, work, position, label) in enumerate(cited):
            setting = Setting(position.words, cite.locator or "", label, position.first_note)
            without = cite.suppress_author or at < suppressed
            text = self._renderer.cite(
                work,
                setting,
                without_names=without,
                at_start=self._is_note and _begins(cite, at),
            )
            if cite.author_only:
                text = _names(text)
            if not bare(text):
                self._missed(work)
                continue
            pieces.append(Piece(cite, work, setting, text))
        return self._collapsing(pieces)

    def _shortened(self, piece: Piece) -> str:
        return self._renderer.cite(piece.work, piece.setting, without_names=True)

    def _authors(
        self, cited: Sequence[tuple[Cite, Work, Position, str]], unknown: Sequence[str]
    ) -> str:
        pieces = self._pieces(cited)
        for piece in pieces:
            piece.text = _names(piece.text)
        return self._listed(pieces, unknown)

    def _framed(self, pieces: list[Piece], unknown: Sequence[str]) -> str:
        text = self._listed(pieces, unknown)
        layout = self._layout
        if not text:
            return ""
        framed = layout.prefix + JOINT + text + JOINT + layout.suffix
        return layout.begin + framed + END * len(layout.begin)

    def _listed(self, pieces: list[Piece], unknown: Sequence[str]) -> str:
        found: list[str] = []
        before: Piece | None = None
        for piece in pieces:
            if found:
                delimiter = piece.delimiter
                if delimiter is None:
                    delimiter = self._layout.delimiter
                if piece.cite.prefix and piece.cite.prefix.lstrip()[:1] in _OWN_DELIMITERS:
                    delimiter = ""
                elif before is not None and (before.cite.suffix or "").rstrip().endswith(","):
                    delimiter = " "
                found.append(JOINT + delimiter + JOINT)
            found.append(_surrounded(piece))
            before = piece
        for text in unknown:
            if found:
                found.append(JOINT + self._layout.delimiter + JOINT)
            found.append(text)
        return "".join(found)


def _begins(cite: Cite, at: int) -> bool:
    """Whether a sentence begins with *cite*, the one at *at* in its citation."""
    before = (cite.prefix or "").strip(_QUOTES)
    if not before:
        return at == 0
    return before.endswith(".") and " " in before  # not after "cf."


def _names(text: str) -> str:
    found = stretch(text, NAMES_BEGIN)
    return text[found[0] : found[1]] if found else text


def _sentence(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _surrounded(piece: Piece) -> str:
    """A cite between its prefix and suffix, which may have been given without their space."""
    cite = piece.cite
    if not cite.prefix and not cite.suffix:
        return piece.text
    before, after = marked(cite.prefix or ""), marked(cite.suffix or "")
    if before and bare(before)[-1:].isalnum():
        before += " "
    if after and bare(after)[:1].isalnum():
        after = f" {after}"
    return f"{before}{JOINT}{piece.text}{JOINT}{after}"
