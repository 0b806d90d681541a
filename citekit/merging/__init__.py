"""Several libraries into one: the same work found, its fields chosen, nothing dropped unsaid."""

from citekit.merging.merge import merge
from citekit.merging.result import Choice, Group, Match, Member, Merged
from citekit.merging.telling import in_short

__all__ = ["Choice", "Group", "Match", "Member", "Merged", "in_short", "merge"]
