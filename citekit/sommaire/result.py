"""What reading a contents page gives."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from citekit.errors import Diagnostic, Span
from citekit.model import Date, Reference


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, repr_omit_defaults=True):
    """The facts of a journal issue, as its contents page heads them.

    ``title`` is the special issue's title, ``access`` what the page says of the full text,
    ``issue_of_year`` and ``whole_number`` further counts beside ``volume`` and ``number``.
    """

    journal: str | None = None
    volume: str | None = None
    number: str | None = None
    issued: Date | None = None
    title: str | None = None
    access: str | None = None
    issue_of_year: str | None = None
    whole_number: str | None = None
    source: str | None = None
    evidence: Mapping[str, Span] = {}


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many characters of the source, white space aside, went where; they add up to ``total``.

    ``fields``: values of references, mentions and the issue; ``furniture``: bullets, labels,
    separators; ``markup``: HTML; ``repeats``: entries printed before; ``reported``: quoted by a
    diagnostic and used nowhere; ``lost``: nowhere, always 0.
    """

    total: int = 0
    fields: int = 0
    furniture: int = 0
    markup: int = 0
    repeats: int = 0
    reported: int = 0
    lost: int = 0


class Sommaire(msgspec.Struct, frozen=True, kw_only=True):
    """A contents page, read.

    ``references`` are in the order of the page. ``mentions`` are works cited in the place of an
    abstract: they have no key and are not exported. ``issues`` has one issue, or several where
    pages were pasted one after the other. ``evidence`` gives, by key and CSL variable, the code
    points of the decoded document that a value was read from.
    """

    references: tuple[Reference, ...] = ()
    mentions: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence: Mapping[str, Mapping[str, Span]] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    coverage: Coverage = Coverage()

    @property
    def issue(self) -> Issue | None:
        """The (first) issue, or None where nothing was understood."""
        return self.issues[0] if self.issues else None
