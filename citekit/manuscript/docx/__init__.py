"""Word's manuscripts: markers typed in the text, fields of citekit, Zotero and others.

lxml works on the parts of the package: python-docx has no footnotes, fields or custom properties,
and leaves text in content controls out.
"""

from __future__ import annotations

from citekit.manuscript.docx.document import DocxDocument


def read(data: bytes, *, restyle: bool) -> DocxDocument:
    """The manuscript in the DOCX file *data*; InputError for what is none, or is locked.

    With *restyle* the citations of Zotero, Mendeley, EndNote, Citavi and Word are in its story.
    """
    return DocxDocument(data, restyle=restyle)
