"""Wrong usage: exit code 2, one sentence, nothing on standard output."""

import pytest

CASES = [
    (("prase", "x"), "there is no command “prase”; did you mean parse?"),
    (("parse", "--stile", "apa", "x"), "there is no option --stile; did you mean --style"),
    (("parse",), "FILE is missing"),
    (("parse", "x", "--style"), "the option --style needs a value"),
    (("parse", "x", "--strict=yes"), "the option --strict takes no value"),
    (("formats", "now"), "too many words: now"),
    (("styles", "search", "--kind", "footnote"), "author-date, author, numeric, label, note"),
    (("styles", "search", "-n", "many"), "must be a whole number"),
    (("styles", "shwo"), "there is no command “shwo”; did you mean show?"),
    (("parse", "x.txt", "-o", "refs.html"), "--style"),
    (("parse", "x.txt", "-t", "markdown"), "--style"),
    (("parse", "x.txt", "-o", "refs.docx"), ".docx"),
    (("parse", "x.txt", "-o", "-"), "-t"),
    (("parse", "x.txt", "-t", "bibtexx"), "bibtex"),
    (("convert", "x.bib"), "-t FORMAT or -o FILE"),
    (("convert", "x.bib", "-t", "rsi"), "ris"),
    (("bibliography", "x.bib"), "the option -s / --style is missing"),
    (("convert", "x.bib", "-o", "refs.html"), "citekit bibliography"),
    (("bibliography", "x.bib", "-s", "apa", "-t", "ris"), "citekit convert"),
    (("bibliography", "x.bib", "-s", "apa", "-o", "refs.bib"), "citekit convert"),
    (("cite", "a", "--style", "apa"), "the option -b / --bibliography is missing"),
    (("cite", "-l", "p. 1", "a", "-b", "x", "-s", "apa"), "-l stands after the key"),
    (("cite", "a", "-l", "1", "-l", "2", "-b", "x", "-s", "apa"), "one -l only"),
    (("cite", "a", "-b", "x", "-s", "apa", "-t", "ris"), "text, html, markdown"),
    (("cite", "a", "-b", "x", "-s", "apa", "-l"), "the option -l needs a value"),
    (("parse", "x.txt", "--locale", "fr-FR"), "add --style"),
    (("completion", "tcsh"), "bash, zsh, fish"),
    (("parse", "-", "-"), "only once"),
]


@pytest.mark.parametrize(("args", "sentence"), CASES, ids=" ".join)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_wrong_usage(args, sentence, lang, run):
    result = run(*args, lang=lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) <= 2
    first = " ".join(result.stderr.split())
    assert first.startswith("citekit: error: " if lang == "en" else "citekit: erreur : ")
    if lang == "en":
        assert sentence in first


def test_unknown_style_is_answered_with_the_nearest(run, library):
    result = run("bibliography", library, "--style", "citekit-apa-fra")
    assert result.exit_code == 2
    assert "citekit-apa-fr" in result.stderr.replace("citekit-apa-fra", "")


def test_unknown_encoding(run, seed):
    result = run("parse", seed, "--encoding", "latin-99")
    assert result.exit_code == 2
    assert "latin-99" in result.stderr


def test_no_command_shows_the_help(run):
    result = run()
    assert result.exit_code == 2
    assert "citekit parse" in result.stderr
    assert result.stdout == ""


def test_usage_errors_say_where_the_help_is(run):
    assert "citekit styles show --help" in run("styles", "show").stderr
