"""How long merging takes, and how much of a known truth it finds.

Run: ``python benchmarks/merging.py [SIZE...]``. The libraries are synthetic, drawn with a fixed
seed: articles and books, some of which are volumes, parts, new editions or reviews of others; a
fifth come twice, the second time as another program would have them: initials for given names,
no accents, capitals, abbreviated journal, first page only, a subtitle left out, a slip of the pen,
a year off by one, no DOI. Each size is a process of its own, so that peak memory is that of one.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import citekit
from citekit.model import Date, Name, Reference
from citekit.text.characters import unaccented

SIZES = (1_000, 10_000, 100_000)
NEIGHBOURS = 1_000
TWICE = 0.2
FAMILIES = """Lefebvre Crozet Rangeon Kletz Lenay Michel Simon Faure Mathieu Breas Dupont Durand
    Martin Bernard Moreau Girard Roussel Lemaître Chevalier Brûlé Gérard Hervé Müller Schäfer
    Nguyễn Ibáñez García Smith Johnson Taylor Evans Walker Wright Thompson Robinson Côté Gagnon
    Bélanger Lévesque Benoît Étienne Ferrand Gauthier Hamel Jaurès Kern Lambert Noël Olivier
    Poirier Quesnel Rivière Savary Tissot Vasseur Weil Zola Aubry Besson Carré Delorme""".split()
GIVEN = """Rémi Paul François Frédéric Olivier Hélène Jacky Alain Marie Jean-Luc Anne Sylvie Zoé
    Émile Chloé Benoît Agnès John Mary Susan Peter Ève Louise Hugo Inès Noé Camille""".split()
NOUNS = """politique territoire ville citoyen réforme administration musée école hôpital littérature
    mémoire révolution frontière migration travail santé énergie climat agriculture langue théâtre
    démocratie justice fiscalité économie industrie croyance ménage famille jeunesse vieillesse
    archive bibliothèque lecture roman poésie peinture cinéma photographie urbanisme paysage forêt
    montagne rivière océan désert village quartier banlieue préfecture commune région""".split()
ADJECTIVES = """publique locale sociale ancienne moderne contemporaine médiévale française allemande
    comparée critique urbaine rurale littéraire juridique économique religieuse scolaire populaire
    savante ordinaire coloniale européenne maritime ouvrière féminine numérique""".split()
FRAMES = (
    "La {a} {b} et la {c} {d} : une enquête sur {e}",
    "De la {a} à la {c} : {e} et {d}",
    "Penser la {a} {b}, entre {c} et {e}",
    "Une histoire {b} de la {a}",
    "{a} {b}, {c} {d} : éléments pour une sociologie de {e}",
    "Pourquoi la {a} {b} n'est-elle pas {d} ?",
    "La {a} au temps de la {c} {d}",
)
JOURNALS = [
    (f"{head} {middle} de {noun}", f"{1000 + at:04d}-{2000 + at:04d}")
    for at, (head, middle, noun) in enumerate(
        (head, middle, noun)
        for head in ("Revue", "Annales", "Cahiers", "Archives")
        for middle in ("française", "européenne", "internationale")
        for noun in NOUNS[:12]
    )
]
PUBLISHERS = ("Gallimard", "Éditions du Seuil", "La Découverte", "Presses de Sciences Po", "Plon")


class Maker:
    """Works and their second appearances; ``truth`` has the pairs of keys that are one work."""

    def __init__(self, count: int) -> None:
        self.random = random.Random(20061)
        self.first: list[Reference] = []
        self.second: list[Reference] = []
        self.truth: set[tuple[str, str]] = set()
        number = 0
        while len(self.first) + len(self.second) < count:
            for work in self.works(number):
                number += 1
                self.first.append(work)
                if self.random.random() < TWICE / (1 - TWICE):
                    again = self.again(work)
                    self.second.append(again)
                    self.truth.add((work.id, again.id))

    def works(self, number: int) -> list[Reference]:
        """A work, and sometimes another one that is easily taken for it."""
        draw = self.random
        title = draw.choice(FRAMES).format(
            a=draw.choice(NOUNS),
            b=draw.choice(ADJECTIVES),
            c=draw.choice(NOUNS),
            d=draw.choice(ADJECTIVES),
            e=draw.choice(NOUNS),
        )
        title = title[0].upper() + title[1:]
        author = tuple(
            Name(family=draw.choice(FAMILIES), given=draw.choice(GIVEN))
            for _ in range(draw.choice((1, 1, 1, 2, 2, 3)))
        )
        year = draw.randint(1960, 2024)
        if draw.random() < 0.25:
            book = Reference(
                id=f"w{number}",
                type="book",
                title=title,
                author=author,
                issued=Date.of(year),
                publisher=draw.choice(PUBLISHERS),
                isbn=f"978-2-{draw.randint(10, 99)}-{number:06d}-{draw.randint(0, 9)}",
            )
            if draw.random() < 0.1:
                other = book.replace(id=f"w{number + 1}", isbn=None, title=f"{title}. Tome 2")
                return [book.replace(title=f"{title}. Tome 1"), other]
            if draw.random() < 0.05:
                newer = Date.of(year + draw.randint(2, 9))
                new = book.replace(id=f"w{number + 1}", isbn=None, edition="2", issued=newer)
                return [book.replace(edition="1"), new]
            if draw.random() < 0.05:
                review = Reference(
                    id=f"w{number + 1}",
                    type="review-book",
                    title=title,
                    author=(Name(family=draw.choice(FAMILIES), given=draw.choice(GIVEN)),),
                    issued=Date.of(year),
                    container_title=draw.choice(JOURNALS)[0],
                    volume=str(year - 1950),
                    page=str(draw.randint(1, 400)),
                )
                return [book, review]
            return [book]
        name, issn = draw.choice(JOURNALS)
        page = draw.randint(1, 400)
        article = Reference(
            id=f"w{number}",
            type="article-journal",
            title=title,
            author=author,
            issued=Date.of(year, draw.randint(1, 12)),
            container_title=name,
            issn=issn,
            volume=str(year - 1950),
            issue=str(draw.randint(1, 6)),
            page=f"{page}-{page + draw.randint(5, 30)}",
            doi=f"10.1234/{number}" if draw.random() < 0.6 else None,
        )
        if draw.random() < 0.05:  # the second half of it, in the next issue
            other = article.replace(
                id=f"w{number + 1}", title=f"{title} (2)", doi=None, page="7-30", issue="7"
            )
            return [article.replace(title=f"{title} (1)"), other]
        return [article]

    def again(self, work: Reference) -> Reference:
        """The *work* as another program has it: each fact may be poorer, or wrong."""
        draw = self.random
        title = work.title or ""
        facts: dict[str, object] = {"id": f"{work.id}bis"}
        if draw.random() < 0.3:
            title = title.split(" : ")[0]
        if draw.random() < 0.3:
            title = self.slip(title)
        if draw.random() < 0.2:
            title = title.upper()
        if draw.random() < 0.3:
            title = unaccented(title)
        facts["title"] = title
        if draw.random() < 0.5:
            facts["author"] = tuple(
                Name(family=unaccented(name.family or ""), given=f"{(name.given or '')[0]}.")
                for name in work.author or ()
            )
        if work.doi and draw.random() < 0.4:
            facts["doi"] = None
        if work.isbn and draw.random() < 0.6:
            facts["isbn"] = None
        if work.page:
            if draw.random() < 0.5:
                facts["page"] = work.page.split("-")[0]
            elif draw.random() < 0.2:
                facts["page"] = None
            if draw.random() < 0.5:
                facts["issn"] = None
            if draw.random() < 0.3:
                words = (work.container_title or "").split()
                facts["container_title"] = " ".join(
                    f"{word[:4]}." if len(word) > 4 else word for word in words
                )
            if draw.random() < 0.2:
                facts["volume"] = None
        year = work.issued.year if work.issued else 0
        facts["issued"] = Date.of((year or 0) + (draw.random() < 0.03))
        return work.replace(**facts)

    def slip(self, title: str) -> str:
        """One letter left out, doubled or mistaken."""
        at = self.random.randrange(3, max(len(title), 4))
        new = self.random.choice(("", title[at : at + 1] * 2, self.random.choice("aeinrst")))
        return f"{title[:at]}{new}{title[at + 1 :]}"


def neighbours() -> None:
    """Print what becomes of pairs of works by one author, of one year, titles one word apart."""
    draw = random.Random(5)
    merged = told = 0
    for _ in range(NEIGHBOURS):
        frame = draw.choice(FRAMES)
        slots = [slot for slot in "abcde" if f"{{{slot}}}" in frame]
        facts = {slot: draw.choice(ADJECTIVES if slot in "bd" else NOUNS) for slot in slots}
        slot = draw.choice(slots)
        others = [word for word in (ADJECTIVES if slot in "bd" else NOUNS) if word != facts[slot]]
        titles = [frame.format(**each) for each in (facts, {**facts, slot: draw.choice(others)})]
        found = citekit.merge(
            Reference(
                id=str(number),
                type="article-journal",
                title=title,
                author=(Name(family="Martin", given="Anne"),),
                issued=Date.of(1990),
            )
            for number, title in enumerate(titles)
        )
        merged += len(found.references) == 1
        told += any(each.code.startswith("merge-possibly-") for each in found.diagnostics)
    print(
        f"\n{NEIGHBOURS:,} pairs one word apart: {merged} merged, {told} told as possibly the same"
    )


def one(count: int) -> None:
    """Merge one library and print its row."""
    made = Maker(count)
    total = len(made.first) + len(made.second)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    merged = citekit.merge(made.first, made.second)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = set()
    for group in merged.groups:
        keys = [member.key for member in group.members]
        found.update((a, b) for at, a in enumerate(keys) for b in keys[at + 1 :])
    right = len(found & made.truth)
    doubts = [d for d in merged.diagnostics if d.code.startswith("merge-possibly-")]
    told = {
        tuple(str(d.parameters[name]) for name in ("member", "other")) for d in doubts
    } & made.truth
    print(
        f"| {total:,} | {len(made.truth):,} | {seconds:.1f} | {total / seconds:,.0f} "
        f"| {peak:.0f} MB | {peak - before:.0f} MB | {right / len(found):.2%} "
        f"| {right / len(made.truth):.2%} | {(right + len(told - found)) / len(made.truth):.2%} |"
    )
    if "--wrong" in sys.argv:
        known = {each.id: each for each in (*made.first, *made.second)}
        for pair in sorted(found - made.truth)[:10]:
            print("wrong:", *(known[key] for key in pair), sep="\n  ")
        for pair in sorted(made.truth - found - told)[:10]:
            print("missed:", *(known[key] for key in pair), sep="\n  ")


def main() -> None:
    """Print the table."""
    print(
        "| references | twice | seconds | references/s | peak memory | of it merging | precision "
        "| recall | merged or told |\n|---|---|---|---|---|---|---|---|---|"
    )
    for size in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        subprocess.run([sys.executable, str(Path(__file__)), str(size), "--one"], check=True)
    neighbours()


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[1]))
    else:
        main()
