"""``cs:citation`` and ``cs:bibliography``: layout, sort keys, options."""

from __future__ import annotations

from citekit.csl.nodes import Area, Key, NameOptions
from citekit.csl.reading.elements import read_group
from citekit.csl.reading.names import read_options
from citekit.csl.reading.tag import Tag

_CHOICES = {
    "collapse": ("citation-number", "year", "year-suffix", "year-suffix-ranged"),
    "givenname-disambiguation-rule": (
        "all-names",
        "all-names-with-initials",
        "primary-name",
        "primary-name-with-initials",
        "by-cite",
    ),
    "second-field-align": ("flush", "margin"),
    "subsequent-author-substitute-rule": (
        "complete-all",
        "complete-each",
        "partial-each",
        "partial-first",
    ),
}
_FLAGS = (
    "disambiguate-add-names",
    "disambiguate-add-givenname",
    "disambiguate-add-year-suffix",
    "hanging-indent",
)
_COUNTS = ("near-note-distance", "entry-spacing", "line-spacing")
_TEXTS = (
    "after-collapse-delimiter",
    "cite-group-delimiter",
    "subsequent-author-substitute",
    "year-suffix-delimiter",
)


def read_area(tag: Tag, names: NameOptions) -> Area:
    """The area in *tag*; *names* are the name options of the style around it."""
    layouts = [child for child in tag.children("sort", "layout") if child.name == "layout"]
    if not layouts:
        raise tag.refusal("style-no-layout")
    # CSL-M has a layout for each language; the one for all others has no locale
    layout = next((found for found in layouts if not found.has("locale")), layouts[-1])
    sort = tag.child("sort")
    return Area(
        layout=read_group(layout),
        sort=tuple(_key(child) for child in sort.children("key")) if sort is not None else (),
        has_sort=sort is not None,
        names=read_options(tag, names="names-", name="name-").over(names),
        options=tag.options(_CHOICES, _FLAGS, _COUNTS, _TEXTS),
    )


def _key(tag: Tag) -> Key:
    what = tag.required("variable", "macro")
    minimum, first = tag.count("names-min"), tag.count("names-use-first")
    return Key(
        line=tag.line,
        variable=what if tag.has("variable") else "",
        macro="" if tag.has("variable") else what,
        descending=tag.choice("sort", ("ascending", "descending")) == "descending",
        options=NameOptions(
            et_al_min=minimum,
            et_al_use_first=first,
            et_al_subsequent_min=minimum,
            et_al_subsequent_use_first=first,
            et_al_use_last=tag.flag("names-use-last"),
        ),
    )
