"""Names of WordprocessingML (ECMA-376, part 1) and of the package around it (part 2)."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of the strict variant, which Word can save but nobody else reads well."""


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


SKIPPED = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), f"{{{MC}}}Fallback"}
"""What is no text of a paragraph: deleted, moved away, properties, the copy for old readers."""
