"""What a style says of itself: the facts of its ``info`` header, read without the rest of it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import msgspec

KINDS = ("author-date", "author", "numeric", "label", "note")
"""CSL's citation formats."""


class StyleInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, array_like=True):
    """One style of the index.

    ``name`` is what :func:`citekit.styles.find` takes; ``kind`` one of :data:`KINDS`; ``fields``
    CSL's subject categories (``history``, ``social_science``); ``language`` the locale it is
    written for, None where any will do; ``parent`` the name of the style that a dependent style
    stands for.
    """

    name: str
    title: str
    id: str
    path: str
    short_title: str | None = None
    parent: str | None = None
    kind: str | None = None
    fields: tuple[str, ...] = ()
    language: str | None = None
    issn: str | None = None
    eissn: str | None = None

    @property
    def independent(self) -> bool:
        """Whether the style has rules of its own."""
        return self.parent is None


_ROOT = re.compile(r"<(?:\w+:)?style\b([^>]*)>")
_ELEMENT = re.compile(
    r"<(?P<tag>title|title-short|id|issn|eissn)\b[^>]*>(?P<text>[^<]*)<"
    r"|<(?P<empty>link|category)\b(?P<attributes>[^>]*)>"
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_CHUNK = 8192
_MAX_HEADER = 1 << 20


def read_header(path: Path) -> str | None:
    """The text of a style file up to the end of ``info``; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_CHUNK)
            while b"</info>" not in head and len(head) < _MAX_HEADER:
                more = file.read(len(head))
                if not more:
                    break
                head += more
    except OSError:
        return None
    return head_of(head)


def head_of(xml: bytes) -> str:
    """*xml* decoded up to the end of its ``info``, without comments."""
    end = xml.find(b"</info>")
    text = xml[: end + 7 if end >= 0 else _MAX_HEADER]
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _COMMENT.sub("", xml[:_MAX_HEADER].decode("utf-16", errors="replace"))
    declared = _ENCODING.match(text)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        decoded = text.decode(encoding, errors="replace")
    except LookupError:
        decoded = text.decode("utf-8", errors="replace")
    return _COMMENT.sub("", decoded)


def parse_header(head: str, name: str, path: str = "") -> StyleInfo | None:
    """The facts of a style's header; None where there is no ``style`` element."""
    root = _ROOT.search(head)
    if root is None:
        return None
    texts: dict[str, str] = {}
    links: dict[str, str] = {}
    fields: list[str] = []
    kind = None
    for match in _ELEMENT.finditer(head, root.end()):
        if match["tag"]:
            texts.setdefault(match["tag"], " ".join(unescape(match["text"]).split()))
            continue
        values = _attributes(match["attributes"])
        if match["empty"] == "link":
            links.setdefault(values.get("rel", ""), values.get("href", ""))
        elif "field" in values:
            fields.append(values["field"])
        else:
            kind = values.get("citation-format", kind)
    parent = links.get("independent-parent")
    return StyleInfo(
        name=name,
        title=texts.get("title") or name,
        id=texts.get("id", ""),
        path=path,
        short_title=texts.get("title-short") or None,
        parent=name_of(parent) if parent else None,
        kind=kind,
        fields=tuple(fields),
        language=_attributes(root[1]).get("default-locale"),
        issn=texts.get("issn") or None,
        eissn=texts.get("eissn") or None,
    )


def name_of(url: str) -> str:
    """The name in a style's id: ``http://www.zotero.org/styles/apa`` → ``apa``."""
    bare = re.split("[?#]", url.strip())[0].rstrip("/")
    return bare.rsplit("/", 1)[-1].removesuffix(".csl")


def unescape(text: str) -> str:
    """*text* with its character references resolved."""
    if "&" not in text:
        return text
    from html import unescape as resolved

    return resolved(text)


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {name: unescape(double or single) for name, double, single in found}
