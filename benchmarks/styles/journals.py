"""How often the style of a journal is found when its title is not written as in the repository.

Each change is tried on 500 dependent styles that it changes (all, where there are fewer), drawn
with a fixed seed. *First*: the answer begins with the style; *told as near*: the answer is said to
be of other titles. Last: titles that the index is made to forget, and the share of them for which
another journal's style is given as their own.
"""

from __future__ import annotations

import random
import re
import string
import time
from collections.abc import Callable

from citekit import styles
from citekit.styles import StyleInfo, journals
from citekit.text.characters import unaccented

SAMPLE, SEED = 500, 2026
CHANCE = random.Random(SEED)
Change = Callable[[StyleInfo], str]


def article(style: StyleInfo) -> str:
    """Without the article it begins with, or with one."""
    bare = re.sub(r"^(?:the|le|la|les|l')\b\s*", "", style.title, flags=re.IGNORECASE)
    if bare != style.title:
        return bare
    return f"{'La' if (style.language or '').startswith('fr') else 'The'} {style.title}"


def joint(style: StyleInfo) -> str:
    """*&* in words, or the words as *&*."""
    if "&" in style.title:
        word = "et" if (style.language or "").startswith("fr") else "and"
        return style.title.replace("&", word)
    return re.sub(r"\b(?:and|et)\b", "&", style.title)


def mistyped(style: StyleInfo) -> str:
    """One letter is another one."""
    places = [at for at, char in enumerate(style.title) if char.isalpha()]
    if not places:
        return style.title
    at = CHANCE.choice(places)
    other = CHANCE.choice([c for c in string.ascii_lowercase if c != style.title[at].lower()])
    return style.title[:at] + other + style.title[at + 1 :]


def shortened(style: StyleInfo) -> str:
    """Words of six letters and more to their first four."""
    return re.sub(r"\b([^\W\d_]{4})[^\W\d_]{2,}", r"\1.", style.title)


CHANGES: dict[str, Change] = {
    "none": lambda style: style.title,
    "accents removed": lambda style: unaccented(style.title),
    "upper case": lambda style: style.title.upper(),
    "article added or removed": article,
    "`&` ↔ *and*, *et*": joint,
    "subtitle appended with ` : `": lambda style: f"{style.title} : a quarterly review",
    "`(Paris)` appended": lambda style: f"{style.title} (Paris)",
    "one letter mistyped": mistyped,
    "long words cut to four letters": shortened,
    "ISSN without hyphen": lambda style: (style.issn or style.eissn or "").replace("-", "").lower(),
}


def tried(name: str, change: Change, all_styles: list[StyleInfo]) -> str:
    """A row of the table."""
    asked = [(style, change(style)) for style in all_styles]
    asked = [
        (style, text) for style, text in asked if text and (name == "none" or text != style.title)
    ]
    asked = CHANCE.sample(asked, min(SAMPLE, len(asked)))
    first = among = near = wrong = 0
    start = time.perf_counter()
    for style, text in asked:
        answer = styles.journal(text)
        names = [found.name for found in answer.styles]
        first += names[:1] == [style.name]
        among += style.name in names
        near += answer.how == "near"
        wrong += answer.found and style.name not in names
    each = (time.perf_counter() - start) / len(asked) * 1000
    shares = " | ".join(f"{count / len(asked):.1%}" for count in (first, among, near, wrong))
    return f"| {name} | {len(asked)} | {shares} | {each:.1f} |"


def forgotten(all_styles: list[StyleInfo]) -> str:
    """How often a journal without a style is given another's as its own."""
    catalogue, initials = journals._catalogue(), journals._initials()
    wrong = []
    sample = CHANCE.sample(all_styles, SAMPLE)
    for style in sample:
        keys = set(journals._keys(style.title))
        kept = [{key: each.pop(key) for key in keys & each.keys()} for each in catalogue[1:]]
        lists = {key: initials["".join(word[0] for word in key.split())] for key in kept[0]}
        for key, group in lists.items():
            group.remove(key)
        answer = styles.journal(style.title)
        if answer.found:
            wrong.append((style.title, answer.styles[0].title))
        for each, part in zip(catalogue[1:], kept, strict=True):
            each.update(part)
        for key, group in lists.items():
            group.append(key)
    for pair in wrong:
        print("   given as its own:", *pair, sep="  ")
    return f"Forgotten titles: {len(wrong)} of {SAMPLE} are given another journal's style."


def main() -> None:
    """Print the table."""
    start = time.perf_counter()
    styles.journal("Nature")
    print(f"first question, index cached: {time.perf_counter() - start:.2f} s\n")
    journals._grams(), journals._heads(), journals._initials()
    dependent = [style for style in styles.search(independent=False) if style.title]
    heads = ("change", "titles", "first", "among the answers", "told as near")
    print(f"| {' | '.join(heads)} | another's as its own | ms each |")
    print("|---|---|---|---|---|---|---|")
    for name, change in CHANGES.items():
        print(tried(name, change, dependent))
    print(f"\n{forgotten(dependent)}")


if __name__ == "__main__":
    main()
