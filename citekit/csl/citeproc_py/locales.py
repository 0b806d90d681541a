"""Which locale a document is in, and the locale files that serve it."""

from __future__ import annotations

from pathlib import Path

from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS

from citekit.errors import UsageError

DEFAULT = "en-US"


def resolve(wanted: str | None, default: str | None) -> str:
    """The locale code: *wanted* (``fr``, ``fr-CH``, ``fr_fr``), else the style's, else ``en-US``.

    Raises UsageError for a wanted language that CSL has no locale for, with the nearest codes.
    """
    if wanted is None:
        return _known(default or DEFAULT) or DEFAULT
    known = _known(wanted)
    if known is None:
        codes = sorted({*LANGUAGE_NAMES, *PRIMARY_DIALECTS})
        from difflib import get_close_matches

        near = get_close_matches(wanted, codes, n=4, cutoff=0.3)
        raise UsageError("locale-unknown", name=wanted, near=", ".join(near) or DEFAULT)
    return known


def chain(locale: str) -> list[Path]:
    """The files to look terms up in, in order: the dialect's, its language's main one, English."""
    codes = [locale, PRIMARY_DIALECTS.get(locale.split("-", maxsplit=1)[0]), DEFAULT]
    paths = [Path(LOCALES_PATH) / f"locales-{code}.xml" for code in dict.fromkeys(codes) if code]
    return [path for path in paths if path.is_file()]


def _known(code: str) -> str | None:
    """*code* in CSL's spelling: exact where there is such a file, else with its language known."""
    language, _, region = code.strip().replace("_", "-").partition("-")
    bare = f"{language}-{region}".lower() if region else language.lower()
    for known in LANGUAGE_NAMES:
        if known.lower() == bare:
            return str(known)
    if language.lower() not in PRIMARY_DIALECTS or (region and not region.isalnum()):
        return None
    if not region:
        return str(PRIMARY_DIALECTS[language.lower()])
    return f"{language.lower()}-{region.upper()}"
