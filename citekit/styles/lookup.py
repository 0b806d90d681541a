"""Finding styles: by words, by a name that is nearly right. By journal: `journals`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from citekit.errors import UsageError
from citekit.styles.header import StyleInfo
from citekit.styles.index import index
from citekit.text.characters import fold


def search(
    words: str | Iterable[str] = "",
    *,
    field: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    independent: bool | None = None,
) -> list[StyleInfo]:
    """The styles whose name or title has all *words*, best first; case and accents do not count.

    *field* is a CSL category (``history``), *language* a code (``fr``, or ``fr-CA`` alone), *kind*
    one of KINDS; *independent* True or False keeps only such styles. Without words, all that
    the filters let through.
    """
    wanted = fold(words if isinstance(words, str) else " ".join(words)).split()
    scored = []
    for style, name, title in _folded():
        if (
            (field is not None and field not in style.fields)
            or (language is not None and not _speaks(style.language, language))
            or (kind is not None and style.kind != kind)
            or (independent is not None and style.independent != independent)
        ):
            continue
        score = _score(wanted, name, title)
        if score is not None:
            scored.append((score, not style.independent, len(style.title), style.name, style))
    scored.sort(key=lambda row: row[:4])
    return [row[4] for row in scored]


def info(name: str) -> StyleInfo:
    """The facts of one style by its name or id; UsageError with the nearest names otherwise."""
    from citekit.styles.header import name_of
    from citekit.styles.names import own_name

    bare = name_of(name).lower()
    by_name = _by_name()
    style = by_name.get(bare) or by_name.get(own_name(bare))
    if style is None:
        wanted = fold(name)
        style = next((s for s, _, title in _folded() if title == wanted), None)
    if style is None:
        raise UsageError("style-unknown", name=name, near=", ".join(near(name)) or "–")
    return style


def near(name: str, count: int = 5) -> list[str]:
    """The names nearest to *name*, by their letters or those of the styles' titles."""
    wanted = fold(name).replace(" ", "-")
    by_word = [style.name for style in search(name, independent=True)[:2]] if wanted else []
    by_name = by_word + _nearest(wanted, {style.name: style.name for style in index()}, count, 0.5)
    if len(by_name) < count and " " in name.strip():
        titles = {style.name: title for style, _, title in _folded()}
        by_name += _nearest(fold(name), titles, count, 0.5)
    return list(dict.fromkeys(by_name))[:count]


@cache
def _by_name() -> dict[str, StyleInfo]:
    return {style.name.lower(): style for style in index()}


@cache
def _folded() -> tuple[tuple[StyleInfo, str, str], ...]:
    """Each style with its name and its titles as they are compared."""
    return tuple((style, fold(style.name), fold(style.title)) for style in index())


def _score(wanted: list[str], name: str, title: str) -> int | None:
    """0 is best; None where a word is missing."""
    if not wanted:
        return 0
    if not all(word in name or word in title for word in wanted):
        return None
    query = " ".join(wanted)
    if query == title or query.replace(" ", "-") == name:
        return 0
    if name.startswith("citekit-") and query.replace(" ", "-") in name:
        return 1
    parts = set(re.split(r"[^\w]+", f"{name} {title}"))
    if all(word in parts for word in wanted):
        return 2 if title.startswith(query) or name.startswith(query.replace(" ", "-")) else 3
    if all(any(part.startswith(word) for part in parts) for word in wanted):
        return 4
    return 5


def _speaks(style: str | None, wanted: str) -> bool:
    spoken, asked = (style or "").lower(), wanted.replace("_", "-").lower()
    return spoken == asked or spoken.startswith(f"{asked}-")


def _nearest(wanted: str, texts: dict[str, str], count: int, least: float) -> list[str]:
    """The keys of the *texts* nearest to *wanted*: shared pairs of letters first, then difflib."""
    from difflib import SequenceMatcher

    pairs = _pairs(wanted)
    rough = []
    for key, text in texts.items():
        others = _pairs(text)
        shared = 2 * len(pairs & others) / (len(pairs) + len(others) or 1)
        if shared >= 0.35:
            rough.append((-shared, key))
    rough.sort()
    scored = []
    for _, key in rough[:40]:
        ratio = SequenceMatcher(None, wanted, texts[key], autojunk=False).ratio()
        if ratio >= least:
            scored.append((-ratio, key))
    return [key for _, key in sorted(scored)[:count]]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}
