"""What each format promises to hold comes back from it, and writing again changes nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import libraries

from citekit.formats import FORMATS, read, write
from citekit.formats.holdings import kept
from citekit.model import ATTRIBUTES, NAME_VARIABLES, Library, Name, Reference
from citekit.model.name import join_particles

WRITTEN = [each.name for each in FORMATS.values() if each.is_written]
EVERY_FORMAT = pytest.mark.parametrize("name", WRITTEN)
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def joined(name: Name) -> Name:
    """The name with its particles before the family name: how names are compared."""
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    return msgspec.structs.replace(
        name, family=family or None, dropping_particle=None, non_dropping_particle=None
    )


def comparable(reference: Reference) -> Reference:
    names = {
        ATTRIBUTES[variable]: tuple(map(joined, value))
        for variable, value in reference.items()
        if variable in NAME_VARIABLES
    }
    return reference.replace(**names)


def held(library: Library, name: str) -> list[Reference]:
    """The references with only what the format *name* promises to hold, made comparable."""
    return [comparable(kept(reference, name)) for reference in library.references]


@EVERY_FORMAT
@PATIENT
@given(library=libraries())
def test_what_is_held_comes_back(name: str, library: Library) -> None:
    again = read(write(library, name), name)
    assert list(map(comparable, again.references)) == held(library, name)


@EVERY_FORMAT
@PATIENT
@given(library=libraries())
def test_writing_what_was_read_changes_nothing(name: str, library: Library) -> None:
    written = write(library, name)
    assert write(read(written, name), name) == written


@EVERY_FORMAT
@PATIENT
@given(library=libraries())
def test_what_citekit_writes_reads_without_complaint(name: str, library: Library) -> None:
    found = read(write(library, name), name).diagnostics
    assert [each for each in found if each.severity != "note"] == []


@pytest.fixture(scope="session")
def seed(shared: Path) -> Library:
    """The eight references of the seed, as a careful librarian enters them."""
    text = (shared / "seeds" / "000_191a0e608dde547a.expected.json").read_text(encoding="utf-8")
    return read(text, "csljson")


@EVERY_FORMAT
def test_the_seed_comes_back(name: str, seed: Library) -> None:
    assert len(seed.references) == 8
    assert seed.diagnostics == ()
    written = write(seed, name)
    again = read(written, name)
    assert again.diagnostics == ()
    assert list(map(comparable, again.references)) == held(seed, name)
    assert write(again, name) == written


@pytest.mark.parametrize("name", ["csljson", "ris"])
def test_the_seed_comes_back_whole(name: str, seed: Library) -> None:
    assert read(write(seed, name), name).references == seed.references
