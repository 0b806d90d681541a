"""A style, references and a document at work: citations, the bibliography, what changes.

The four passes are rooms of their own: rendering, disambiguation, rewriting, joints. Here they
follow one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from citekit.csl.bibliography import Bibliography
from citekit.csl.cite import Changes, Citation, Cite
from citekit.csl.citing import Citing
from citekit.csl.joints import Joiner
from citekit.csl.locales import Locale, locale_code
from citekit.csl.locators import LABELS
from citekit.csl.marks import bare
from citekit.csl.outputs import output as output_named
from citekit.csl.positions import (
    NEAR_NOTE_DISTANCE,
    Place,
    PlacedCitation,
    Position,
    positions,
)
from citekit.csl.registry import Registry
from citekit.csl.rendering.renderer import Renderer
from citekit.csl.rewriting.repeating import Repeating
from citekit.csl.richtext import marked
from citekit.csl.sorting import Sorter
from citekit.csl.style import Style
from citekit.csl.typesetting import Typesetter, is_foreign
from citekit.csl.works import Work
from citekit.errors import Diagnostic, StyleError, UsageError, error, warning
from citekit.model import Reference
from citekit.text.typography import profile


class _Layout(TypedDict):
    """CSL's options of a bibliography, for whoever lays it out."""

    hanging_indent: bool
    second_field_align: str | None
    line_spacing: int
    entry_spacing: int


