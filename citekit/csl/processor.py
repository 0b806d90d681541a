"""A style, references and a locale at work: citations, the bibliography, and what is doubtful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from citekit.csl.bibliography import Bibliography
from citekit.csl.cite import Citation, Cite
from citekit.csl.joints import mend
from citekit.csl.locators import LABELS
from citekit.csl.marks import JOINT, Run, bare, runs
from citekit.csl.outputs import output as output_named
from citekit.csl.positions import Place, Positions
from citekit.csl.richtext import marked
from citekit.csl.style import Style
from citekit.errors import Diagnostic, StyleError, error, warning
from citekit.model import Name, Reference
from citekit.text.characters import fold

T = TypeVar("T")


class Processor:
    """Formats *references* in a *style* (a Style, or what Style.load accepts).

    *locale* (``fr-FR``, ``fr-CH``, ``en``) replaces the style's own; *output* is ``text``,
    ``html`` or ``markdown``. What could not be rendered and what is ambiguous is in
    ``diagnostics``. Raises UsageError for an unknown style, locale or output; StyleError for a
    style that cannot be used.
    """

    def __init__(
        self,
        style: Style | str | Path,
        references: Iterable[Reference],
        locale: str | None = None,
        output: str = "text",
    ) -> None:
        from citekit.csl.citeproc_py import Engine, resolve_locale

        self.style = style if isinstance(style, Style) else Style.load(style)
        self.references = tuple(references)
        self.locale = resolve_locale(locale, self.style.default_locale)
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
        positions = Positions(self._engine.near_note_distance)
        texts = [
            self._citation(citation, citation.note or number, positions)
            for number, citation in enumerate(document, 1)
        ]
        self._refuse_unusable(any(texts))
        return [self._output.line(_runs(text)) for text in texts]

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
            first, rest = text
            entries.append(self._output.entry((_runs(first), _runs(rest))))
            ids.append(self.references[index].id)
        self._refuse_unusable(bool(entries))
        return Bibliography(
            entries=tuple(entries),
            ids=tuple(ids),
            document=self._output.document(entries),
            diagnostics=self.diagnostics,
            hanging_indent=options.get("hanging-indent") == "true",
            second_field_align=options.get("second-field-align"),
            line_spacing=_number(options.get("line-spacing")),
            entry_spacing=_number(options.get("entry-spacing")),
        )

    def _register(self, document: list[Citation]) -> None:
        """Cited works first, as they come: what numbers follow in a style that does not sort."""
        cited = [self._by_key.get(cite.id) for citation in document for cite in citation.cites]
        every = [*(index for index in cited if index is not None), *range(len(self.references))]
        self._engine.register(list(dict.fromkeys(every)))

    def _citation(self, citation: Citation, note: int, positions: Positions) -> str:
        known = [cite for cite in citation.cites if cite.id in self._by_key]
        indexes = [self._by_key[cite.id] for cite in known]
        order = self._engine.sorted_cites(indexes)
        known, indexes = [known[at] for at in order], [indexes[at] for at in order]
        labels = [self._label(cite) for cite in known]
        places = [
            Place(index, (label, cite.locator) if cite.locator else None)
            for cite, index, label in zip(known, indexes, labels, strict=True)
        ]
        texts = []
        for cite, index, label, where in zip(
            known, indexes, labels, positions.of(places, note), strict=True
        ):
            text = self._attempt(index, partial(self._engine.cite, index, cite, label, where))
            if text is not None:
                texts.append(_surrounded(cite, text))
        if known and all(cite.author_only for cite in known):
            return self._engine.citation_of(texts, affixes=False)
        texts += [self._unknown(cite) for cite in citation.cites if cite.id not in self._by_key]
        return self._engine.citation_of(texts) if texts else ""

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
        from citekit.csl.citeproc_py import RenderingError

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
        from citekit.csl.citeproc_py import RenderingError

        try:
            text = self._engine.cite(index)
        except RenderingError:
            return ""
        return bare(mend(self._engine.citation_of([text]))) if text else ""

    def _add_letters(self, indexes: list[int]) -> None:
        """``2006a``, ``2006b``; but two people of one name are told apart by their initials."""
        people = {self.references[index].author for index in indexes}
        if len(people) > 1:
            return
        for number, index in enumerate(self._engine.sorted(indexes)):
            self._engine.set_year_suffix(index, _letters(number))

    def _say(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault(repr(diagnostic), diagnostic)


def _runs(text: str) -> list[Run]:
    return runs(mend(text))


def _surrounded(cite: Cite, text: str) -> str:
    """A cite between its prefix and suffix, which may have been given without their space."""
    from citekit.csl.citeproc_py import names_in

    if cite.author_only:
        text = names_in(text) or text
    before, after = marked(cite.prefix or ""), marked(cite.suffix or "")
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


def _letters(number: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
