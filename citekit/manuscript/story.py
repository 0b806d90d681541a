"""What a manuscript cites, in the order of reading, and what its citations become in a style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec

from citekit.csl import Bibliography, Citation, Cite, Processor, Style
from citekit.csl.outputs.runs import Run
from citekit.errors import Diagnostic
from citekit.manuscript.preferences import is_named
from citekit.model import Reference
from citekit.text.patterns import pattern

Marking = Literal["marked", "flat", "live"]
"""How citations are left in the output: marked, so that another run finds and updates them; flat,
as mere text; or live, as Zotero's."""


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """A citation in a manuscript: ``[@a; @b]``, ``\\\\autocite{a,b}``, a Zotero field.

    ``text`` is how it stands there. ``place`` is what a diagnostic says of it: ``line`` and
    ``column``, or ``path``. One that is not ``certain`` is none unless its keys are known:
    ``@key`` in running text may be the name of an account. ``followed_by`` is the first character
    of the words or punctuation after it in its note: it then has no full stop of its own. Where no
    note can stand, it does not ``take_note``: in a style of notes it is in parentheses there.
    ``made_keys`` are those that the document has not itself: other works may have them.
    """

    citation: Citation
    text: str
    place: Mapping[str, Any] = {}
    certain: bool = True
    followed_by: str = ""
    takes_note: bool = True
    made_keys: frozenset[str] = frozenset()


class Note(msgspec.Struct, frozen=True):
    """A footnote or endnote that the manuscript has already, and the citations in it.

    ``is_counted`` is whether it is numbered with the footnotes that a style of notes makes.
    """

    clusters: tuple[Cluster, ...] = ()
    is_counted: bool = True


Story = Sequence[Cluster | Note]
"""Citations of the text and notes, in the order of reading."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a manuscript says itself (front matter, ``\\\\addbibresource``, preferences).

    ``bibliography`` are paths as it has them, ``uncited`` the keys that are to be listed without a
    citation, ``["*"]`` for all. ``style_locale`` is the locale that goes with its ``style`` only.
    """

    bibliography: tuple[str, ...] = ()
    style: str | None = None
    locale: str | None = None
    style_locale: str | None = None
    uncited: tuple[str, ...] = ()


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the place of a cluster, in the output that the document asked for.

    ``names`` are those of ``@key``, which belong to the sentence; None where there are none.
    ``cite`` follows them after a space, or, with ``makes_note``, in a footnote that is to be made;
    ``citation`` is what it was made of, ``number`` the note that it stands in or makes.
    ``is_textual`` is whether names stand in the sentence where the style has any.
    """

    citation: Citation
    cite: Any
    names: Any = None
    makes_note: bool = False
    number: int | None = None
    is_textual: bool = False


class Composition(msgspec.Struct, frozen=True, kw_only=True):
    """A manuscript's citations in a style: ``filled`` has one for each cluster of the story.

    None stands for a cluster that is left as it is. ``bibliography`` is None where the style has
    none; ``after_punctuation`` whether a note's mark comes after the comma or full stop.
    """

    style: Style
    locale: str
    references: Mapping[str, Reference]
    filled: tuple[Filled | None, ...]
    bibliography: Bibliography | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def in_notes(self) -> bool:
        """Whether the style cites in notes."""
        return self.style.node.class_ == "note"

    @property
    def after_punctuation(self) -> bool:
        """Whether a note's mark comes after punctuation: in English and others, not in French."""
        return not self.locale.lower().startswith("fr")


class Document(Protocol):
    """A manuscript that was read; each format has its own."""

    output: str
    """The output of the processor that it needs: ``markdown``, ``latex``, ``runs``…"""
    references: tuple[Reference, ...]
    """Those that it carries itself, under the keys that its story cites."""
    story: Story
    settings: Settings
    diagnostics: tuple[Diagnostic, ...]

    def write(self, composition: Composition, marking: Marking) -> bytes:
        """The manuscript with its citations and its bibliography, all else as it was."""


def clusters(story: Story) -> list[Cluster]:
    """The citations of *story*, those in notes where the note's mark stands."""
    found: list[Cluster] = []
    for part in story:
        if isinstance(part, Note):
            found += part.clusters
        else:
            found.append(part)
    return found


def compose(
    document: Document,
    references: Iterable[Reference],
    style: Style,
    *,
    locale: str | None = None,
    typography: str = "auto",
) -> Composition:
    """The citations of *document* in *style*, and its bibliography.

    A style of notes puts each citation of the text into a note of its own, whose numbers count
    those that are there; the names of ``@key`` stay in the sentence, but in a note it is a citation
    like another. A citation whose keys are
    unknown is printed with a question mark, one that is not certain is left.
    """
    known = {reference.id: reference for reference in reversed(list(references))}
    known = dict(reversed(known.items()))
    settings = document.settings
    uncited = settings.uncited
    own_locale = settings.style_locale if is_named(style, settings.style) else None
    processor = Processor(
        style,
        known.values(),
        locale or settings.locale or own_locale,
        document.output,
        typography,
        tidy=True,
        cited_only=True,
        uncited=known if "*" in uncited else uncited,
    )
    asked = _Asked(processor, known)
    for part in document.story:
        asked.add(part)
    texts = processor.citations(asked.citations)
    return Composition(
        style=style,
        locale=processor.locale,
        references=known,
        filled=tuple(_filled(each, texts) if each else None for each in asked.parts),
        bibliography=processor.bibliography() if style.has_bibliography else None,
        diagnostics=tuple(
            each for each in processor.diagnostics if each.code != "reference-unknown"
        ),
    )


