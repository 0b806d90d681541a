"""``--copy``: what was made goes onto the clipboard instead of standard output."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citekit import api
from citekit.cli.report import Report
from citekit.cli.words import say
from citekit.errors import DeliveryError

if TYPE_CHECKING:
    from citekit.deliver.clipboard import Made


def put(make: Callable[[str], Made], form: str | None, what: str, report: Report) -> bool:
    """Whether what *make* makes of a form is on the clipboard now; *report* has why it is not.

    In the *form* that was asked for, it is copied as text; else it is formatted text. *what* names
    it: *3 references*.
    """
    from citekit.deliver.clipboard import FORMS

    made = [make(each) for each in ((form,) if form else FORMS)]
    try:
        copied = api.copy(*made)
    except DeliveryError as problem:
        report.fail(problem)
        return False
    report.add(copied.diagnostics)
    report.say("copied", what=what, form=form or say("copied-formatted"))
    return True
