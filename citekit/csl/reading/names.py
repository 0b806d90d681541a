"""``cs:names`` and what stands in it, and the name options that areas and styles pass down."""

from __future__ import annotations

from citekit.csl.nodes import EtAl, Name, NameOptions, NamePart, Names
from citekit.csl.reading.elements import READERS, common, label, read_children
from citekit.csl.reading.tag import Tag

_DELIMITER_RULES = ("contextual", "after-inverted-name", "always", "never")


def read_options(tag: Tag, *, names: str = "", name: str = "") -> NameOptions:
    """The name options of *tag*.

    ``cs:name`` calls two of them ``delimiter`` and ``form``; areas and styles put *name* before
    these, and have the delimiter of ``cs:names`` too, with *names* before it.
    """
    return NameOptions(
        and_=tag.choice("and", ("text", "symbol")) or None,
        delimiter=tag.optional(f"{name}delimiter"),
        delimiter_precedes_et_al=tag.choice("delimiter-precedes-et-al", _DELIMITER_RULES) or None,
        delimiter_precedes_last=tag.choice("delimiter-precedes-last", _DELIMITER_RULES) or None,
        et_al_min=tag.count("et-al-min"),
        et_al_use_first=tag.count("et-al-use-first"),
        et_al_subsequent_min=tag.count("et-al-subsequent-min"),
        et_al_subsequent_use_first=tag.count("et-al-subsequent-use-first"),
        et_al_use_last=tag.flag("et-al-use-last"),
        form=tag.choice(f"{name}form", ("long", "short", "count")) or None,
        initialize=tag.flag("initialize"),
        initialize_with=tag.optional("initialize-with"),
        name_as_sort_order=tag.choice("name-as-sort-order", ("first", "all")) or None,
        sort_separator=tag.optional("sort-separator"),
        names_delimiter=tag.optional(f"{names}delimiter") if names else None,
    )


def _names(tag: Tag) -> Names:
    name = et_al = found = None
    label_first = False
    substitute: Tag | None = None
    for child in tag.children("name", "et-al", "label", "substitute"):
        if child.name == "name":
            name = name or _name(child)
        elif child.name == "et-al":
            et_al = et_al or EtAl(
                **common(child), term=child.choice("term", ("et-al", "and others"), "et-al")
            )
        elif child.name == "label":
            label_first = tag.child("name") is not None and name is None
            found = found or label(child)
        else:
            substitute = substitute or child
    return Names(
        **common(tag),
        variables=tuple(tag.required("variable").split()),
        delimiter=tag.optional("delimiter"),
        name=name,
        et_al=et_al,
        label=found,
        label_first=label_first,
        substitute=read_children(substitute) if substitute is not None else (),
    )


def _name(tag: Tag) -> Name:
    return Name(
        **common(tag),
        options=read_options(tag),
        parts=tuple(_part(child) for child in tag.children("name-part")),
    )


def _part(tag: Tag) -> NamePart:
    tag.required("name")
    return NamePart(**common(tag), name=tag.choice("name", ("given", "family")))


READERS["names"] = _names
