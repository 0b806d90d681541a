"""The language of the person at the terminal, and the command line's own words in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from citekit import messages

LANGUAGES = ("en", "fr")


def language() -> str:
    """``fr`` or ``en``: ``CITEKIT_LANG``, else the locale, else (Windows) that of the desktop.

    Locales are read as POSIX and GNU gettext do: LC_ALL, LC_MESSAGES, LANG; a LANGUAGE list has
    precedence except over the C locale. English where none of it is one of citekit's languages.
    """
    for wanted in _wanted():
        code = wanted.replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def _wanted() -> Iterator[str]:
    own = os.environ.get("CITEKIT_LANG")
    if own:
        yield own
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "")
    if locale.split(".")[0] in {"C", "POSIX"}:
        return
    yield from (part for part in os.environ.get("LANGUAGE", "").split(":") if part)
    if locale:
        yield locale
    elif sys.platform == "win32":
        yield _windows_language()


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")


def say(code: str, /, **facts: Any) -> str:
    """The command line's words for *code*, in the user's language."""
    entry = messages.room("cli")[code]
    return messages.fill(entry[language()], facts)


def knows(code: str) -> bool:
    """Whether the command line has words for *code*."""
    return code in messages.room("cli")
