"""DOCUMENT OUT: the same by typst, which reads style and references from the document."""

import sys

import typst

document, out = sys.argv[1:]
typst.compile(document, output=out, format="html")
