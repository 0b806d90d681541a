"""What an output can be: an interchange format, or a bibliography as text, HTML, LaTeX…"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citekit import api, files, formats
from citekit.cli import streams
from citekit.cli.report import Report
from citekit.errors import Diagnostic, UsageError, warning
from citekit.model import Library, Reference

if TYPE_CHECKING:
    from citekit.csl import Bibliography, Style

BIBLIOGRAPHIES: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "latex": (".tex",),
    "rtf": (".rtf",),
    "typst": (".typ",),
    "runs": (),
}
"""Forms of a bibliography, which need a style, and their file endings."""

STDOUT = "-"


class Look(NamedTuple):
    """What a bibliography looks like: its style, its language, the typography and the engine."""

    style: Style
    locale: str | None = None
    typography: str = "auto"
    engine: str = "citekit"


class Target(NamedTuple):
    """Where something goes (``-`` is standard output) and in which form."""

    path: str
    form: str
    ascii_only: bool = False

    @property
    def needs_style(self) -> bool:
        """Whether it is a bibliography."""
        return self.form in BIBLIOGRAPHIES


def names() -> list[str]:
    """Every form's name."""
    return [*formats.FORMATS, *BIBLIOGRAPHIES]


def by_name(name: str) -> str:
    """The form of that name or ending; UsageError with the nearest names."""
    wanted = name.strip().lower()
    for form, endings in BIBLIOGRAPHIES.items():
        if wanted == form or f".{wanted.removeprefix('.')}" in endings:
            return form
    from difflib import get_close_matches

    near = get_close_matches(wanted, names(), n=1)
    if near and near[0] in BIBLIOGRAPHIES:
        raise UsageError("format-unknown", name=name, nearest=near[0])
    return formats.by_name(name).name


def by_ending(path: str) -> str:
    """The form that the ending of *path* says; UsageError with the known endings."""
    ending = Path(path).suffix.lower()
    for form, endings in BIBLIOGRAPHIES.items():
        if ending in endings:
            return form
    named = formats.by_ending(path)
    if named is not None:
        return named.name
    if path == STDOUT:
        raise UsageError("output-needs-form")
    known = list(formats.written_endings())
    known += [ending for endings in BIBLIOGRAPHIES.values() for ending in endings]
    raise UsageError("output-ending-unknown", name=path, endings=", ".join(known))


def targets(
    to: str | None,
    outputs: Sequence[str],
    program: str | None = None,
    *,
    ascii_only: bool = False,
) -> list[Target]:
    """What ``-t`` and ``-o`` ask for, in the flavour that *program* (``zotero``) reads.

    Raises UsageError for an unknown form or ending, a form that is only read, one that the program
    does not read, or one that *ascii_only* would damage.
    """
    form = by_name(to) if to is not None else None
    if form is not None and not outputs:
        outputs = (STDOUT,)
    forms = {path: _flavour(form or by_ending(path), program) for path in outputs}
    for each in forms.values() if ascii_only else ():
        api.as_ascii("", each)
    return [Target(path, forms[path], ascii_only) for path in outputs]


def _flavour(form: str, program: str | None) -> str:
    if form in BIBLIOGRAPHIES:
        return form
    chosen = formats.by_name(form)
    if not chosen.is_written:
        raise UsageError("format-only-read", name=form, written=", ".join(formats.written()))
    if program is not None and not chosen.for_zotero:
        raise UsageError("format-not-for-zotero", title=chosen.title)
    return chosen.for_zotero if program is not None else form


def losses(
    references: Iterable[Reference],
    chosen: Iterable[Target],
    program: str | None = None,
    *,
    each: bool = False,
) -> list[Diagnostic]:
    """What the forms cannot hold, and *program* does not read: a warning a form.

    With *each*, a warning a reference.
    """
    from citekit.formats import holdings

    found = []
    works = list(references)
    for form in dict.fromkeys(target.form for target in chosen if not target.needs_style):
        lost = holdings.losses(works, form)
        dropped = holdings.unread_by_zotero(works, form) if program else []
        if each:
            found += holdings.tell("loss", lost, form)
            found += holdings.tell("loss-zotero", dropped, form)
        else:
            found += holdings.tell_in_one("losses", lost, form)
            found += holdings.tell_in_one("losses-zotero", dropped, form)
    return found


def refuse(chosen: Iterable[Target], code: str) -> None:
    """UsageError *code* for the first of the targets: the command has no use for its form."""
    for target in chosen:
        raise UsageError(code, name=target.form if target.path == STDOUT else target.path)


def load_look(
    style: str, locale: str | None, typography: str = "auto", engine: str = "citekit"
) -> Look:
    """The look in the style of that name, before any input is read; UsageError or StyleError."""
    from citekit.csl import Style

    return Look(Style.load(style), locale, typography, engine)


def deliver(
    references: Sequence[Reference] | Library,
    chosen: Sequence[Target],
    report: Report,
    look: Look | None = None,
) -> None:
    """Render every target, then write all files or none, then what goes to standard output."""
    put(
        [(each, spelled(_text(references, each, look, report), each, report)) for each in chosen],
        report,
    )


def spelled(text: str, target: Target, report: Report) -> str:
    """*text* in ASCII where the target is to be; a warning says what could not be."""
    if not target.ascii_only:
        return text
    text, left = api.as_ascii(text, target.form)
    if left:
        report.add([warning("ascii-left", text=" ".join(left))])
    return text


def put(texts: Sequence[tuple[Target, str]], report: Report) -> None:
    """Write all files or none, then what goes to standard output."""
    written = {Path(each.path): text for each, text in texts if each.path != STDOUT}
    files.write_texts(written)
    for each, text in texts:
        if each.path == STDOUT:
            streams.data(text)
    if written:
        report.say("written", names=", ".join(map(str, written)))


def _text(
    references: Sequence[Reference] | Library,
    target: Target,
    look: Look | None,
    report: Report,
) -> str:
    if not target.needs_style or look is None:
        return api.writes(references, target.form)
    found = made(references, target.form, look, report)
    if target.form == "html" and target.path != STDOUT:
        from citekit.cli.page import page

        return page(found, look.locale or look.style.default_locale)
    return str(found)


def made(
    references: Sequence[Reference] | Library, form: str, look: Look, report: Report
) -> Bibliography:
    """The bibliography in that form and look; what is to say of it goes into the *report*."""
    found = api.bibliography(
        references,
        look.style,
        locale=look.locale,
        output=form,
        typography=look.typography,
        engine=look.engine,
    )
    report.add(found.diagnostics)
    return found
