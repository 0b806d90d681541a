"""Zotero's preferences in a document: the style, the locale, how citations are stored.

An XML text of version 3 (Zotero, integration.js), cut into properties of 255 UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from citekit.csl import Style
from citekit.text.patterns import pattern

PROPERTY = "ZOTERO_PREF"
"""The properties are called so, with ``_1``, ``_2``…"""

BOOKMARK = "ZOTERO_BREF_"
"""What bookmarks of citations are called, and the properties that have their codes."""

_NOTE_TYPE = pattern(r"name=[\"']noteType[\"']\s+value=[\"'](\d)")

PIECE = 255
"""UTF-16 units that a property holds."""

_STYLE_ID = pattern(r"<style\b[^>]*?\bid=[\"']([^\"']+)[\"']")
_OWN_ID = pattern(r"<id>\s*([^<]+?)\s*</id>")
_STYLES = "http://www.zotero.org/styles/"
_LOCALE = pattern(r"<style\b[^>]*?\blocale=[\"']([^\"']+)[\"']")


def written(
    style: Style, locale: str, *, session: str, field_type: str, has_bibliography: bool
) -> str:
    """The preferences of a document in *style*, for the *field_type* of its program.

    That is ``Field`` in Word, ``ReferenceMark`` in LibreOffice; *session* are 8 characters.
    """
    note = 1 if style.node.class_ == "note" else 0
    prefs = {"fieldType": field_type, "noteType": str(note)}
    inside = "".join(
        f"<pref name={quoteattr(name)} value={quoteattr(value)}/>" for name, value in prefs.items()
    )
    return (
        f'<data data-version="3" zotero-version="7.0.0"><session id={quoteattr(session)}/>'
        f"<style id={quoteattr(style_id(style))} locale={quoteattr(locale)} "
        f'hasBibliography="{int(has_bibliography)}" bibliographyStyleHasBeenSet="1"/>'
        f"<prefs>{inside}</prefs></data>"
    )


def style_id(style: Style) -> str:
    """The address by which Zotero knows *style*, and fetches it where it is not installed."""
    match = _OWN_ID.search(style.xml.decode("utf-8", "replace"))
    found = match[1] if match else ""
    return found if found.startswith("http") else _STYLES + (style.name or found)


def is_named(style: Style, name: str | None) -> bool:
    """Whether *name*, as :func:`style_of` gives it, means *style*."""
    return name is not None and style_id(style).removeprefix(_STYLES) == name


def style_of(text: str) -> tuple[str | None, str | None]:
    """The style's name (or its address) and the locale that preferences *text* have."""
    style, locale = _STYLE_ID.search(text), _LOCALE.search(text)
    name = style[1].removeprefix(_STYLES) if style else None
    return name, locale[1] if locale else None


def pieces(text: str) -> dict[str, str]:
    """*text* as properties, by name: ``ZOTERO_PREF_1``…"""
    data = text.encode("utf-16-le")
    cuts, start = [], 0
    while start < len(data):
        end = min(start + 2 * PIECE, len(data))
        if end < len(data) and 0xDC00 <= int.from_bytes(data[end : end + 2], "little") < 0xE000:
            end -= 2  # between the halves of a character
        cuts.append(data[start:end].decode("utf-16-le"))
        start = end
    return {f"{PROPERTY}_{number}": cut for number, cut in enumerate(cuts, 1)}


def bookmark_codes(properties: Mapping[str, str]) -> dict[str, str]:
    """The codes of the citations that Zotero keeps as bookmarks, by the name of the bookmark."""
    names = {name.rpartition("_")[0] for name in properties if name.startswith(BOOKMARK)}
    return {name: joined(properties, name) for name in names}


def joined(properties: Mapping[str, str], name: str = PROPERTY) -> str:
    """The text whose pieces are called *name*, up to the first that is missing."""
    found = []
    number = 1
    while (piece := properties.get(f"{name}_{number}")) is not None:
        found.append(piece)
        number += 1
    return "".join(found)


def in_notes(text: str) -> bool:
    """Whether the citations of a document with preferences *text* are in notes made for them."""
    match = _NOTE_TYPE.search(text)
    return match is not None and match[1] != "0"
