"""Marks for formats that have HTML: a comment around a block, an element within a line.

``<span data-cite="[@key]">(Doe, 2001)</span>``: a comment at the beginning of a line would make
the whole line HTML, where emphasis is none (CommonMark 0.31, HTML blocks).
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from citekit.manuscript.weaving import Region, delimited
from citekit.text.patterns import pattern

_COMMENT, _COMMENT_END = pattern("<!--"), pattern("-->")
_MARK = pattern(
    r'(?P<block><!--cite:)|(?P<block_end><!--/cite-->)|<span data-cite="(?P<line>[^"]*+)">'
    r"|(?P<span><span\b)|(?P<span_end></span>)"
)


OPENING = pattern(r'<span data-cite="[^"]*+">')
"""How an element of an earlier run begins."""


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of *text* stand."""
    for opening, closing in delimited(text, _COMMENT, lambda _: _COMMENT_END):
        yield opening.start(), closing.end()


def around_block(source: str, made: str) -> str:
    """*made* between comments, of which the first holds *source*, what it replaces."""
    kept = source.replace("&", "&amp;").replace("--", "&#45;&#45;")
    if kept.endswith("-"):
        kept = f"{kept[:-1]}&#45;"
    return f"<!--cite:{kept}-->{made}<!--/cite-->"


def in_line(source: str, made: str) -> str:
    """*made* in an element that holds *source*, on one line, wherever that broke."""
    kept = html.escape(source).replace("\r", "&#13;").replace("\n", "&#10;")
    return f'<span data-cite="{kept}">{made}</span>'


def marks(text: str) -> Iterator[Region]:
    """What stands in such marks, in order; one without its end is none."""
    block: tuple[int, str] | None = None
    begun: list[tuple[int, str | None]] = []
    for match, end in delimited(text, _MARK, lambda each: _COMMENT_END if each["block"] else None):
        if match["block"]:
            block = (match.start(), text[match.end() : end.start()])
        elif match["block_end"]:
            if block is not None:
                yield Region(block[0], match.end(), html.unescape(block[1]))
            block = None
        elif match["span_end"]:
            start, source = begun.pop() if begun else (0, None)
            if source is not None and block is None:
                yield Region(start, match.end(), html.unescape(source))
        else:
            begun.append((match.start(), match["line"]))
