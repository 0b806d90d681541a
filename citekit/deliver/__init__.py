"""References into Zotero: a running one on this computer, or a library at zotero.org.

The only room that uses the network, and only when something is pushed. Citations and bibliographies
go onto the clipboard from :mod:`citekit.deliver.clipboard`.
"""

from __future__ import annotations

from collections.abc import Sequence

from citekit.deliver.result import Delivery, Sent
from citekit.errors import UsageError
from citekit.model import Reference

__all__ = ["TARGETS", "Delivery", "Sent", "push"]

TARGETS = ("desktop", "web")
"""Where references can be pushed: the Zotero that runs here, its Web API."""


def push(
    references: Sequence[Reference],
    to: str,
    *,
    form: str | None = None,
    library: str | None = None,
    collection: str | None = None,
    server: str | None = None,
    again: bool = False,
    rehearse: bool = False,
) -> Delivery:
    """The delivery of *references* to one of the ``TARGETS``; see :func:`citekit.push`.

    Raises UsageError for another target, and for a *form* of the Web API, a *library* or
    *collection* of the Zotero that runs here; else what the way there raises.
    """
    if to == "web":
        if form is not None:
            raise UsageError("push-desktop-only")
        from citekit.deliver import web

        return web.push(
            references,
            server=server,
            library=library,
            collection=collection,
            again=again,
            rehearse=rehearse,
        )
    if to != "desktop":
        raise UsageError("push-target-unknown", name=to, known=", ".join(TARGETS))
    for name, value in (("library", library), ("collection", collection)):
        if value is not None:
            raise UsageError("push-web-only", name=name)
    from citekit.deliver import desktop

    return desktop.push(
        references, server=server, form=form or "rdf", again=again, rehearse=rehearse
    )
