"""What a program of the fault tests found out. They are programs since what they try may end the process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """How often something was tried, and what went wrong."""

    tried: int
    failures: list[str] = field(default_factory=list)
    seen: str = ""

    def tell(self) -> None:
        """Print it for `outcome_of`."""
        print(json.dumps(asdict(self)))


def outcome_of(program: str, *arguments: object, through: tuple[str, ...] = ()) -> Outcome:
    """Run `tests.faults.<program>`, through another program if given, and return what it says."""
    done = subprocess.run(
        [*through, sys.executable, "-m", f"tests.faults.{program}", *map(str, arguments)],
        cwd=_REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"it ended with {done.returncode}:\n{done.stderr[-4000:]}"
    outcome = Outcome(**json.loads(done.stdout.splitlines()[-1]))
    for failure in outcome.failures:
        print(failure)
    return outcome
