"""Which language the command line speaks, and that it speaks it throughout."""

import re

import click
import pytest

from citekit import messages
from citekit.cli.framework import Group
from citekit.cli.root import COMMANDS, citekit_command
from citekit.cli.words import knows, language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "C", "LANGUAGE": "fr"}, "en"),  # as GNU gettext: C has no translations
        ({"LANG": "fr_FR.UTF-8", "CITEKIT_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "CITEKIT_LANG": "fr-CA"}, "fr"),
    ],
)
def test_the_language_follows_the_locale(environment, expected, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


ENGLISH = re.compile(r"\b(Usage|Commands|Show|this|the|and|Error|Try|Missing|required|default)\b")


def every_command(group=citekit_command, path=()):
    for name in group.modules:
        command = group.get_command(None, name)
        yield (*path, name), command
        if isinstance(command, Group):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("path", [(), *(path for path, _ in every_command())], ids=" ".join)
def test_help_is_all_in_french(path, run):
    result = run(*path, "--help", lang="fr")
    assert result.exit_code == 0
    assert result.stdout.startswith("Utilisation : citekit")
    assert not ENGLISH.findall(result.stdout)


def test_help_lists_every_command_with_its_words(run):
    text = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\w", text, re.MULTILINE)


def test_every_option_has_words():
    for path, command in every_command():
        context = click.Context(command, info_name=path[-1])
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert knows(f"option-{path[-1]}-{parameter.name}") or knows(
                    f"option-{parameter.name}"
                )
            assert parameter.make_metavar(context)


def test_the_catalogue_is_complete_in_both_languages():
    for code, entry in messages.catalogue().items():
        assert {"en", "fr"} <= entry.keys(), code
        assert ("hint-en" in entry) == ("hint-fr" in entry), code
        fields = [set(re.findall(r"\{(\w+)\}", entry[each])) for each in ("en", "fr")]
        assert fields[0] == fields[1], code
