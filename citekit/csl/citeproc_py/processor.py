"""citeproc-py at work behind the interface of citekit's own engine, for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from citekit.csl.bibliography import Bibliography
from citekit.csl.cite import Citation, Cite
from citekit.csl.citeproc_py.spaces import protected, restored
from citekit.csl.locators import LABELS
from citekit.csl.marks import JOINT, bare
from citekit.csl.numerals import letters
from citekit.csl.outputs import output as output_named
from citekit.csl.positions import Place, PlacedCitation, Position, positions
from citekit.csl.richtext import marked
from citekit.csl.style import Style
from citekit.csl.typesetting import Typesetter
from citekit.errors import Diagnostic, StyleError, error, warning
from citekit.model import Name, Reference
from citekit.text.characters import fold
from citekit.text.typography import profile

T = TypeVar("T")


class _Printed(NamedTuple):
    """A cite of a known work: its number among the references, its place in the work."""

    cite: Cite
    work: int
    place: Place


class Processor:
    """Formats *references* in a *style* (a Style, or what Style.load accepts).

    *locale* (``fr-FR``, ``fr-CH``, ``en``) replaces the style's own; *output* is one of
    citekit.csl.outputs; its joints are *tidy* in any case; *typography* is as in citekit's own
    engine, but titles in another language are set as all others. What could not be rendered and
    what is ambiguous is in ``diagnostics``. Raises UsageError for an unknown style, locale, output
    or typography; StyleError for a style that cannot be used.
    """

    def __init__(
        self,
        style: Style | str | Path,
        references: Iterable[Reference],
        locale: str | None = None,
        output: str = "text",
        typography: str | None = None,
        *,
        tidy: bool = True,
    ) -> None:
        from citekit.csl.citeproc_py.engine import Engine
        from citekit.csl.citeproc_py.locales import resolve as resolve_locale

        self.style = style if isinstance(style, Style) else Style.load(style)
        self.references = tuple(references)
        self.locale = resolve_locale(locale, self.style.default_locale)
        chosen = profile(typography, self.locale)
        self._typeset = Typesetter(chosen) if chosen else None
        self._output = output_named(output)
        self._engine = Engine(self.style.xml, self.locale, self.references)
        self._found: dict[str, Diagnostic] = {}
        self._failed: dict[int, str] = {}
        self._is_disambiguated = False
        self._by_key: dict[str, int] = {}
        for index, reference in enumerate(self.references):
            if self._by_key.setdefault(reference.id, index) != index:
                self._say(warning("reference-duplicate", reference=reference.id, key=reference.id))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found so far, each once."""
        return tuple(self._found.values())

    def citations(self, citations: Iterable[Citation]) -> list[str]:
        """The text of each citation, in the order of the document.

        A key that no reference has is printed with a question mark, with a diagnostic.
        """
        document = list(citations)
        self._register(document)
        self._disambiguate()
        printed = [self._printed(citation) for citation in document]
        placed = positions(
            [
                PlacedCitation([each.place for each in cites], citation.note)
                for citation, cites in zip(document, printed, strict=True)
            ],
            self._engine.near_note_distance,
        )
        texts = [
            self._citation(citation, cites, where)
            for citation, cites, where in zip(document, printed, placed, strict=True)
        ]
        self._refuse_unusable(any(texts))
        return [self._output.line(self._joined(text)) for text in texts]

    def bibliography(self) -> Bibliography:
        """All references, in the order of the style.

        Raises StyleError for a style that has no bibliography.
        """
        options = self._engine.bibliography
        if options is None:
            raise StyleError("style-no-bibliography", name=self.style.title)
        self._disambiguate()
        entries: list[str] = []
        ids: list[str] = []
        for index in self._engine.sorted(self._engine.order):
            text = self._attempt(index, partial(self._engine.entry, index))
            if text is None:
                continue
            entries.append(self._output.entry(self._joined(text)))
            ids.append(self.references[index].id)
        self._refuse_unusable(bool(entries))
        layout = {
            "hanging_indent": options.get("hanging-indent") == "true",
            "second_field_align": options.get("second-field-align"),
            "line_spacing": _number(options.get("line-spacing")),
            "entry_spacing": _number(options.get("entry-spacing")),
        }
        return Bibliography(
            entries=tuple(entries),
            ids=tuple(ids),
            document=self._output.document(entries, **layout),
            diagnostics=self.diagnostics,
            **layout,
        )

    def _register(self, document: list[Citation]) -> None:
        """Cited works first, as they come: what numbers follow in a style that does not sort."""
        cited = [self._by_key.get(cite.id) for citation in document for cite in citation.cites]
        every = [*(index for index in cited if index is not None), *range(len(self.references))]
        self._engine.register(list(dict.fromkeys(every)))

    def _printed(self, citation: Citation) -> list[_Printed]:
        """The cites of known works, in the order of the style."""
        known = [cite for cite in citation.cites if cite.id in self._by_key]
        indexes = [self._by_key[cite.id] for cite in known]
        return [
            _Printed(cite, indexes[at], Place(cite.id, cite.locator or "", self._label(cite)))
            for at in self._engine.sorted_cites(indexes)
            for cite in [known[at]]
        ]

    def _citation(
        self, citation: Citation, printed: Sequence[_Printed], where: Sequence[Position]
    ) -> str:
        if citation.mode == "composite" and printed:
            names = self._cites(printed[:1], where, author_only=True)
            rest = [
                *self._cites(printed[:1], where, suppress_author=True),
                *self._cites(printed[1:], where[1:]),
            ]
            parts = (*names, marked(citation.infix or ""), self._engine.citation_of(rest))
            return " ".join(part for part in parts if part)
        texts = self._cites(
            printed,
            where,
            author_only=citation.mode == "author-only",
            suppress_author=citation.mode == "suppress-author",
        )
        if printed and (
            citation.mode == "author-only" or all(each.cite.author_only for each in printed)
        ):
            return self._engine.citation_of(texts, affixes=False)
        texts += [self._unknown(cite) for cite in citation.cites if cite.id not in self._by_key]
        return self._engine.citation_of(texts) if texts else ""

    def _cites(
        self, printed: Sequence[_Printed], where: Sequence[Position], **changes: bool
    ) -> list[str]:
        """The texts of cites; *changes* leave something out of all of them."""
        asked = {name: True for name, value in changes.items() if value}
        texts = []
        for each, position in zip(printed, where, strict=False):
            cite = msgspec.structs.replace(each.cite, **asked)
            label = each.place.label
            text = self._attempt(
                each.work, partial(self._engine.cite, each.work, cite, label, position.words)
            )
            if text is not None:
                texts.append(_surrounded(cite, text))
        return texts

    def _label(self, cite: Cite) -> str:
        if cite.label is None or cite.label in LABELS:
            return cite.label or "page"
        self._say(warning("locator-label-unknown", label=cite.label, reference=cite.id))
        return "page"

    def _unknown(self, cite: Cite) -> str:
        from difflib import get_close_matches

        near = get_close_matches(cite.id, self._by_key, n=3, cutoff=0.6)
        self._say(
            error("reference-unknown", reference=cite.id, key=cite.id, near=", ".join(near) or "–")
        )
        return marked(f"{cite.id}?")

    def _attempt(self, index: int, render: Callable[[], T | None]) -> T | None:
        """What *render* gives; a diagnostic where that is nothing, or the engine stops."""
        from citekit.csl.citeproc_py.engine import RenderingError

        key = self.references[index].id
        try:
            output = render()
        except RenderingError as problem:
            self._failed[index] = str(problem)
            self._say(
                error("reference-not-rendered", reference=key, key=key, style=self.style.title)
            )
            return None
        if output is None:
            self._say(warning("empty-reference", reference=key, key=key, style=self.style.title))
        return output

    def _refuse_unusable(self, printed: bool) -> None:
        """A style on which the engine stops at every reference is no style to use."""
        if self._failed and not printed:
            reason = next(iter(self._failed.values()))
            raise StyleError("style-not-rendered", name=self.style.title, reason=reason)

    def _disambiguate(self) -> None:
        """Letters for works of the same people and year; a warning for what stays ambiguous."""
        if self._is_disambiguated or self._engine.is_numbered:
            return
        self._is_disambiguated = True
        groups: dict[object, list[int]] = defaultdict(list)
        for index, reference in enumerate(self.references):
            groups[_first_facts(reference)].append(index)
        alike = [group for group in groups.values() if len(group) > 1]
        if self._engine.adds_year_suffix:
            for same in [same for group in alike for same in self._identical(group)]:
                self._add_letters(same)
        for same in [same for group in alike for same in self._identical(group)]:
            keys = [self.references[index].id for index in same]
            text = self._cite_text(same[0])
            self._say(
                warning("ambiguous-citation", reference=keys[0], keys=", ".join(keys), text=text)
            )

    def _identical(self, indexes: list[int]) -> list[list[int]]:
        """Those of *indexes* whose citation reads the same."""
        by_text: dict[str, list[int]] = defaultdict(list)
        for index in indexes:
            by_text[self._cite_text(index)].append(index)
        return [same for text, same in by_text.items() if text and len(same) > 1]

    def _cite_text(self, index: int) -> str:
        from citekit.csl.citeproc_py.engine import RenderingError

        try:
            text = self._engine.cite(index)
        except RenderingError:
            return ""
        return bare(self._joined(self._engine.citation_of([text]))) if text else ""

    def _add_letters(self, indexes: list[int]) -> None:
        """``2006a``, ``2006b``; but two people of one name are told apart by their initials."""
        people = {self.references[index].author for index in indexes}
        if len(people) > 1:
            return
        for number, index in enumerate(self._engine.sorted(indexes)):
            self._engine.set_year_suffix(index, letters(number))

    def _joined(self, text: str) -> str:
        joined = self._engine.joiner(restored(text))
        return self._typeset(joined) if self._typeset else joined

    def _say(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault(repr(diagnostic), diagnostic)


def _surrounded(cite: Cite, text: str) -> str:
    """A cite between its prefix and suffix, which may have been given without their space."""
    from citekit.csl.citeproc_py.engine import names_in

    if cite.author_only:
        text = names_in(text) or text
    before, after = (protected(marked(text or "")) for text in (cite.prefix, cite.suffix))
    if before and before[-1].isalnum():
        before += " "
    if after and after[0].isalnum():
        after = f" {after}"
    return f"{before}{JOINT}{text}{JOINT}{after}"


def _first_facts(reference: Reference) -> object:
    """What two works must share for their citations to be the same."""
    people = reference.author or reference.editor or reference.translator
    issued = reference.issued
    year = (issued.year or issued.literal) if issued else None
    return (fold(_shown(people[0])) if people else fold(reference.title or ""), year)


def _shown(name: Name) -> str:
    return name.family or name.literal or name.given or ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
