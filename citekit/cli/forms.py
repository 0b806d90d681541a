"""What an output can be: an interchange format, or a bibliography as text, HTML, LaTeX…"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citekit import api, files, formats
from citekit.cli import streams
from citekit.cli.report import Report
from citekit.errors import UsageError
from citekit.model import Library, Reference

if TYPE_CHECKING:
    from citekit.csl import Style

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
    known = [ending for each in formats.FORMATS.values() for ending in each.endings]
    known += [ending for endings in BIBLIOGRAPHIES.values() for ending in endings]
    raise UsageError("output-ending-unknown", name=path, endings=", ".join(known))


def targets(to: str | None, outputs: Sequence[str]) -> list[Target]:
    """What ``-t`` and ``-o`` ask for; UsageError for an unknown form or ending."""
    form = by_name(to) if to is not None else None
    if form is not None and not outputs:
        outputs = (STDOUT,)
    return [Target(path, form or by_ending(path)) for path in outputs]


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
    texts = [(each, _text(references, each, look, report)) for each in chosen]
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
    style = look.style
    made = api.bibliography(
        references,
        style,
        locale=look.locale,
        output=target.form,
        typography=look.typography,
        engine=look.engine,
    )
    report.add(made.diagnostics)
    if target.form == "html" and target.path != STDOUT:
        from citekit.cli.page import page

        return page(made, look.locale or style.default_locale)
    return str(made)
