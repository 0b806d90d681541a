"""Libraries of any size for measurements: invented, seeded, about as mixed as real ones.

Three in five are articles, one in five each books and chapters; one to eight authors; about 6 %
share authors and year with another reference, so that letters must tell them apart.
"""

from __future__ import annotations

import random
from typing import Any

_HEADS = """Al Ash Bar Beau Ber Black Bla Bour Bran Bren Car Cha Clay Cor Cour Da Del Dor Du Ed El
Far Fel Fon Gal Gar Gil Gran Gros Hal Har Hart Hol Jar Kel Kir La Lan Laur Le Lin Lor Mal Mar Mer
Mon Mor Nor Per Pel Quin Ra Ren Ro Ron Sal San Sau Tal Ver Vil Wes Win""".split()
_TAILS = """ais ard ardi as aud aux bach berg bert bois bon borough bourg by cher court croft dale
dier don don eau ell elli er ez fils ford gard gate geois gue ham hart hill illon in land lard ley
lin man mont mund nard nier on ot quet rier rin rot sen set son stone thal ton vain vik ville
walt wood zel""".split()
_GIVEN = """Adèle Agnès Alan Alice Ama Amir Anna Anne-Lise Benoît Björn Carla Cécile Chen Clara
David Diane Dmitri Élise Emma Esther Farid Fatou Franz Gilles Grace Greta Hana Hélène Hugo Ida
Inès Isaac Ivan Jean Jean-Paul Joan John Judith Kamal Karin Ken Lars Léa Lena Louis Lucía Magda
Marc Marie-Claire Marta Max Mei Mila Miriam Nadia Nils Nora Olga Omar Oscar Pablo Paul Peter
Philippe Rachel Ravi René Rosa Ruth Sam Sara Simone Sofia Tariq Tess Thomas Ulla Victor Wei
Yann Yuki Zoé""".split()
_SUBJECTS = """archives borders bridges canals catchments children cities climates coasts customs
dams dialects ferries festivals fisheries forests gardens glaciers harbours histories hospitals
households islands laws letters libraries machines maps markets memories migrations mines museums
novels orchards parishes plants polders ports prices prisons railways reefs reforms rivers roads
schools seeds songs taxes theatres towns trades treaties unions villages wars weather winters
women""".split()
_WORDS = """common contested everyday forgotten hidden lost making measuring mending new notes of
old politics practices quiet reading remaking rural shifting slow towards uneven urban
writing""".split()
_PLACES = "Berlin,Genève,Leeds,Lisboa,London,Nantes,New York,Oxford,Paris,Rennes,Wien".split(",")
_PUBLISHERS = "Canal,Estuaire,Harbour,Lantern,Northern Atlas,Slate,Tern,Whole House".split(",")

LIKE_ANOTHER = 0.032
"""How often a reference takes authors and year of one before."""


def _names(chance: random.Random, most: int) -> list[dict[str, str]]:
    """One to *most* people, fewer more often than many."""
    count = min(chance.randint(1, most), chance.randint(1, most))
    return [
        {
            "family": chance.choice(_HEADS) + chance.choice(_TAILS),
            "given": chance.choice(_GIVEN)
            + (f" {chance.choice('ABCDEFGHJKLMPRSTW')}." if chance.random() < 0.3 else ""),
        }
        for _ in range(count)
    ]


def _title(chance: random.Random, number: int) -> str:
    """Two to seven words, some with a subtitle; the number makes it unlike all others."""
    words = [chance.choice(_WORDS).capitalize(), *chance.sample(_WORDS, chance.randint(0, 4))]
    title = f"{' '.join(words)} {chance.choice(_SUBJECTS)}"
    if chance.random() < 0.4:
        title += f": {chance.choice(_SUBJECTS)} and {chance.choice(_SUBJECTS)}"
    return f"{title}, {number}"


def references(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """*count* references as CSL-JSON, keys ``r1``, ``r2``…; the same for the same *seed*."""
    chance = random.Random(seed)
    made: list[dict[str, Any]] = []
    for number in range(1, count + 1):
        kind = chance.choices(("article-journal", "book", "chapter"), (60, 20, 20))[0]
        authors, year = _names(chance, 8), chance.randint(1950, 2024)
        if made and chance.random() < LIKE_ANOTHER:
            like = chance.choice(made)
            authors, year = like["author"], like["issued"]["date-parts"][0][0]
        one: dict[str, Any] = {
            "id": f"r{number}",
            "type": kind,
            "title": _title(chance, number),
            "author": authors,
            "issued": {"date-parts": [[year]]},
            "language": "en",
        }
        first = chance.randint(1, 900)
        pages = f"{first}-{first + chance.randint(1, 40)}"
        if kind == "article-journal":
            one |= {
                "container-title": f"Journal of {chance.choice(_SUBJECTS).capitalize()}",
                "volume": str(chance.randint(1, 120)),
                "issue": str(chance.randint(1, 12)),
                "page": pages,
            }
            if chance.random() < 0.7:
                one["DOI"] = f"10.5555/{number}.{first}"
        else:
            one |= {
                "publisher": f"{chance.choice(_PUBLISHERS)} Press",
                "publisher-place": chance.choice(_PLACES),
            }
            if chance.random() < 0.3:
                one["edition"] = str(chance.randint(2, 9))
            if kind == "chapter":
                one |= {
                    "container-title": f"Handbook of {chance.choice(_SUBJECTS)}",
                    "editor": _names(chance, 3),
                    "page": pages,
                }
        made.append(one)
    return made
