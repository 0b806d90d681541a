"""What a document asks for: citations, each of one or more cites; and what a change changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Mode = Literal["composite", "author-only", "suppress-author"]


class Cite(msgspec.Struct, frozen=True):
    """One work in a citation: its key, the place in it, and words around it.

    ``label`` is a CSL locator label (``page``, ``chapter``; None is ``page``). ``suppress_author``
    leaves the names out, ``author_only`` everything else. A word processor that knows the position
    may force it: ``position`` is 0 for first, 1 subsequent, 2 ibid, 3 ibid-with-locator, and
    ``near_note`` says whether the cite before is near.
    """

    id: str
    locator: str | None = None
    label: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    suppress_author: bool = False
    author_only: bool = False
    position: int | None = None
    near_note: bool | None = None


class Citation(msgspec.Struct, frozen=True):
    """Cites that stand together, ``(Lefebvre, 2006 ; Crozet et Rangeon, 2006)``.

    ``note`` is the number of the footnote it stands in, None in the text; ``id`` its name in a
    document that changes. ``mode`` is ``composite`` for *Lefebvre (2006)*, which stands in a
    sentence, with ``infix`` between the two; ``author-only`` or ``suppress-author`` for one half.
    ``unsorted`` cites stay in their order, whatever the style sorts them by.
    """

    cites: tuple[Cite, ...] | list[Cite]
    note: int | None = None
    id: str | None = None
    mode: Mode | None = None
    infix: str | None = None
    unsorted: bool = False


class Changes(msgspec.Struct, frozen=True):
    """What a change of the document changes: the new text of citations by id, and the list.

    ``bibliography`` is whether the bibliography is another now.
    """

    citations: Mapping[str, str]
    bibliography: bool = False
