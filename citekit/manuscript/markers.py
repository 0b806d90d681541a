"""Citations as they are typed in running text: pandoc's syntax (Pandoc User's Guide, Citations).

``[see @key, p. 12; @other]`` is a citation, ``[-@key]`` one without the names, ``@key [p. 3]`` one
whose names stand in the sentence, ``-@key`` the same without them. A key is letters, digits, ``_``,
with single ``:.#$%&-+?<>~/`` inside, or anything without a space in braces: ``@{…}``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from citekit.csl import Citation, Cite
from citekit.csl.cite import Mode
from citekit.csl.locators import split_locator
from citekit.text.patterns import pattern

KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w+(?:[:.#$%&+?<>~/-]\w+)*))"
"""A key as it is typed; one of the two groups has it."""

_TOKEN = pattern(
    rf"\\.|(?P<open>\[)|(?P<close>\])|(?P<gap>\n[ \t\r]*\n)|(?<![\w@/])(?P<cite>-?{KEY})"
)
_CITE = pattern(rf"(?<![\w\\@])(?P<minus>-?){KEY}")
_ANY_KEY = pattern(rf"(?<![\w\\@/]){KEY}")
_NEXT_BRACKET = pattern(r"[ \t\u00a0]?\r?\n?[ \t]*\[")
_ENTITY = r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
_ENTITIES = pattern(_ENTITY)
_SPACES = pattern(r"\s+")
_ESCAPED = pattern(r"\\(?=[^\w\s])")
_WORD = pattern(r"\w|\x00")
_ITEM_END = pattern(
    rf"\\.|{_ENTITY}|(?P<end>;)|(?P<comma>[ ]*,\s*(?=-?@\w))|(?P<open>[{{\[])|(?P<close>[}}\]])"
)
_NESTED = pattern(r"\[[^\[\]]*@")
"""A bracket with a key of its own: what is around it is no citation."""


class Marker(NamedTuple):
    """A citation that was typed: where it stands in the text, and what it asks for.

    Without brackets it may be no citation at all, but an address or the name of an account.
    """

    start: int
    end: int
    citation: Citation
    bracketed: bool = True


def find_markers(text: str) -> list[Marker]:
    """The citations typed in *text*, in their order; in a time that grows as the text does.

    A bracket is one when each of its parts, between semicolons, names a key; it ends in its
    paragraph. Links (``[…](…)``) are none, nor is what follows a backslash.
    """
    found: list[Marker] = []
    partners = _brackets(text)
    position = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < position:
            continue
        marker = None
        if token["open"]:
            marker = _bracketed(text, start, partners.get(start))
        elif token["cite"]:
            marker = _in_text(text, token, partners)
        if marker is not None:
            found.append(marker)
            position = marker.end
    return found


def typed(citation: Citation) -> str:
    """*citation* as it is typed: what :func:`find_markers` reads as the same."""
    items = [_item(cite, citation.mode == "suppress-author") for cite in citation.cites]
    if citation.mode in ("composite", "author-only"):
        first = citation.cites[0]
        place = _place(first).removeprefix(", ")
        rest = "; ".join([place, *items[1:]]) if place or items[1:] else ""
        return f"{_key(first.id)} [{rest}]" if rest else _key(first.id)
    return f"[{'; '.join(items)}]"


def _item(cite: Cite, without_names: bool) -> str:
    minus = "-" if cite.suppress_author or without_names else ""
    prefix = f"{cite.prefix} " if cite.prefix and not cite.prefix[-1].isspace() else cite.prefix
    return f"{prefix or ''}{minus}{_key(cite.id)}{_place(cite)}"


def _place(cite: Cite) -> str:
    where = "{}" if split_locator(cite.suffix or "")[1] else ""
    if cite.locator:
        label = (cite.label or "page").replace("-", " ")
        where = f", {{{label} {cite.locator}}}"
    return where + (cite.suffix or "")


def _key(key: str) -> str:
    match = _CITE.fullmatch(f"@{key}")
    return f"@{key}" if match and match["plain"] == key else f"@{{{key}}}"


def _brackets(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed; none outlives its paragraph.

    Those that hold brackets in brackets are left out: no citation does, and each character is then
    in two of them at most.
    """
    partners: dict[int, int] = {}
    opened: list[tuple[int, int]] = []
    height = 0
    for token in _TOKEN.finditer(text):
        if token["open"]:
            opened.append((token.start(), height))
            height = 0
        elif token["close"] and opened:
            start, beside = opened.pop()
            if height < 2:
                partners[start] = token.start()
            height = max(beside, height + 1)
        elif token["gap"]:
            opened.clear()
            height = 0
    return partners


