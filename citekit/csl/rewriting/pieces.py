"""A rendered cite among the others of its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.marks import NAMES_BEGIN, NUMBER_BEGIN, SUFFIX_BEGIN, YEAR_BEGIN, bare, stretch

if TYPE_CHECKING:
    from citekit.csl.cite import Cite
    from citekit.csl.rendering.renderer import Setting
    from citekit.csl.works import Work


class Piece:
    """One cite: what it cites and where, its marked text, and what goes before it.

    ``delimiter`` is None where the layout's is to be used.
    """

    __slots__ = ("cite", "delimiter", "setting", "text", "work")

    def __init__(self, cite: Cite, work: Work, setting: Setting, text: str) -> None:
        self.cite = cite
        self.work = work
        self.setting = setting
        self.text = text
        self.delimiter: str | None = None

    def tagged(self, begin: str) -> str:
        """The text of the first stretch that the tag *begin* opens, "" without one."""
        found = stretch(self.text, begin)
        return self.text[found[0] + 1 : found[1] - 1] if found else ""

    @property
    def names(self) -> str:
        """The names it begins with."""
        return bare(self.tagged(NAMES_BEGIN))

    @property
    def year(self) -> str:
        """Its year."""
        return bare(self.tagged(YEAR_BEGIN))

    @property
    def year_suffix(self) -> str:
        """Its letter."""
        return bare(self.tagged(SUFFIX_BEGIN))

    @property
    def number(self) -> int | None:
        """Its citation number, where it is printed."""
        return self.work.number if NUMBER_BEGIN in self.text else None

    @property
    def is_bare(self) -> bool:
        """Whether nothing of its own stands around or in it."""
        cite = self.cite
        return not (cite.prefix or cite.suffix or self.setting.locator)
