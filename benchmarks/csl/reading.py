"""What a reader sees of HTML that a CSL processor prints: each character, and the forms it has.

Two texts that differ in the following only are seen alike; nothing else is passed over.

- The blanks at the ends of an entry, and of a ``div`` in it.
- How an element is nested in another, and where it ends and begins anew: ``<b><i>``, ``<i><b>``;
  ``<i>a</i> <i>b</i>``, ``<i>a b</i>``. Blanks have no form.
- How a character is written: ``&#38;`` or ``&``; ``<sup>o</sup>`` or the superscript letter
  (citeproc-js takes such letters apart).
- Forms that change nothing: ``normal`` outside what it would undo, ``text-decoration:none`` and
  citeproc-js's ``style="baseline"``.
- citeproc-js's ``[CSL STYLE ERROR: reference with no printed form.]``, alone in a citation or an
  entry, is nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

NO_FORM = "[CSL STYLE ERROR: reference with no printed form.]"

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_ALL_TAGS = re.compile(r"<[^>]*>")
_STYLE = re.compile(r'<span style="([^"]*)">')
_DIV = re.compile(r'<div class="csl-([^"]*)">')
_BLANKS_AT_DIV = re.compile(r"\s*(⟦[^⟧]*⟧)\s*")
_NO_FORM_ALONE = re.compile(rf"\W*(?:\d+\.\s*)?{re.escape(NO_FORM)}\W*")

_BY_TAG = {
    "<i>": ("style", "italic"),
    "<b>": ("weight", "bold"),
    "<sup>": ("align", "sup"),
    "<sub>": ("align", "sub"),
}
_BY_STYLE = {
    "font-style:oblique;": ("style", "oblique"),
    "font-style:normal;": ("style", ""),
    "font-weight:lighter;": ("weight", "light"),
    "font-weight:normal;": ("weight", ""),
    "font-variant:small-caps;": ("variant", "small-caps"),
    "font-variant:normal;": ("variant", ""),
    "text-decoration:underline;": ("line", "underline"),
    "text-decoration:none;": ("", ""),
    "baseline": ("", ""),
}


def plain(text: str) -> str:
    """*text* without its markup."""
    return html.unescape(_ALL_TAGS.sub("", text))


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing, or citeproc-js says that there is nothing."""
    seen_text = plain(text)
    return not seen_text.strip() or bool(_NO_FORM_ALONE.fullmatch(seen_text))


@lru_cache(maxsize=10_000)
def seen(text: str) -> str:
    """The same for texts that are seen alike; ⟨⟩ hold forms, ⟦⟧ begin the parts of an entry."""
    if is_blank(text):
        return ""
    out: list[str] = []
    around: list[dict[str, str]] = [{}]
    last: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        if token.startswith("</"):
            around.pop()
            if token == "</div>":
                out.append("⟦⟧")
        elif token.startswith("<"):
            around.append(_with(around[-1], token))
            if (div := _DIV.fullmatch(token)) and div[1] != "entry":
                out.append(f"⟦{div[1]}⟧")
        else:
            for character in html.unescape(token):
                letter, forms = _taken_apart(character, around[-1])
                if not letter.isspace() and forms != last:
                    last = forms
                    out.append(f"⟨{' '.join(sorted(forms.values()))}⟩")
                out.append(letter)
    return _BLANKS_AT_DIV.sub(r"\1", "".join(out)).strip().removesuffix("⟦⟧")


def _taken_apart(character: str, forms: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A superscript letter as the letter, and superscript as a form."""
    kind, _, letters = unicodedata.decomposition(character).partition(" ")
    if kind != "<super>":
        return character, forms
    return "".join(chr(int(each, 16)) for each in letters.split()), {**forms, "align": "sup"}


def _with(forms: dict[str, str], tag: str) -> dict[str, str]:
    """*forms* inside *tag*."""
    style = _STYLE.fullmatch(tag)
    aspect, form = _BY_STYLE.get(style[1], ("", "")) if style else _BY_TAG.get(tag, ("", ""))
    if not aspect:
        return forms
    changed = {**forms, aspect: form}
    return {key: value for key, value in changed.items() if value}
