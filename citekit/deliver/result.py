"""What became of references that were pushed."""

from __future__ import annotations

import msgspec

from citekit.errors import Diagnostic


class Sent(msgspec.Struct, frozen=True):
    """A reference by its citation key, and the key of its item in Zotero where that is known."""

    reference: str
    item: str = ""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """Where references went (``place``), which were ``added``, were ``known`` or have ``failed``.

    ``children`` counts the notes and attachments added to items. A rehearsal (``is_rehearsal``)
    has among ``added`` what would be added. ``diagnostics`` has an error for each that failed, and
    the reason why the work stopped, if it did.
    """

    place: str
    added: tuple[Sent, ...] = ()
    known: tuple[Sent, ...] = ()
    failed: tuple[str, ...] = ()
    children: int = 0
    is_rehearsal: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