class _Part(msgspec.Struct):
    """Where in the list of citations the texts of a cluster are."""

    citation: Citation
    number: int | None
    cite: int
    names: int | None = None
    makes_note: bool = False
    goes_on: str = ""
    is_textual: bool = False
    is_enclosed: bool = False


_SUBSEQUENT = 1
"""The position of names whose work was cited before: they are the short ones (CSL, positions)."""


class _Asked:
    """What the processor is asked for: the citations of a story, in the notes they come to."""

    def __init__(self, processor: Processor, known: Mapping[str, Reference]) -> None:
        self.citations: list[Citation] = []
        self.parts: list[_Part | None] = []
        self._processor = processor
        self._known = known
        self._in_notes = processor.style.node.class_ == "note"
        self._notes = 0
        self._cited: set[tuple[str, bool]] = set()

    def add(self, part: Cluster | Note) -> None:
        if isinstance(part, Note):
            self._notes += part.is_counted
            for cluster in part.clusters:
                self._cluster(cluster, max(self._notes, 1))
        else:
            self._cluster(part, None)

    def _cluster(self, cluster: Cluster, number: int | None) -> None:
        citation = cluster.citation
        if not cluster.certain and not all(cite.id in self._known for cite in citation.cites):
            self.parts.append(None)
            return
        only_names = citation.mode == "author-only"
        can_note = self._in_notes and number is None and not only_names
        makes_note = can_note and cluster.takes_note
        is_textual = citation.mode == "composite" and not makes_note
        if makes_note:
            self._notes += 1
            number = self._notes
        names = None
        if citation.mode == "composite" and self._in_notes and not makes_note:
            citation = msgspec.structs.replace(citation, mode=None)
        elif citation.mode == "composite":
            cites = citation.cites
            if self._processor.cites_by_name(cites[0].id):
                position = _SUBSEQUENT if (cites[0].id, number is None) in self._cited else None
                named = Cite(cites[0].id, position=position)
                names = self._ask(Citation((named,), number, mode="author-only"))
                cites = _without_names(cites)
            citation = Citation(cites, unsorted=True)
        stored = citation
        if makes_note:
            citation = _capitalised(citation)
        cite = self._ask(msgspec.structs.replace(citation, note=number))
        self._cited |= {(each.id, number is None) for each in citation.cites}
        is_enclosed = can_note and not makes_note
        goes_on = cluster.followed_by if self._in_notes and number and not makes_note else ""
        self.parts.append(
            _Part(
                stored,
                number,
                cite,
                names,
                makes_note=makes_note,
                goes_on=")" if is_enclosed else goes_on,
                is_textual=is_textual,
                is_enclosed=is_enclosed,
            )
        )

    def _ask(self, citation: Citation) -> int:
        self.citations.append(citation)
        return len(self.citations) - 1


_ABBREVIATED = pattern(r"\b(?:ibid|cit|id|sqq?|ff|art|vol|nos?|n|p|d|éds?|eds?|dir)\.\W*$", 2)
"""Ends with a full stop that is an abbreviation's (2: re.IGNORECASE)."""


_STOP = pattern(r"\.(?=(?:[\"'”’»\s*_]|</\w+>)*$)")
"""The full stop at the end, before what only closes quotations and forms."""


def _without_stop(made: Any, after: str) -> Any:
    """*made* without the full stop that ends a note, which *after* follows."""
    text = made if isinstance(made, str) else "".join(run.text for run in made)
    stop = _STOP.search(text)
    if stop is None or (after != "." and _ABBREVIATED.search(text)):
        return made
    if isinstance(made, str):
        return made[: stop.start()] + made[stop.end() :]
    runs = []
    start = 0
    for run in made:
        at = stop.start() - start
        start += len(run.text)
        is_there = 0 <= at < len(run.text)
        runs.append(run._replace(text=run.text[:at] + run.text[at + 1 :]) if is_there else run)
    return runs


def _without_names(cites: Sequence[Cite]) -> tuple[Cite, ...]:
    first, *rest = cites
    return (msgspec.structs.replace(first, suppress_author=True), *rest)


_FIRST_LETTER = pattern(r"\A(?:<\w+>|[\"'“‘«(\s])*+\w")


def _capitalised(citation: Citation) -> Citation:
    """*citation* at the beginning of a note: *see* is *See*."""
    first, *rest = citation.cites
    if not first.prefix:
        return citation
    prefix = _FIRST_LETTER.sub(lambda match: match[0].upper(), first.prefix, count=1)
    cites = (msgspec.structs.replace(first, prefix=prefix), *rest)
    return msgspec.structs.replace(citation, cites=cites)


def _in_parentheses(made: Any) -> Any:
    if isinstance(made, str):
        return f"({made})"
    return [Run("("), *made, Run(")")]


def _filled(part: _Part, texts: Sequence[Any]) -> Filled:
    cite = texts[part.cite]
    if part.goes_on:
        cite = _without_stop(cite, part.goes_on)
    return Filled(
        citation=part.citation,
        cite=_in_parentheses(cite) if part.is_enclosed else cite,
        names=None if part.names is None else texts[part.names],
        makes_note=part.makes_note,
        number=part.number,
        is_textual=part.is_textual,
    )
