"""What a document asks for: citations, each of one or more cites."""

from __future__ import annotations

import msgspec


class Cite(msgspec.Struct, frozen=True):
    """One work in a citation: its key, the place in it, and words around it.

    ``label`` is a CSL locator label (``page``, ``chapter``; None is ``page``).
    ``suppress_author`` leaves the names out, ``author_only`` everything else.
    """

    id: str
    locator: str | None = None
    label: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    suppress_author: bool = False
    author_only: bool = False


class Citation(msgspec.Struct, frozen=True):
    """Cites that stand together, ``(Lefebvre, 2006 ; Crozet et Rangeon, 2006)``.

    ``note`` is the number of the footnote it stands in.
    """

    cites: tuple[Cite, ...] | list[Cite]
    note: int | None = None