def _bracketed(text: str, start: int, end: int | None) -> Marker | None:
    if (
        end is None
        or text[start - 1 : start] in ("^", "!")
        or text[end + 1 : end + 2] in ("(", "{")
    ):
        return None
    inside = text[start + 1 : end]
    if "@" not in inside or _NESTED.search(inside):
        return None
    cites = []
    for item in _items(inside):
        cite = _cite(item)
        if cite is None:
            return None
        cites.append(cite)
    return Marker(start, end + 1, Citation(tuple(cites), unsorted=in_order(cites)))


def _in_text(text: str, token: re.Match[str], partners: dict[int, int]) -> Marker:
    """``@key``, ``-@key``, and the bracket after it that says where."""
    start, end = token.start("cite"), token.end("cite")
    key = token["braced"] or token["plain"]
    cites = [Cite(key)]
    bracket = _NEXT_BRACKET.match(text, end)
    close = partners.get(bracket.end() - 1) if bracket else None
    if bracket and close is not None and text[close + 1 : close + 2] not in ("(", "{", ":"):
        more = _after_name(key, text[bracket.end() : close])
        if more is not None:
            cites, end = more, close + 1
    mode: Mode = "suppress-author" if token["cite"].startswith("-") else "composite"
    citation = Citation(tuple(cites), mode=mode, unsorted=len(cites) > 1)
    return Marker(start, end, citation, bracketed=bool(cites[0].locator))


def in_order(cites: Sequence[Cite]) -> bool:
    """Whether *cites* stay in the order in which they were typed.

    They do where words stand between them, as pandoc has it, and where the first goes on from names
    in the sentence.
    """
    first, *others = cites
    follows = first.suppress_author and any(not cite.suppress_author for cite in others)
    return follows or any(cite.prefix or cite.suffix for cite in cites)


def _after_name(key: str, inside: str) -> list[Cite] | None:
    """The cites of ``@key [inside]``; None where the bracket is a citation, or text, of its own."""
    if _NESTED.search(inside) or not inside.strip() or inside.startswith("^"):
        return None
    first, *rest = _items(inside)
    if _ANY_KEY.search(first):
        return None
    named = _placed(Cite(key), first)
    if not named.locator and _WORD.match(named.suffix or ""):
        named = replace(named, suffix=f", {named.suffix}")
    cites = [named]
    for item in rest:
        cite = _cite(item)
        if cite is None:
            return None
        cites.append(cite)
    return cites


def _items(inside: str) -> Iterator[str]:
    """The parts of a bracket, between semicolons that stand in no braces and no brackets.

    A comma right before a key is taken for one: ``[@a, @b]``.
    """
    depth = start = 0
    for match in _ITEM_END.finditer(inside):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth -= depth > 0
        elif not depth and (
            match["end"] or (match["comma"] and "@" in inside[start : match.start()])
        ):
            yield inside[start : match.start()]
            start = match.end()
    yield inside[start:]


def _cite(item: str) -> Cite | None:
    match = _CITE.search(item)
    if match is None:
        return None
    prefix = _words(_read_entities(item[: match.start()])).lstrip()
    cite = Cite(
        match["braced"] or match["plain"],
        prefix=prefix or None,
        suppress_author=bool(match["minus"]),
    )
    return _placed(cite, item[match.end() :])


def _placed(cite: Cite, after: str) -> Cite:
    """*cite* with the locator and the suffix that the words *after* it are."""
    after = _read_entities(after)
    label, locator, rest = split_locator(after)
    suffix = _words(rest).rstrip()
    return replace(
        cite,
        locator=locator or None,
        label=label if locator else None,
        suffix=suffix or None,
    )


def _read_entities(text: str) -> str:
    """*text* with characters for entities of HTML: ``p.&nbsp;12``."""
    return _ENTITIES.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _words(text: str) -> str:
    return _ESCAPED.sub("", _SPACES.sub(" ", text))
