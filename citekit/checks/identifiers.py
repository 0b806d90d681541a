"""DOI, ISBN, ISSN, addresses and language codes: their form and their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.checks.languages import ISO_639_1
from citekit.errors import Diagnostic, warning
from citekit.model import Reference
from citekit.text.characters import squeeze
from citekit.text.issn import DASHES, FORM, checks

_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9})*/[^\s<>\"{}]+")
_ISBN_SEPARATOR = re.compile(r"[,;/]")
_ISBN_FORM = re.compile(r"\d{9}[\dX]|97[89]\d{10}")
_ISSN_SEPARATOR = re.compile(r"[,;\s]+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,30}:\S")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")
_ISBN_NOISE = re.compile(r"(?:ISBN(?:-1[03])?:?|\([^()]{0,60}\)|[\s-])", re.IGNORECASE)


def doi(reference: Reference) -> Iterator[Diagnostic]:
    """A DOI is ``10.``, a registrant and a suffix (ISO 26324), bare or as its address."""
    value = (reference.doi or "").strip()
    if value and not _DOI.fullmatch(_DOI_PREFIX.sub("", value, count=1)):
        yield warning("doi-malformed", reference=reference.id, value=value[:80])


def isbn(reference: Reference) -> Iterator[Diagnostic]:
    """An ISBN has 13 digits, or 10 before 2007, and its check digit (ISO 2108)."""
    for part in _isbns(squeeze(reference.isbn or "").translate(DASHES)):
        digits = _ISBN_NOISE.sub("", part).upper()
        if not digits:
            continue
        if not _ISBN_FORM.fullmatch(digits):
            yield warning("isbn-malformed", reference=reference.id, value=part[:80])
        elif not _isbn_checks(digits):
            yield warning("isbn-check-digit", reference=reference.id, value=part)


def _isbns(text: str) -> Iterator[str]:
    """The numbers in *text*; a space parts two of them, or the groups of one."""
    for part in _ISBN_SEPARATOR.split(text):
        words = part.split()
        whole = [word for word in words if _ISBN_FORM.fullmatch(word.replace("-", "").upper())]
        yield from words if whole else [part.strip()]


def _isbn_checks(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 10:
        return sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0
    return sum(value * (1, 3)[at % 2] for at, value in enumerate(values)) % 10 == 0


def issn(reference: Reference) -> Iterator[Diagnostic]:
    """An ISSN has eight digits, the last a check digit (ISO 3297)."""
    for part in _ISSN_SEPARATOR.split((reference.issn or "").translate(DASHES).strip()):
        if not part or part.upper().rstrip(":") in {"ISSN", "EISSN", "ISSN-L"}:
            continue
        if not FORM.fullmatch(part):
            yield warning("issn-malformed", reference=reference.id, value=part[:80])
            continue
        if not checks(part):
            yield warning("issn-check-digit", reference=reference.id, value=part)


def url(reference: Reference) -> Iterator[Diagnostic]:
    """An address begins with its scheme (RFC 3986, 3.1) and holds no space."""
    value = (reference.url or "").strip()
    if not value:
        return
    if not _SCHEME.match(value):
        yield warning("url-no-scheme", reference=reference.id, value=value[:80])
    elif any(char.isspace() for char in value):
        yield warning("url-space", reference=reference.id, value=value[:80])


def language(reference: Reference) -> Iterator[Diagnostic]:
    """A language is a code (BCP 47), not its name; two letters must be in ISO 639-1."""
    value = (reference.language or "").strip()
    if not value:
        return
    primary = re.split(r"[-_]", value, maxsplit=1)[0].lower()
    known = primary in ISO_639_1 or len(primary) == 3
    if not known or not _LANGUAGE.fullmatch(value.replace("_", "-")):
        yield warning("language-unknown", reference=reference.id, value=value[:80])
