"""Problems as values: where, what, how bad. The words for people live in citekit.messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from citekit import messages

Severity = Literal["note", "warning", "error"]


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a decoded document: code-point offsets, ``end`` excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* that the span covers."""
        return text[self.start : self.end]


class Diagnostic(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, repr_omit_defaults=True
):
    """One finding about an input: a stable code, its facts, and the place.

    ``line`` and ``column`` count from 1, ``path`` is a JSON path (``$[3].issued``),
    ``reference`` a citation key, ``source`` the file's name.
    """

    code: str
    severity: Severity
    parameters: Mapping[str, Any] = {}
    span: Span | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    reference: str | None = None
    source: str | None = None

    def message(self, language: str = "en") -> str:
        """One sentence for people, in ``en`` or ``fr``."""
        return messages.text(self.code, self._facts(), language)

    def hint(self, language: str = "en") -> str:
        """What to do about it, in ``en`` or ``fr``; empty where nothing helps."""
        return messages.hint(self.code, self._facts(), language)

    def _facts(self) -> dict[str, Any]:
        """What a sentence can speak of: the parameters, and the place."""
        return {"line": self.line, "column": self.column, **self.parameters}

    def place(self) -> str:
        """``file:line:column``, a JSON path or a citation key: what is known of the place."""
        parts = [self.source] if self.source else []
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        elif self.path:
            parts.append(self.path)
        return ":".join(parts)

    def __str__(self) -> str:
        place = self.place()
        return f"{place}: {self.message()}" if place else self.message()


def note(code: str, /, **facts: Any) -> Diagnostic:
    """A diagnostic that only informs."""
    return _diagnostic(code, "note", facts)


def warning(code: str, /, **facts: Any) -> Diagnostic:
    """A diagnostic about a doubtful fact; ``strict`` turns it into a refusal."""
    return _diagnostic(code, "warning", facts)


def error(code: str, /, **facts: Any) -> Diagnostic:
    """A diagnostic about something that could not be understood."""
    return _diagnostic(code, "error", facts)


_PLACE = ("span", "line", "column", "path", "reference", "source")


def _diagnostic(code: str, severity: Severity, facts: dict[str, Any]) -> Diagnostic:
    place = {name: facts.pop(name) for name in _PLACE if name in facts}
    return Diagnostic(code=code, severity=severity, parameters=facts, **place)


class CitekitError(Exception):
    """What citekit raises: one sentence for people, as ``str(error)``.

    ``code`` and ``parameters`` are for programs; ``exit_code`` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.diagnostic = error(code, **facts)
        super().__init__(code)

    @property
    def code(self) -> str:
        """The stable code of the problem."""
        return self.diagnostic.code

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The facts of the problem."""
        return self.diagnostic.parameters

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.diagnostic), self.diagnostic.hint()) if part)


class InputError(CitekitError):
    """An input that cannot be read at all: missing, binary, undecodable."""


class OutputError(CitekitError):
    """An output that cannot be written."""


class DeliveryError(CitekitError):
    """What could not be pushed or copied: no server or clipboard, no right to write, a refusal."""


class UsageError(CitekitError):
    """A name or option that does not exist: a format, a style, a locale, a pattern."""

    exit_code = 2


class StyleError(CitekitError):
    """A style that cannot be used; ``line`` says where."""


class UnknownReferenceError(CitekitError):
    """A citation key that no reference has."""


class StrictError(CitekitError):
    """Raised with ``strict=True``: the first warning or error, and all ``diagnostics``."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        first = next(d for d in diagnostics if d.severity != "note")
        super().__init__(first.code, **dict(first.parameters))
        self.diagnostic = first
        self.diagnostics = tuple(diagnostics)


def refuse_doubt(diagnostics: Iterable[Diagnostic]) -> None:
    """Raise StrictError when any of *diagnostics* is a warning or an error."""
    found = tuple(diagnostics)
    if any(d.severity != "note" for d in found):
        raise StrictError(found)