class Processor:
    """Formats *references* in a *style* (a Style, or what Style.load accepts).

    *locale* (``fr-FR``, ``fr-CH``, ``en``) replaces the style's own; *output* is ``html``,
    ``text``, ``markdown``, ``latex``, ``rtf``, ``typst`` or ``runs``. *tidy* leaves one mark and no
    space where affixes meet around what is missing (``1976, 2``; other processors print
    ``1976. , 2``), as :func:`citekit.cite` and the command line do. With *cited_only* only what
    is cited is numbered, told apart and listed, as in a word processor, and with it the keys that
    are *uncited* (pandoc's ``nocite``). *abbreviations* give short
    forms: variable (``container-title``) → long → short. What could not be rendered and what is
    ambiguous is in ``diagnostics``. *typography* sets French text by country: ``fr-FR``, ``fr-CA``,
    ``fr-CH``, ``auto`` (that of the locale), or ``none``, which None is too (see text.typography).
    Raises UsageError for an unknown style, locale, output or typography; StyleError for a style
    that cannot be used.
    """

    def __init__(
        self,
        style: Style | str | Path,
        references: Iterable[Reference],
        locale: str | None = None,
        output: str = "html",
        typography: str | None = None,
        *,
        tidy: bool = False,
        cited_only: bool = False,
        uncited: Iterable[str] = (),
        abbreviations: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.style = style if isinstance(style, Style) else Style.load(style)
        self.references = tuple(references)
        node = self.style.node
        self.locale = locale_code(locale, self.style.default_locale)
        chosen = profile(typography, self.locale)
        self._typeset = Typesetter(chosen) if chosen else None
        self._output = output_named(output)
        terms = Locale.of(node, self.locale)
        self._renderer = Renderer(node, terms, abbreviations, is_foreign if chosen else None)
        self._join = Joiner(
            outer_open=terms.quotes[0],
            outer_close=terms.quotes[1],
            inner_open=terms.quotes[2],
            inner_close=terms.quotes[3],
            punctuation_in_quote=terms.punctuation_in_quote,
            tidy=tidy,
        )
        self._registry = Registry(self._renderer, self.references, cited_only=cited_only)
        self._uncited = tuple(uncited)
        self._citing = Citing(self._renderer, self._missed)
        self._sorter = Sorter(self._renderer, node.citation)
        self._document: dict[str, Citation] = {}
        self._texts: dict[str, str] = {}
        self._rendered: dict[str, tuple[object, str]] = {}
        self._found: dict[str, Diagnostic] = {}
        for work in self._registry.duplicates:
            key = work.reference.id
            self._say(warning("reference-duplicate", reference=key, key=key))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found so far, each once."""
        return tuple(self._found.values())

    def citations(self, citations: Iterable[Citation]) -> list[str]:
        """The text of each citation of the document *citations*, in its order.

        A key that no reference has is printed with a question mark, with a diagnostic.
        """
        document: dict[str, Citation] = {}
        for number, citation in enumerate(citations, 1):
            document[_unused(citation.id or str(number), document)] = citation
        self._document = document
        self._texts = self._render()
        return list(self._texts.values())

    def insert(self, citation: Citation, before: str | None = None) -> Changes:
        """Puts *citation* before the one whose id is *before*, or at the end.

        One without an id takes the first free number. Raises UsageError for an id that is not in
        the document, or is there already.
        """
        key = citation.id or _unused(str(len(self._document) + 1), self._document)
        if key in self._document:
            raise UsageError("citation-known", id=key)
        return self._rearranged(_placed(self._document, key, citation, before))

    def replace(self, citation: Citation) -> Changes:
        """Puts *citation* where the one with its id is. Raises UsageError for an unknown id."""
        key = self._known(citation.id or "")
        return self._rearranged({**self._document, key: citation})

    def move(self, id: str, before: str | None = None) -> Changes:
        """Moves a citation before another, or to the end. Raises UsageError for an unknown id."""
        citation = self._document[self._known(id)]
        others = {key: other for key, other in self._document.items() if key != id}
        return self._rearranged(_placed(others, id, citation, before))

    def remove(self, id: str) -> Changes:
        """Takes a citation out. Raises UsageError for an unknown id."""
        self._known(id)
        return self._rearranged(
            {key: citation for key, citation in self._document.items() if key != id}
        )

    def cites_by_name(self, key: str) -> bool:
        """Whether a citation of that work has names, which a number or a label has not."""
        work = self._registry.works.get(key)
        return work is not None and self._citing.names_of(work) is not None

    def bibliography(self) -> Bibliography:
        """The references of the document, in the order of the style.

        Raises StyleError for a style that has no bibliography.
        """
        area = self.style.node.bibliography
        if area is None:
            raise StyleError("style-no-bibliography", name=self.style.title)
        self._prepare()
        options = area.options
        substitute = options.get("subsequent-author-substitute")
        repeating = None
        if substitute is not None:
            rule = options.get("subsequent-author-substitute-rule", "complete-all")
            repeating = Repeating(self._renderer, substitute, rule)
        entries: list[str] = []
        ids: list[str] = []
        for work in self._registry.sorted():
            text = repeating.entry(work) if repeating else self._renderer.entry(work)
            if not bare(text):
                self._missed(work)
                continue
            entries.append(self._output.entry(self._joined(text)))
            ids.append(work.reference.id)
        layout = _Layout(
            hanging_indent=options.get("hanging-indent") == "true",
            second_field_align=options.get("second-field-align"),
            line_spacing=_number(options.get("line-spacing")),
            entry_spacing=_number(options.get("entry-spacing")),
        )
        return Bibliography(
            entries=tuple(entries),
            ids=tuple(ids),
            document=self._output.document(entries, **layout),
            diagnostics=self.diagnostics,
            **layout,
        )

    def _prepare(self) -> None:
        """Numbers and tells apart the works of the document."""
        self._registry.register(
            [
                *(
                    (cite.id, citation.note)
                    for citation in self._document.values()
                    for cite in citation.cites
                ),
                *((key, None) for key in self._uncited),
            ]
        )
        for clash in self._registry.clashes:
            keys = [work.reference.id for work in clash]
            text = bare(self._join(self._renderer.cite(clash[0])))
            self._say(
                warning("ambiguous-citation", reference=keys[0], keys=", ".join(keys), text=text)
            )

    def _render(self) -> dict[str, str]:
        """The texts of the document's citations; what has not changed is not rendered again."""
        self._prepare()
        printed = [self._printed(citation) for citation in self._document.values()]
        distance = self.style.node.citation.options.get("near-note-distance", "")
        placed = positions(
            [
                PlacedCitation(
                    [_place(cite, work, label) for cite, work, label in cites],
                    citation.note,
                    citation.mode != "author-only",
                )
                for citation, cites in zip(self._document.values(), printed, strict=True)
            ],
            int(distance) if distance.isdecimal() else NEAR_NOTE_DISTANCE,
        )
        rendered: dict[str, tuple[object, str]] = {}
        for (key, citation), cites, where in zip(
            self._document.items(), printed, placed, strict=True
        ):
            state = (citation, where, [_state(work) for _, work, _ in cites])
            before = self._rendered.get(key)
            if before is not None and before[0] == state:
                rendered[key] = before
                continue
            rendered[key] = (state, self._text(citation, cites, where))
        self._rendered = rendered
        return {key: text for key, (_, text) in rendered.items()}

    def _text(
        self,
        citation: Citation,
        cites: Sequence[tuple[Cite, Work, str]],
        where: Sequence[Position],
    ) -> str:
        cited = [
            (cite, work, position, label)
            for (cite, work, label), position in zip(cites, where, strict=True)
        ]
        unknown = [self._unknown(cite) for cite in citation.cites if not self._work(cite)]
        text: str = self._output.line(self._joined(self._citing.citation(citation, cited, unknown)))
        return text

    def _joined(self, text: str) -> str:
        joined = self._join(text)
        return self._typeset(joined) if self._typeset else joined

    def _printed(self, citation: Citation) -> list[tuple[Cite, Work, str]]:
        """The cites of known works in the order of the style, each with its locator label."""
        found = [
            (cite, work, self._label(cite))
            for cite in citation.cites
            if (work := self._work(cite)) is not None
        ]
        if len(found) < 2 or citation.unsorted:
            return found
        return self._sorter.sorted(found, _work_of)

    def _work(self, cite: Cite) -> Work | None:
        return self._registry.works.get(cite.id)

    def _rearranged(self, document: dict[str, Citation]) -> Changes:
        listed = self._listed()
        before, self._document = self._texts, document
        self._texts = self._render()
        changed = {key: text for key, text in self._texts.items() if before.get(key) != text}
        return Changes(changed, listed != self._listed())

    def _listed(self) -> list[object]:
        """What the bibliography depends on."""
        if self.style.node.bibliography is None:
            return []
        self._prepare()
        return [(work.reference.id, _state(work)) for work in self._registry.sorted()]

    def _known(self, key: str) -> str:
        if key not in self._document:
            raise UsageError("citation-unknown", id=key)
        return key

    def _label(self, cite: Cite) -> str:
        label = (cite.label or "page").replace(" ", "-")
        if label in LABELS:
            return label
        self._say(warning("locator-label-unknown", label=cite.label, reference=cite.id))
        return "page"

    def _unknown(self, cite: Cite) -> str:
        from difflib import get_close_matches

        near = get_close_matches(cite.id, self._registry.works, n=3, cutoff=0.6)
        self._say(
            error("reference-unknown", reference=cite.id, key=cite.id, near=", ".join(near) or "–")
        )
        return marked(f"{cite.id}?")

    def _missed(self, work: Work) -> None:
        key = work.reference.id
        self._say(warning("empty-reference", reference=key, key=key, style=self.style.title))

    def _say(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault(repr(diagnostic), diagnostic)


def _place(cite: Cite, work: Work, label: str) -> Place:
    return Place(work.reference.id, cite.locator or "", label, cite.position, cite.near_note)


def _state(work: Work) -> object:
    return (work.number, work.year_suffix, work.shown, work.conditions)


def _work_of(cited: tuple[Cite, Work, str]) -> Work:
    return cited[1]


def _placed(
    document: Mapping[str, Citation], key: str, citation: Citation, before: str | None
) -> dict[str, Citation]:
    """*document* with *citation* before the one called *before*, or at the end."""
    if before is not None and before not in document:
        raise UsageError("citation-unknown", id=before)
    placed: dict[str, Citation] = {}
    for other, there in document.items():
        if other == before:
            placed[key] = citation
        placed[other] = there
    placed.setdefault(key, citation)
    return placed


def _unused(key: str, document: Mapping[str, Citation]) -> str:
    found, number = key, 1
    while found in document:
        number += 1
        found = f"{key}-{number}"
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
