"""What an entry takes from others: ``crossref`` (its book, its journal) and ``xdata``.

The rules are biblatex's (manual, appendix B), for the fields that describe the host.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.formats.bib_fields import SUBTITLES

Fields = dict[str, str]

_IN_BOOK = frozenset(
    """inbook incollection inproceedings conference bookinbook suppbook suppcollection
    inreference""".split()
)
_MULTIVOLUME = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_SINGLE = frozenset({"book", "collection", "proceedings", "reference"})
_HOST = frozenset(
    """editor editora editorb translator bookauthor booktitle booksubtitle maintitle mainsubtitle
    publisher location address institution organization school date year month series number
    volume volumes edition isbn issn eventtitle eventdate venue journal journaltitle
    journalsubtitle issuetitle issuesubtitle issue langid language shortjournal""".split()
)
LONGEST_CHAIN = 8


def inherit(
    kind: str,
    fields: Fields,
    entry_of: Callable[[str], tuple[str, Fields] | None],
    may_take: Callable[[int], bool],
) -> list[str]:
    """Complete *fields* of an entry of type *kind* in place; the keys that are not there.

    *entry_of* gives the type and the fields of another entry, *may_take* says whether so many
    more characters may be copied: a file must not grow without bound.
    """
    wanted = [(key.strip(), False) for key in fields.get("xdata", "").split(",")]
    wanted.append((fields.get("crossref", "").strip(), True))
    missing: list[str] = []
    for first, is_host in wanted:
        key = first
        for _ in range(LONGEST_CHAIN):
            if not key:
                break
            found = entry_of(key)
            if found is None:
                missing.append(key)
                break
            above, other = found
            for name, value in (_as_host(kind, above, other) if is_host else other).items():
                if name not in fields and may_take(len(value)):
                    fields[name] = value
            key = (other.get("xdata") or other.get("crossref") or "").strip()
    return missing


def _as_host(kind: str, above: str, other: Fields) -> Fields:
    """The fields of the entry above as an entry below it takes them."""
    taken = {name: value for name, value in other.items() if name in _HOST}
    if kind in _IN_BOOK:
        host = "maintitle" if above in _MULTIVOLUME else "booktitle"
    elif kind in _SINGLE and above in _MULTIVOLUME:
        host = "maintitle"
    elif above == "periodical":
        host = "journaltitle"
    else:
        return {**{name: value for name, value in other.items() if name == "author"}, **taken}
    if "title" in other:
        taken.setdefault(host, other["title"])
        if "subtitle" in other:
            taken.setdefault(SUBTITLES[host], other["subtitle"])
    if "author" in other and kind in _IN_BOOK and above in {"book", "mvbook"}:
        taken.setdefault("bookauthor", other["author"])
        if kind in {"inbook", "suppbook"}:
            taken["author"] = other["author"]
    return taken
