"""Particles behind the given name, as catalogues invert names (BnF: *Certeau, Michel de*)."""

from __future__ import annotations

import pytest

from citekit.model import Name
from citekit.text.particles import particles_behind


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("Certeau", "Michel de", Name(family="Certeau", given="Michel", dropping_particle="de")),
        (
            "Alembert",
            "Jean d'",
            Name(family="Alembert", given="Jean", non_dropping_particle="d'"),
        ),
        (
            "Beethoven",
            "Ludwig van",
            Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"),
        ),
        (
            "Vega",
            "Garcilaso de la",
            Name(family="la Vega", given="Garcilaso", dropping_particle="de"),
        ),
        ("Durand", "Anne", Name(family="Durand", given="Anne")),
        ("Von", "de", Name(family="Von", given="de")),
        ("Le Galès", "Patrick", Name(family="Le Galès", given="Patrick")),
    ],
)
def test_particles_behind(family: str, given: str, expected: Name) -> None:
    assert particles_behind(family, given) == expected
