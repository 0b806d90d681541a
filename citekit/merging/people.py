"""Of two lists of names, the one to keep: full given names over initials, all over the first."""

from __future__ import annotations

from citekit.merging import words
from citekit.merging.picks import Drop, Pick, first, spelling
from citekit.model import Name

Names = tuple[Name, ...]


def names(kept: Names, new: Names) -> Pick:
    """Person by person the fuller name; the longer list where one begins with the other."""
    common = min(len(kept), len(new))
    if not all(same_person(a, b) for a, b in zip(kept, new, strict=False)):
        return first(kept, new)
    value = tuple(fuller(a, b) for a, b in zip(kept, new, strict=False))
    value += kept[common:] or new[common:]
    drops = [Drop(kept, False, "note")] if value != kept else []
    if value != new:
        drops.append(Drop(new, True, "note"))
    return Pick(value, tuple(drops))


def same_person(one: Name, other: Name) -> bool:
    """Whether both names can be one person's: *Lefebvre, R.* and *Lefebvre, Rémi*."""
    if not words.family(one) & words.family(other) and one != other:
        return False
    left, right = words.bare(one.given).split(), words.bare(other.given).split()
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=False))


def fuller(kept: Name, new: Name) -> Name:
    """The name that says more; the first where both say the same."""
    return new if _fullness(new) > _fullness(kept) else kept


def _fullness(name: Name) -> tuple[bool, int, int, bool, tuple[bool, bool, int, bool]]:
    """Divided, letters of the given name, particles apart, suffix, spelling."""
    particles = (name.dropping_particle, name.non_dropping_particle)
    letters = len(words.bare(name.given).replace(" ", ""))
    apart = sum(1 for particle in particles if particle)
    shown = spelling(f"{name.literal or name.family or ''}")
    given = spelling(name.given or "")
    return (
        name.literal is None,
        letters,
        apart,
        bool(name.suffix),
        (shown[0] and given[0], shown[1], shown[2] + given[2], shown[3]),
    )
