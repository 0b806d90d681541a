"""The command line: one command a file, no logic that the façade lacks."""

from __future__ import annotations

from citekit.cli.root import citekit_command


def main() -> None:
    """Run `citekit` with the arguments of the process."""
    citekit_command.main()
