"""The third pass: cites that stand together, and entries that follow one another."""
