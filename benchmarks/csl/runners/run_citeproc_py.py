"""STYLE REFERENCES OUT: the same by citeproc-py, as its documentation shows it."""

import json
import sys
import warnings
from pathlib import Path

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
style, references, out = sys.argv[1:]
items = json.loads(Path(references).read_text("utf-8"))
bibliography = CitationStylesBibliography(
    CitationStylesStyle(style, validate=False), CiteProcJSON(items), formatter.plain
)
citations = [Citation([CitationItem(item["id"])]) for item in items]
for citation in citations:
    bibliography.register(citation)
cited = [str(bibliography.cite(citation, lambda item: None)) for citation in citations]
bibliography.sort()
entries = [str(entry) for entry in bibliography.bibliography()]
Path(out).write_text("\n".join([*cited, *entries]), encoding="utf-8")
