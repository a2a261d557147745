"""What is to be kept of a group, and what is to go: the proposal, until a person chooses otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clipphotos.core.duplicates import Group, Member


@dataclass(frozen=True)
class Choice:
    """A group with the number of the member to keep and of those to go."""

    group: Group
    keep: int = 0
    go: frozenset[int] = frozenset()

    @classmethod
    def proposed(cls, group: Group) -> Choice:
        """Return what the library proposes."""
        return cls(group, 0, frozenset(i for i, member in enumerate(group.members) if member.proposed))

    @property
    def keeper(self) -> Member:
        """Return the member to keep."""
        return self.group.members[self.keep]

    @property
    def stays(self) -> int:
        """Return how many stay."""
        return len(self.group.members) - len(self.go)

    @property
    def removed(self) -> tuple[str, ...]:
        """Return one file of every member that is to go."""
        return tuple(self.group.members[i].path for i in sorted(self.go))

    @property
    def changed(self) -> bool:
        """Return whether it is not what was proposed."""
        return self != Choice.proposed(self.group)

    def can_go(self, number: int) -> bool:
        """Return whether a member may go: it is not the one to keep, and can be reached."""
        return number != self.keep and any(file.online for file in self.group.members[number].files)

    def keeping(self, number: int) -> Choice:
        """Return the choice with another member to keep; the one that was kept before goes in its place."""
        if number == self.keep:
            return self
        go = self.go - {number}
        there = replace(self, keep=number, go=go)
        return replace(there, go=go | {self.keep}) if number in self.go and there.can_go(self.keep) else there

    def toggled(self, number: int) -> Choice:
        """Return the choice with a member going that stayed, or staying that was to go."""
        return replace(self, go=self.go ^ {number}) if self.can_go(number) else self
