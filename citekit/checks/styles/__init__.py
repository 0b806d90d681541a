"""What is wrong with a CSL style: its XML, macros, terms, French, joints, types and header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from citekit import files, styles
from citekit.checks.styles.registry import HEADER_RULES, RULES, Rule
from citekit.checks.styles.sheet import Sheet
from citekit.csl import Style, cache
from citekit.errors import Diagnostic, StyleError, note

__all__ = ["HEADER_RULES", "RULES", "check_style"]


def check_style(source: str | Path, language: str | None = None) -> tuple[Diagnostic, ...]:
    """The findings on the style *source*, a path, a name or ``-`` for standard input.

    Each bears the file as its ``source`` and, where there is one, the line. *language* is what
    the style is to be read in (``fr``), where that is not its own. A style that cannot be used has
    a single finding, which says why. A dependent style has its own header checked and, after a
    note, its parent. Raises UsageError for an unknown name, InputError for an unreadable file.
    """
    from lxml import etree

    xml = files.read_bytes(source) if str(source) == "-" else None
    name = str(source)
    try:
        file = styles.read(xml, name) if xml is not None else styles.find(source)
        place = str(file.path) if file.path else name
        style = Style(
            name=file.name,
            title=file.title,
            xml=file.xml,
            node=cache.style(file.xml, place),
            default_locale=file.default_locale,
        )
        rules = Sheet.of(file.xml, style, language)
        asked = Sheet.of(file.asked_xml) if file.asked_xml is not None else None
    except StyleError as problem:
        return (problem.diagnostic,)
    except (etree.XMLSyntaxError, UnicodeError) as problem:  # the header is read by other means
        return (StyleError("style-malformed", source=name, reason=str(problem)).diagnostic,)
    found: list[Diagnostic] = []
    if asked is not None:
        own_place = str(file.asked_path) if file.asked_path else name
        found += _placed(own_place, _findings(HEADER_RULES, asked))
        line = asked.line_of_link("independent-parent")
        found.append(note("style-dependent", source=own_place, line=line, parent=file.parent))
    found += _placed(place, _findings((*HEADER_RULES, *RULES), rules))
    return tuple(found)


def _findings(rules: Iterable[Rule], sheet: Sheet) -> Iterator[Diagnostic]:
    for rule in rules:
        yield from rule(sheet)


def _placed(source: str, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The *findings* of *source*, by line."""
    found = [replace(finding, source=source) for finding in findings]
    return sorted(found, key=lambda finding: finding.line or 0)
