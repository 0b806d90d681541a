"""A style as it was read: CSL's elements as immutable values, each with its line.

Attributes have the names of the specification, in Python's spelling; those of formatting are
already the marks that begin a form (``begin``). Values are what the schema allows, defaults filled
in, except the name options, which are None where the style leaves them to be inherited.

The annotations are values, not strings: a decoder that has to evaluate strings is slow to make.
"""

from typing import Self, TypeAlias

import msgspec


class Node(msgspec.Struct, frozen=True, array_like=True, tag=True, kw_only=True):
    """What every rendering element may have: affixes, forms, quotes, a case."""

    line: int = 0
    prefix: str = ""
    suffix: str = ""
    begin: str = ""
    """Marks of ``font-style`` and the like, and of ``display``; as many END marks close them."""
    quotes: bool = False
    strip_periods: bool = False
    text_case: str = ""


class Text(Node, frozen=True):
    """``cs:text``: exactly one of variable, macro, term, value (a value may be empty)."""

    variable: str = ""
    macro: str = ""
    term: str = ""
    value: str = ""
    form: str = "long"
    plural: bool = False


class Number(Node, frozen=True):
    """``cs:number``: ``form`` is numeric, ordinal, long-ordinal or roman."""

    variable: str
    form: str = "numeric"


class Label(Node, frozen=True):
    """``cs:label``; inside ``cs:names`` it has no variable."""

    variable: str = ""
    form: str = "long"
    plural: str = "contextual"


class DatePart(Node, frozen=True):
    """``cs:date-part``: ``form`` "" is the default of its name."""

    name: str
    form: str = ""
    range_delimiter: str = "\u2013"


class Date(Node, frozen=True):
    """``cs:date``: with a ``form`` it is localized, and its parts override the locale's."""

    variable: str
    form: str = ""
    date_parts: str = "year-month-day"
    parts: tuple[DatePart, ...] = ()
    delimiter: str = ""


class NameOptions(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """The inheritable name options; None is inherited from what stands around."""

    and_: str | None = None
    delimiter: str | None = None
    """Of ``cs:name``; in an area or style, its ``name-delimiter``."""
    delimiter_precedes_et_al: str | None = None
    delimiter_precedes_last: str | None = None
    et_al_min: int | None = None
    et_al_use_first: int | None = None
    et_al_subsequent_min: int | None = None
    et_al_subsequent_use_first: int | None = None
    et_al_use_last: bool | None = None
    form: str | None = None
    initialize: bool | None = None
    initialize_with: str | None = None
    name_as_sort_order: str | None = None
    sort_separator: str | None = None
    names_delimiter: str | None = None
    """Of ``cs:names``; in an area or style, its ``names-delimiter``."""

    def over(self, outer: Self) -> Self:
        """These, completed by what *outer* says."""
        fields = self.__struct_fields__
        values = {
            field: mine if (mine := getattr(self, field)) is not None else getattr(outer, field)
            for field in fields
        }
        return type(self)(**values)


class NamePart(Node, frozen=True):
    """``cs:name-part``: ``name`` is given or family."""

    name: str


class Name(Node, frozen=True):
    """``cs:name``."""

    options: NameOptions = NameOptions()
    parts: tuple[NamePart, ...] = ()


class EtAl(Node, frozen=True):
    """``cs:et-al``."""

    term: str = "et-al"


class Names(Node, frozen=True):
    """``cs:names``: ``has_name`` and the like tell what a ``cs:names`` in a substitute inherits."""

    variables: tuple[str, ...] = ()
    delimiter: str | None = None
    name: Name | None = None
    et_al: EtAl | None = None
    label: Label | None = None
    label_first: bool = False
    """Whether ``cs:label`` stands before ``cs:name``."""
    substitute: "tuple[Element, ...]" = ()


class Group(Node, frozen=True):
    """``cs:group``."""

    children: "tuple[Element, ...]" = ()
    delimiter: str = ""


class Condition(msgspec.Struct, frozen=True, array_like=True):
    """One test: ``kind`` is the attribute (``is-numeric``), ``value`` a word of it.

    Of ``type`` and ``locator`` it is all words, one of which has to fit.
    """

    kind: str
    value: str


class Branch(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:if``, ``cs:else-if``; ``cs:else`` has no condition. ``match`` is all, any or none."""

    match: str = "all"
    conditions: tuple[Condition, ...] = ()
    children: "tuple[Element, ...]" = ()


class Choose(Node, frozen=True):
    """``cs:choose``."""

    branches: tuple[Branch, ...] = ()


Element: TypeAlias = Text | Number | Label | Date | Names | Group | Choose
"""The rendering elements."""


class Key(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:key``: exactly one of variable and macro; ``options`` its ``names-min`` and the like."""

    line: int = 0
    variable: str = ""
    macro: str = ""
    descending: bool = False
    options: NameOptions = NameOptions()


class Area(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:citation`` or ``cs:bibliography``: its layout (a group), sort and options.

    ``names`` are its name options over those of ``cs:style``. ``options`` are its other
    attributes as the style writes them: ``collapse``, ``hanging-indent`` and so on.
    """

    layout: Group
    sort: tuple[Key, ...] = ()
    has_sort: bool = False
    names: NameOptions = NameOptions()
    options: dict[str, str] = {}


class Term(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:term``: its texts, and what its gender and ``match`` say."""

    name: str
    form: str = "long"
    single: str = ""
    multiple: str = ""
    gender: str = ""
    gender_form: str = ""
    match: str = ""


class LocaleNode(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:locale``, from a locale file or a style; its language "" is any.

    ``dates`` are the localized date formats, by form (text, numeric). ``options`` are the
    attributes of ``cs:style-options`` as written.
    """

    language: str = ""
    terms: tuple[Term, ...] = ()
    dates: dict[str, Date] = {}
    options: dict[str, str] = {}


class StyleNode(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """``cs:style``: ``options`` are its global attributes as written (``page-range-format``...)."""

    title: str = ""
    class_: str = "in-text"
    default_locale: str = ""
    citation: Area
    bibliography: Area | None = None
    macros: dict[str, Group] = {}
    locales: tuple[LocaleNode, ...] = ()
    options: dict[str, str] = {}
