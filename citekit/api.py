"""The façade: a document in, references out; references in, files and bibliographies out.

Functions on a path end like those on a text with an *s*: ``parse`` and ``parses``, ``read`` and
``reads``, ``write`` and ``writes``, as ``json.load`` and ``json.loads``: a mistyped path is an
error, never a document. With ``strict=True`` the first warning or error is raised as StrictError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

import msgspec

from citekit import files, formats
from citekit.errors import (
    Diagnostic,
    InputError,
    UnknownReferenceError,
    UsageError,
    refuse_doubt,
)
from citekit.model import Library, Reference

if TYPE_CHECKING:
    from citekit.csl import Bibliography, Cite, Style
    from citekit.csl.cite import Mode
    from citekit.deliver import Delivery
    from citekit.deliver.clipboard import Copied, Made
    from citekit.manuscript import Composed, Marking
    from citekit.merging import Merged
    from citekit.sommaire import Sommaire

    References = Iterable[Reference] | Library | Sommaire

Found = TypeVar("Found", "Sommaire", Library)

SOMMAIRE = "sommaire"
"""The name of the contents page among the formats that can be read."""


def seed(name: str | None = None) -> Path:
    """The path of a sample document that comes with citekit; without *name*, their folder.

    >>> seed("politiques-et-management-public-2006.txt").suffix
    '.txt'
    """
    folder = files.data_folder("seeds")
    return folder / name if name else folder


def parse(
    path: str | Path,
    *,
    infer_pages: bool = False,
    keys: str | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> Sommaire:
    """The references of a contents page, text or HTML, in the file *path* (``-``: standard input).

    *infer_pages* derives a missing last page from the next entry; *keys* is a pattern for citation
    keys; *encoding* overrides what the bytes say. Diagnostics bear the path as their ``source``.
    Raises InputError for a file that cannot be read; a text that is no contents page gives no
    references and an error among the diagnostics.

    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> sommaire.issue.journal
    'Politiques et management public'
    >>> [reference.id for reference in sommaire.references][:2]
    ['lefebvre2006action', 'crozet2006public']
    >>> print(sommaire.references[1].author[0].display(), sommaire.references[1].page)
    Paul Crozet 17
    """
    document = files.read_text(path, encoding)
    found = _parse(document.text, infer_pages, keys)
    return _finish(found, document.diagnostics, str(path), strict)


def parses(
    text: str,
    *,
    infer_pages: bool = False,
    keys: str | None = None,
    strict: bool = False,
) -> Sommaire:
    """The references of a contents page given as *text* or HTML; see :func:`parse`.

    >>> text = '''Revue | Annales |
    ... Numéro | no 3, 2001 |
    ... - Avant-propos - p. 5
    ... - Une idée neuve - Jeanne Dupont et Paul Martin p. 7
    ... '''
    >>> for reference in parses(text).references:
    ...     print(reference.id, reference.page)
    avantpropos2001 5
    dupont2001idee 7
    """
    return _finish(_parse(text, infer_pages, keys), (), None, strict)


def read(
    path: str | Path,
    format: str | None = None,
    *,
    encoding: str | None = None,
    strict: bool = False,
) -> Library:
    """The library in the file *path* (``-``: standard input): ``.references``, ``.diagnostics``.

    The format is *format* (a name of :data:`citekit.formats.FORMATS`, or ``sommaire`` for a
    contents page), else what the content and the ending say; what is in none of them is tried as a
    contents page. Raises InputError for a file that cannot be read, UsageError for an unknown
    format.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "refs.ris"
    >>> write(parse(seed("politiques-et-management-public-2006.txt")), path)
    >>> read(path).references[1].title
    'Le public dans les contrats de ville : habitant, citoyen ou client ?'
    """
    document = files.read_text(path, encoding)
    found = _read(document.text, format, str(path))
    return _finish(found, document.diagnostics, str(path), strict)


def iter_read(
    path: str | Path,
    format: str | None = None,
    *,
    encoding: str | None = None,
    report: Callable[[Diagnostic], object] | None = None,
    strict: bool = False,
) -> Iterator[Reference]:
    """The references in the file *path*, one after the other, however large it is.

    BibTeX, BibLaTeX, RIS, NBIB, refer and CSL-JSON are read piece by piece, of a megabyte or of an
    entry that is larger. Other formats, contents pages and standard input are read whole. Each
    diagnostic goes to *report* (``diagnostics.append``, say); with *strict*, the first warning or
    error is raised as StrictError. Raises InputError and UsageError as :func:`read`.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "refs.bib"
    >>> write(parse(seed("politiques-et-management-public-2006.txt")), path)
    >>> next(iter_read(path)).id
    'lefebvre2006action'
    """
    chosen = formats.by_name(format) if format not in (None, SOMMAIRE) else None
    libraries: Iterable[Library] = ()
    if str(path) != "-" and format != SOMMAIRE:
        from citekit.formats import streaming

        chunks, found = files.chunks_of(path, encoding)
        head = next(iter(chunks()), "")
        chosen = chosen or formats.told(head, str(path))
        if chosen is not None and streaming.is_streamed(chosen):
            first = Library(references=(), diagnostics=found)
            libraries = chain([first], streaming.stream(chunks, chosen))
    if not libraries:
        libraries = [read(path, format, encoding=encoding)]
    for library in libraries:
        finished = _finish(library, (), str(path), strict)
        if report is not None:
            for diagnostic in finished.diagnostics:
                report(diagnostic)
        yield from finished.references


def reads(text: str, format: str | None = None, *, strict: bool = False) -> Library:
    r"""The library in *text*; see :func:`read`.

    >>> library = reads("TY  - BOOK\nTI  - Surveiller et punir\nER  - \n", "ris")
    >>> library.references[0].title
    'Surveiller et punir'
    """
    return _finish(_read(text, format, None), (), None, strict)


def write(references: References, path: str | Path, format: str | None = None) -> None:
    """Write *references* to *path*, whole or not at all, in *format* or what the ending says.

    Raises UsageError for an ending or a name that is no format, OutputError for a file that cannot
    be written.
    """
    if format is None:
        named = formats.by_ending(path)
        if named is None:
            endings = ", ".join(formats.written_endings())
            raise UsageError("output-ending-unknown", name=str(path), endings=endings)
        format = named.name
    files.write_texts({Path(path): writes(references, format)})


def writes(references: References, format: str) -> str:
    """*references* as text in *format*, a name of :data:`citekit.formats.FORMATS`.

    ``csljson``, ``bibtex``, ``biblatex``, ``ris``, ``rdf`` hold everything; for the others
    :func:`losses` says what they do not.

    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> print(writes(sommaire, "bibtex").splitlines()[0])
    @article{lefebvre2006action,
    """
    return formats.write(_library(references), format)


def as_ascii(text: str, form: str) -> tuple[str, str]:
    r"""*text*, a ``biblatex`` file or ``latex``, with commands for all that is not ASCII.

    Second come the characters that no command stands for; they are left. UsageError
    ``ascii-not-for`` for any other form: Zotero's BibTeX importer would damage the commands.

    >>> as_ascii("Étienne, œuvre", "latex")
    ("{\\'E}tienne, {\\oe}uvre", '')
    """
    if form == "latex":
        from citekit.text.latex_ascii import to_ascii

        return to_ascii(text)
    if form == "biblatex":
        from citekit.formats.bib_ascii import ascii_bib

        return ascii_bib(text)
    raise UsageError("ascii-not-for", name=form)


def losses(references: References, format: str) -> list[Diagnostic]:
    """What *format* cannot hold of *references*: a warning for each that loses something.

    >>> from citekit import Reference
    >>> losses([Reference(id="a", type="book", title="T", custom={"access": "libre"})], "bibtex")
    []
    """
    from citekit.formats import holdings

    return holdings.tell("loss", holdings.losses(_references(references), format), format)


def merge(*libraries: References, sources: Sequence[str] = (), strict: bool = False) -> Merged:
    """The *libraries* as one, each work once: ``.library``, ``.groups``, ``.diagnostics``.

    The same work is found by DOI, by ISBN, by journal, volume or issue and first page, or by title,
    first author and year; doubt keeps two references apart and is told. *sources* are names of the
    libraries, for what is told. The order is that of first appearance, the key the first one.
    Raises StrictError with *strict* where two values contradict each other.

    >>> from citekit import Name, Reference
    >>> merged = merge(
    ...     [Reference(id="a", type="book", title="Surveiller et punir", isbn="2070729680")],
    ...     [Reference(id="b", type="book", title="SURVEILLER ET PUNIR", isbn="978-2-07-072968-5",
    ...                publisher="Gallimard")],
    ... )
    >>> for reference in merged.references:
    ...     print(reference.id, reference.title, reference.isbn, reference.publisher)
    a Surveiller et punir 978-2-07-072968-5 Gallimard
    >>> for told in merged.diagnostics:
    ...     print(told)
    b is the same work as a: same ISBN, titles alike
    title: “Surveiller et punir” is kept, “SURVEILLER ET PUNIR” of b is not
    ISBN: “978-2-07-072968-5” is kept, “2070729680” of a is not
    """
    from citekit.merging import merge as run

    merged = run([_library(each) for each in libraries], sources)
    if strict:
        refuse_doubt(each for each in merged.diagnostics if each.severity != "note")
    return merged


def find(references: References, *keys: str) -> list[Reference]:
    """The references that have these citation *keys*, in the order of the keys.

    Raises UnknownReferenceError for a key that is not there, with the nearest ones.

    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> find(sommaire, "simon2006mediation")[0].author[0].display()
    'Jacky Simon'
    """
    from difflib import get_close_matches

    known = {each.id: each for each in reversed(_references(references))}
    for key in keys:
        if key not in known:
            near = ", ".join(get_close_matches(key, known, n=3, cutoff=0.4)) or "–"
            raise UnknownReferenceError("reference-unknown", key=key, near=near)
    return [known[key] for key in keys]


def cite(
    references: References,
    *keys: str | Cite,
    style: str | Path | Style,
    locale: str | None = None,
    locators: Mapping[str, str] | None = None,
    mode: Mode | None = None,
    note: int | None = None,
    output: str = "text",
    typography: str = "auto",
    engine: str = "citekit",
) -> str:
    """One citation of the works with those *keys*, in *style*.

    A key may be a :class:`citekit.csl.Cite`, for a prefix or an author left out; *locators* maps
    keys to places (``{"crozet2006public": "p. 20"}``). *mode* is ``composite`` for the names in
    running text (*Crozet et Rangeon (2006)*), ``author-only`` for these alone, ``suppress-author``
    for the rest. *note* is the number of the footnote. *style* is a name, a path or a Style,
    *output* ``text``, ``html``, ``markdown``, ``latex``, ``rtf``, ``typst`` or ``runs``.
    *typography* sets French text by country: ``fr-FR``, ``fr-CA``, ``fr-CH``, ``none``, or
    ``auto``, that of the locale (see citekit.text.typography). *engine* is ``citekit`` or, for
    comparison, ``citeproc-py``. Raises UnknownReferenceError for a key that is
    not there, with the nearest ones; UsageError for an unknown style, locale, mode, output or
    engine. Citations that follow one another are for :class:`citekit.Processor`.

    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> print(cite(sommaire, "michel2006gestion", style="citekit-apa-fr",
    ...            locators={"michel2006gestion": "p. 92"}).replace(chr(0xA0), " "))
    (Michel, 2006, p. 92)
    """
    from citekit.csl import Citation, Cite, parse_locator
    from citekit.csl import engine as engine_named
    from citekit.csl.cite import Mode

    if mode is not None and mode not in get_args(Mode):
        raise UsageError("mode-unknown", name=mode, known=", ".join(get_args(Mode)))
    known = _references(references)
    places = locators or {}
    cites = []
    for key in keys:
        each = Cite(key) if isinstance(key, str) else key
        if each.locator is None and each.id in places:
            label, value = parse_locator(places[each.id])
            each = msgspec.structs.replace(each, label=label, locator=value)
        cites.append(each)
    find(known, *(each.id for each in cites), *places)
    processor = engine_named(engine)(
        style, known, locale=locale, output=output, typography=typography, tidy=True
    )
    return processor.citations([Citation(tuple(cites), note=note, mode=mode)])[0]


def bibliography(
    references: References,
    style: str | Path | Style,
    *,
    locale: str | None = None,
    output: str = "text",
    typography: str = "auto",
    engine: str = "citekit",
) -> Bibliography:
    """All *references* as a bibliography in *style*: its ``entries``; ``str()`` is the whole.

    *style* is a name (``apa``, ``citekit-apa-fr``), a path or a Style; *output*, *typography* and
    *engine* are those of :func:`cite`. Raises UsageError for an unknown style, locale, output,
    typography or engine.

    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> len(bibliography(sommaire, "citekit-apa-fr").entries)
    8
    """
    from citekit.csl import engine as engine_named

    processor = engine_named(engine)(
        style,
        _references(references),
        locale=locale,
        output=output,
        typography=typography,
        tidy=True,
    )
    return processor.bibliography()


def copy(text: Made, html: Made = "", rtf: Made = "") -> Copied:
    """Puts one work, as plain text, HTML and RTF, on the clipboard: italics survive the pasting.

    Each is what :func:`cite` (or a list of it) or :func:`bibliography` made with that ``output``;
    text alone is copied as it is. Raises DeliveryError where there is no clipboard, or it cannot be
    reached; see :mod:`citekit.deliver.clipboard`.
    """
    from citekit.deliver import clipboard

    return clipboard.copy(text, html, rtf)


def check(references: References) -> list[Diagnostic]:
    """What is missing, doubtful or contradictory in *references*; empty where nothing is.

    >>> from citekit import Reference
    >>> for finding in check([Reference(id="a", type="article-journal", page="36-17")]):
    ...     print(finding.code)
    missing-title
    missing-author
    missing-date
    missing-container
    pages-reversed
    """
    from citekit.checks import check as run

    return run(_references(references))


def check_style(style: str | Path, language: str | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a CSL style, a path or a name; see :func:`citekit.checks.styles`.

    *language* is what it is to be read in, where that is not its own. A style that cannot be
    used has one finding. Raises UsageError for an unknown name, InputError for a file that cannot
    be read.

    >>> [finding for finding in check_style("citekit-apa-fr") if finding.severity != "note"]
    []
    """
    from citekit.checks.styles import check_style as run

    return run(style, language)


def compose(
    path: str | Path,
    references: References = (),
    style: str | Path | Style | None = None,
    *,
    marking: Marking = "marked",
    restyle: bool = False,
    locale: str | None = None,
    typography: str = "auto",
    format: str | None = None,
) -> Composed:
    """The manuscript in the file *path*, its citations and bibliography in *style*: ``.data``.

    Markdown, LaTeX, DOCX, ODT, Typst or HTML, by its ending or *format*; the citations are those
    that are typed in it (``[@key, p. 12]``, ``\\autocite{key}``), and those that citekit made in an
    earlier run, with *restyle* those of Zotero and other programs too. Works come from
    *references*, else from what the manuscript carries; the style is the one that it names where
    *style* is None. *marking* leaves citations so that another run finds them (``marked``), as
    mere text (``flat``), or as Zotero's in DOCX and ODT (``live``). Raises InputError for a
    manuscript that cannot be read, UsageError for an unknown ending, style or typography.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "article.md"
    >>> _ = path.write_text("Voir [@simon2006mediation, p. 140].")
    >>> sommaire = parse(seed("politiques-et-management-public-2006.txt"))
    >>> made = compose(path, sommaire, "citekit-apa-fr", marking="flat")
    >>> print(made.data.decode().splitlines()[0].replace(chr(0xA0), " "))
    Voir (Simon, 2006, p. 140).
    """
    from citekit import manuscript
    from citekit.csl import Style

    document = manuscript.read(path, format, restyle=restyle)
    wanted = style if style is not None else document.settings.style
    if wanted is None:
        raise UsageError("manuscript-style-missing")
    return manuscript.typeset(
        document,
        _references(references),
        wanted if isinstance(wanted, Style) else Style.load(wanted),
        marking=marking,
        locale=locale,
        typography=typography,
    )


def cited(path: str | Path, references: References = (), format: str | None = None) -> Library:
    """The references that the manuscript in the file *path* cites: ``.references``.

    In DOCX and ODT those of Zotero, Mendeley, EndNote, JabRef, Citavi and Word are recovered from
    the document; keys that are only typed are looked up in *references*. An error stands for each
    that is nowhere. Raises as :func:`compose`.
    """
    from citekit import manuscript

    document = manuscript.read(path, format, restyle=True)
    return manuscript.cited(document, _references(references))


def push(
    references: References,
    to: str = "desktop",
    *,
    format: str | None = None,
    library: str | None = None,
    collection: str | None = None,
    server: str | None = None,
    again: bool = False,
    rehearse: bool = False,
) -> Delivery:
    """What became of *references* pushed into Zotero: ``.added``, ``.known``, ``.failed``.

    *to* is ``desktop``, the collection selected in the Zotero that runs on this computer, sent as
    *format* (``rdf``, ``ris``, ``bibtex``, ``csljson``); or ``web``, a *library* at zotero.org
    (``users/123``, ``groups/456``; that of ``ZOTERO_LIBRARY``, else of the key's owner), with the
    key in ``ZOTERO_API_KEY``, into the *collection* of that name, made where there is none.
    *server* is another address of either. What was pushed before is left out, unless *again*; with
    *rehearse* nothing is added. Raises UsageError for what cannot be asked for, DeliveryError
    where Zotero does not run or refuses; see :mod:`citekit.deliver`.
    """
    from citekit import deliver

    return deliver.push(
        _references(references),
        to,
        form=format,
        library=library,
        collection=collection,
        server=server,
        again=again,
        rehearse=rehearse,
    )


def _parse(text: str, infer_pages: bool, keys: str | None) -> Sommaire:
    from citekit import sommaire

    return sommaire.parse(text, infer_pages=infer_pages, keys=keys)


def _read(text: str, format: str | None, name: str | None) -> Library:
    if format == SOMMAIRE:
        return _as_library(_parse(text, False, None))
    if format is None:
        named = formats.by_ending(name) if name is not None else None
        detected = formats.detect(text)
        is_page = named is None and _looks_like_html(text)
        if detected is None or (is_page and detected.name != "coins"):
            found = _parse(text, False, None)
            if found.references:
                return _as_library(found)
            if detected is None and named is None:
                place = {"source": name} if name is not None else {}
                raise InputError("input-unknown", formats=", ".join(formats.FORMATS), **place)
    return formats.read(text, format, name)


def _looks_like_html(text: str) -> bool:
    from citekit.text.lines import looks_like_html

    return looks_like_html(text)


def _as_library(sommaire: Sommaire) -> Library:
    return Library(references=sommaire.references, diagnostics=sommaire.diagnostics)


def _finish(found: Found, before: Iterable[Diagnostic], source: str | None, strict: bool) -> Found:
    """With the diagnostics of the decoding in front, and all of them bearing their source."""
    diagnostics = (*before, *found.diagnostics)
    if source is not None:
        diagnostics = tuple(
            each if each.source else msgspec.structs.replace(each, source=source)
            for each in diagnostics
        )
    if strict:
        refuse_doubt(diagnostics)
    return msgspec.structs.replace(found, diagnostics=diagnostics)


def _references(references: References) -> tuple[Reference, ...]:
    if isinstance(references, Iterable):
        return tuple(references)
    return references.references


def _library(references: References) -> Library:
    if isinstance(references, Library):
        return references
    return Library(references=_references(references))
