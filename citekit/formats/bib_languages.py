"""Language codes and babel's names for them, as in biblatex's ``langid``."""

from __future__ import annotations

from citekit.text.language_codes import language_code

LANGIDS = {
    "fr": "french", "en": "english", "en-US": "american", "en-GB": "british",
    "en-CA": "canadian", "en-AU": "australian", "en-NZ": "newzealand", "de": "ngerman",
    "de-AT": "naustrian", "de-CH": "nswissgerman", "es": "spanish", "it": "italian",
    "pt": "portuguese", "pt-BR": "brazilian", "nl": "dutch", "la": "latin", "el": "greek",
    "ca": "catalan", "gl": "galician", "eu": "basque", "oc": "occitan", "br": "breton",
    "ro": "romanian", "da": "danish", "sv": "swedish", "nb": "norsk", "nn": "nynorsk",
    "is": "icelandic", "fi": "finnish", "et": "estonian", "lv": "latvian", "lt": "lithuanian",
    "pl": "polish", "cs": "czech", "sk": "slovak", "sl": "slovene", "hr": "croatian",
    "sr": "serbian", "bg": "bulgarian", "ru": "russian", "uk": "ukrainian", "hu": "magyar",
    "tr": "turkish", "cy": "welsh", "ga": "irish", "gd": "scottish", "ar": "arabic",
    "he": "hebrew", "fa": "persian", "hi": "hindi", "mr": "marathi", "ja": "japanese",
    "zh": "chinese", "ko": "korean", "vi": "vietnamese", "th": "thai", "eo": "esperanto",
    "mk": "macedonian", "sq": "albanian", "af": "afrikaans", "id": "indonesian",
}  # fmt: skip
"""Code → the name that babel and polyglossia load."""

_SYNONYMS = {
    "francais": "fr", "frenchb": "fr", "acadian": "fr", "canadien": "fr-CA", "englisch": "en",
    "usenglish": "en-US", "ukenglish": "en-GB", "germanb": "de", "austrian": "de-AT",
    "swissgerman": "de-CH", "portuges": "pt", "brazil": "pt-BR", "norwegian": "nb",
    "hungarian": "hu", "slovenian": "sl", "polutonikogreek": "el", "farsi": "fa",
}  # fmt: skip
_CODES = {name: code for code, name in LANGIDS.items()} | _SYNONYMS


def code_of(name: str) -> str:
    """The language code for a name of a language (``french``, ``langfrench``, ``Français``).

    What is no known name, a code for instance, comes back as it is.
    """
    folded = name.strip().casefold()
    known = _CODES.get(folded) or _CODES.get(folded.removeprefix("lang"))
    if known is not None:
        return known
    code = language_code(folded)
    return name if code == folded else code


def langid_of(code: str) -> str | None:
    """The name that biblatex knows for a language *code*, of its base where the region has none."""
    return LANGIDS.get(code) or LANGIDS.get(code.partition("-")[0])
