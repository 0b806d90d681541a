"""STYLE REFERENCES OUT: each reference cited alone, then the bibliography, by citekit."""

import sys
from pathlib import Path

import citekit

style, references, out = sys.argv[1:]
library = citekit.read(references, format="csljson")
processor = citekit.Processor(citekit.Style.load(Path(style)), library.references, output="text")
cited = processor.citations(
    [citekit.Citation([citekit.Cite(each.id)]) for each in library.references]
)
Path(out).write_text("\n".join(cited) + "\n" + str(processor.bibliography()), encoding="utf-8")
