"""No-break spaces kept from citeproc-py, which would strip and split at them."""

from __future__ import annotations

from citekit.text.characters import NARROW_NBSP, NBSP

_STAND_INS = {ord(NBSP): "\U0001fffe", ord(NARROW_NBSP): "\U0001ffff"}
"""Noncharacters, which are in no text."""
_BACK = {ord(stand_in): chr(space) for space, stand_in in _STAND_INS.items()}


def protected(text: str) -> str:
    """*text* with stand-ins for its no-break spaces."""
    return text if text.isascii() else text.translate(_STAND_INS)


def restored(text: str) -> str:
    """*text* with its no-break spaces again."""
    return text if text.isascii() else text.translate(_BACK)
