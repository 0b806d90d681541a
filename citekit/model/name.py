"""A person or a body, as CSL-JSON's name variable."""

from __future__ import annotations

import msgspec


class Name(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    repr_omit_defaults=True,
    rename="kebab",
    gc=False,  # immutable, so in no cycle: the collector need not go through it
):
    """One name: a person (``family``, ``given`` and particles) or a body (``literal``).

    ``dropping_particle`` is printed but neither sorted nor shown alone (*Michel de Certeau*
    → Certeau); ``non_dropping_particle`` always stays before the family name (*van Gogh*);
    see CSL 1.0.2, "Names".
    """

    family: str | None = None
    given: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    comma_suffix: bool | None = None
    static_ordering: bool | None = None
    literal: str | None = None
    parse_names: bool | None = None

    def display(self) -> str:
        """*Michel de Certeau*, as one reads it aloud; a body as printed."""
        if self.literal is not None:
            return self.literal
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family)
        joined = join_particles(*parts)
        return f"{joined}, {self.suffix}" if self.suffix else joined

    def inverted(self) -> str:
        """*de Certeau, Michel*: particles and family name first, as BibTeX and RIS spell."""
        if self.literal is not None:
            return self.literal
        family = join_particles(self.dropping_particle, self.non_dropping_particle, self.family)
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


def join_particles(*parts: str | None) -> str:
    """The parts in order with one space between, none after *d'* and *al-* (*d'Alembert*)."""
    joined = ""
    for part in parts:
        if part:
            elided = joined.endswith(("'", "\u2019", "-"))
            joined += part if not joined or elided else f" {part}"
    return joined
