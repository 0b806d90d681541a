"""The command line: one command a file, no logic that the façade lacks."""

from __future__ import annotations

import gc

FEW = 100_000
"""How many new objects wait for the collector: a command makes few that it does not need."""


def main() -> None:
    """Run `citekit` with the arguments of the process."""
    gc.set_threshold(FEW)
    from citekit.cli.root import citekit_command

    citekit_command.main()
