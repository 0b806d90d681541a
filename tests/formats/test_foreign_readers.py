"""Other programs read what citekit writes: pybtex, bibtexparser, rispy and citeproc-py."""

from __future__ import annotations

import json
import logging
import unicodedata
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import articles

from citekit.formats import read, write
from citekit.model import Library, Name, Reference
from citekit.model.name import join_particles

BIB = pytest.mark.parametrize("name", ["bibtex", "biblatex"])
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LIBRARIES = st.lists(
    articles(), min_size=1, max_size=3, unique_by=lambda each: each.id.lower()
).map(lambda found: Library(references=tuple(found)))


@pytest.fixture(scope="session")
def seed(shared: Path) -> Library:
    text = (shared / "seeds" / "000_191a0e608dde547a.expected.json").read_text(encoding="utf-8")
    return read(text, "csljson")


def families(reference: Reference) -> list[str]:
    """The authors' family names, with their particles, as all readers have them."""
    return [_family(name) for name in reference.author or ()]


def _family(name: Name) -> str:
    return letters(
        name.literal
        or join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    )


def letters(text: str) -> str:
    """Letters and digits only: how a reader shows quotes, braces and spaces is its own affair."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(char for char in plain if char.isalnum())


# pybtex


def check_pybtex(name: str, library: Library) -> None:
    from pybtex.database import parse_string

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = parse_string(write(library, name), "bibtex")
    assert len(data.entries) == len(library.references)
    for reference in library.references:
        entry = data.entries[reference.id]
        assert entry.fields["title"]
        people = entry.persons["author"]
        found = [
            letters(" ".join([*person.prelast_names, *person.last_names])) for person in people
        ]
        assert [decoded(family) for family in found] == [
            decoded(family) for family in families(reference)
        ]
        assert year_of(entry.fields) == str(reference.issued.year)  # type: ignore[union-attr]


def decoded(text: str) -> str:
    """Without what LaTeX spells with commands: only the letters all spellings share."""
    return "".join(char for char in text if char.isascii())


def year_of(fields: Any) -> str:
    return str(fields["year"] if "year" in fields else fields["date"][:4])


@BIB
def test_pybtex_reads_the_seed(name: str, seed: Library) -> None:
    check_pybtex(name, seed)


@BIB
@PATIENT
@given(library=LIBRARIES)
def test_pybtex_reads_any_article(name: str, library: Library) -> None:
    check_pybtex(name, library)


# bibtexparser


def check_bibtexparser(name: str, library: Library) -> None:
    import bibtexparser

    parsed = bibtexparser.parse_string(write(library, name))
    assert parsed.failed_blocks == []
    assert [entry.key for entry in parsed.entries] == [each.id for each in library.references]
    for entry, reference in zip(parsed.entries, library.references, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert fields["title"]
        assert len(fields["author"].split(" and ")) == len(reference.author or ())
        assert year_of(fields) == str(reference.issued.year)  # type: ignore[union-attr]


@BIB
def test_bibtexparser_reads_the_seed(name: str, seed: Library) -> None:
    check_bibtexparser(name, seed)


@BIB
@PATIENT
@given(library=LIBRARIES)
def test_bibtexparser_reads_any_article(name: str, library: Library) -> None:
    logging.disable(logging.WARNING)
    check_bibtexparser(name, library)


# rispy


def check_rispy(library: Library) -> None:
    import rispy

    entries = rispy.loads(write(library, "ris"))
    assert len(entries) == len(library.references)
    for entry, reference in zip(entries, library.references, strict=True):
        assert entry["type_of_reference"] == "JOUR"
        assert entry["id"] == reference.id
        assert entry["title"] == reference.title
        assert entry["year"] == f"{reference.issued.year:04d}"  # type: ignore[union-attr]
        found = [author.split(",")[0] for author in entry["authors"]]
        assert [letters(family) for family in found] == families(reference)
        assert entry["secondary_title"] == reference.container_title
        assert entry["volume"] == reference.volume


def test_rispy_reads_the_seed(seed: Library) -> None:
    check_rispy(seed)


@PATIENT
@given(library=LIBRARIES)
def test_rispy_reads_any_article(library: Library) -> None:
    check_rispy(library)


# citeproc-py


NEW_IN_CSL_1_0_2 = {"volume_title", "custom"}
"""Variables of the seed that citeproc-py, which knows CSL 1.0.1, names and leaves out."""


def check_citeproc(library: Library) -> None:
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        source = CiteProcJSON(json.loads(write(library, "csljson")))
    for complaint in complaints:
        _, is_newer, variables = str(complaint.message).partition("unsupported: ")
        assert is_newer, complaint.message
        assert set(variables.split(", ")) <= NEW_IN_CSL_1_0_2
    for reference in library.references:
        entry = source[reference.id.lower()]
        assert str(entry["title"]) == reference.title
        assert [letters(person["family"]) for person in entry["author"]] == [
            letters(name.family or "") for name in reference.author or ()
        ]
        assert entry["issued"]["year"] == reference.issued.year  # type: ignore[union-attr]


def test_citeproc_py_reads_the_seed(seed: Library) -> None:
    check_citeproc(seed)


@PATIENT
@given(library=LIBRARIES)
def test_citeproc_py_reads_any_article(library: Library) -> None:
    check_citeproc(library)
