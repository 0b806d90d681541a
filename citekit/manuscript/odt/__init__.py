"""LibreOffice's manuscripts: markers typed in the text, reference marks of citekit and others."""

from __future__ import annotations

from citekit.manuscript.odt.document import OdtDocument


def read(data: bytes, *, restyle: bool) -> OdtDocument:
    """The manuscript in the ODT file *data*; InputError for what is none, or is locked.

    With *restyle* the citations of Zotero, Mendeley, JabRef and LibreOffice are in its story.
    """
    return OdtDocument(data, restyle=restyle)
