"""A bibliography as a whole HTML page, so that a browser knows its encoding and layout."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from citekit.cli.words import say

if TYPE_CHECKING:
    from citekit.csl import Bibliography

_PAGE = """<!DOCTYPE html>
<html{language}>
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
.csl-entry {{ line-height: {line_spacing}; margin-bottom: {entry_spacing}em;{indent} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(bibliography: Bibliography, locale: str | None) -> str:
    """The page of a bibliography made as HTML, in the language of *locale*."""
    hanging = " padding-left: 2em; text-indent: -2em;" if bibliography.hanging_indent else ""
    return _PAGE.format(
        language=f' lang="{escape(locale)}"' if locale else "",
        title=say("page-title"),
        line_spacing=1.2 * bibliography.line_spacing,
        entry_spacing=0.5 * bibliography.entry_spacing,
        indent=hanging,
        body=str(bibliography).rstrip(),
    )
