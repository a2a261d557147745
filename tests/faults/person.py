"""What a person does, in an order that is known beforehand, and what the catalogue must hold after so many actions."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.label import LabelId, LabelSpec, Verdict
from clipphotos.core.photo import PhotoId
from clipphotos.engine.events import Events
from clipphotos.engine.history import History
from clipphotos.engine.labels.review import Review
from clipphotos.engine.tagging import Tagging
from clipphotos.store import history, labels
from clipphotos.store.catalogue import Catalogue, Connection

PHOTOS = 60
"""The actions are about the photos 1 to this."""
_PHOTOS_EACH = 7

Fact = tuple[str | int, ...]
"""("label", name, prompts...), ("decision", label, photo, verdict) or ("tag", name, photo)."""
Facts = frozenset[Fact]


@dataclass(frozen=True)
class State:
    """What is in the catalogue, and what can be undone and redone."""

    number: int = 0
    """How many actions there were."""
    facts: Facts = frozenset()
    done: tuple[Facts, ...] = ()
    """What there was before each action that can be undone, the last one last."""
    undone: tuple[Facts, ...] = ()
    """What there was after each action that can be redone, the next one last."""


@dataclass(frozen=True)
class Step:
    """The next action."""

    verb: str
    name: str = ""
    photos: tuple[PhotoId, ...] = ()


def next_step(state: State) -> Step:
    """Return what the person does next."""
    number = state.number
    photos = tuple(PhotoId(i) for i in random.Random(number).sample(range(1, PHOTOS + 1), _PHOTOS_EACH))
    label = _last(fact for fact in state.facts if fact[0] == "label")
    tag = _last(fact for fact in state.facts if fact[0] == "tag" and str(fact[1]).startswith("tag "))
    tagged = tuple(PhotoId(int(fact[2])) for fact in sorted(state.facts) if fact[:2] == ("tag", tag))
    match number % 9:
        case 0:
            return Step("label", f"label {number:06}")
        case 1 if label:
            return Step("accept", label, photos)
        case 3 if label:
            return Step("reject", label, photos)
        case 4 if label:
            return Step("edit", label)
        case 5 if tagged:
            return Step("untag", tag, tagged[: len(tagged) // 2 + 1])
        case 6 if state.done:
            return Step("undo")
        case 7 if state.undone and number // 9 % 2:
            return Step("redo")
        case 7 if state.done:
            return Step("undo")
        case 8 if label:
            return Step("tag", label, photos)
    return Step("tag", f"tag {number:06}", photos)


def _last(facts: Iterable[Fact]) -> str:
    return max((str(fact[1]) for fact in facts), default="")


def after(state: State) -> State:
    """Return what there must be after the next action."""
    step, facts = next_step(state), set(state.facts)
    pairs = {(step.name, photo) for photo in step.photos}
    if step.verb == "undo":
        return State(state.number + 1, state.done[-1], state.done[:-1], (*state.undone, state.facts))
    if step.verb == "redo":
        return State(state.number + 1, state.undone[-1], (*state.done, state.facts), state.undone[:-1])
    if step.verb in ("label", "edit"):
        facts = {fact for fact in facts if fact[:2] != ("label", step.name)}
        facts.add(("label", step.name, *_prompts(state.number)))
    elif step.verb == "untag":
        facts -= {("tag", *pair) for pair in pairs}
    else:
        if any(fact[:2] == ("label", step.name) for fact in facts):
            verdict = Verdict.REJECTED if step.verb == "reject" else Verdict.ACCEPTED
            facts = {fact for fact in facts if fact[0] != "decision" or fact[1:3] not in pairs}
            facts |= {("decision", *pair, verdict.value) for pair in pairs}
        tags = {("tag", *pair) for pair in pairs}
        facts = facts - tags if step.verb == "reject" else facts | tags
    return State(state.number + 1, frozenset(facts), (*state.done, state.facts), ())


def _prompts(number: int) -> tuple[str, ...]:
    return tuple(f"{number} {word}" for word in ("one", "two", "three"))


class Person:
    """Does it, through what the window and the command line use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        events = Events()
        self._tags = Tagging(catalogue, events, on_decided=_nothing)
        self._review = Review(catalogue, events, on_decided=_nothing)
        self._history = History(catalogue, events, on_labels=_nothing, on_roots=_nothing)

    def act(self, state: State) -> State:
        """Do the next action; return what there is afterwards."""
        step = next_step(state)
        match step.verb:
            case "label" | "edit":
                kind = ActionKind.ADD_LABEL if step.verb == "label" else ActionKind.EDIT_LABEL
                spec = LabelSpec(step.name, _prompts(state.number))
                self._catalogue.write(
                    lambda db: history.recorded(db, Action(kind, step.name), lambda db: labels.put(db, spec))
                )
            case "accept":
                self._review.accept(self._label(step.name), step.photos)
            case "reject":
                self._review.reject(self._label(step.name), step.photos)
            case "tag":
                self._tags.add(step.name, step.photos)
            case "untag":
                self._tags.remove(step.name, step.photos)
            case "undo":
                assert self._history.undo() is not None
            case "redo":
                assert self._history.redo() is not None
        return after(state)

    def _label(self, name: str) -> LabelId:
        with self._catalogue.read() as db:
            found = labels.id_of(db, name)
        assert found is not None
        return found


def facts_in(db: Connection) -> Facts:
    """Return what the catalogue holds."""
    found: set[Fact] = {("label", label.name, *label.spec.prompts) for label in labels.all_labels(db)}
    for query in (
        "SELECT 'decision', name, photo_id, verdict FROM decision JOIN label ON label.id = label_id",
        "SELECT 'tag', name, photo_id FROM photo_tag JOIN tag ON tag.id = tag_id",
    ):
        found.update(db.execute(query))
    return frozenset(found)


def undoable_in(db: Connection) -> tuple[int, int]:
    """Return how many actions can be undone, and redone."""
    return db.execute("SELECT count(*) FILTER (WHERE undone = 0), count(*) FILTER (WHERE undone = 1) FROM action").get


def damage_in(db: Connection) -> list[str]:
    """Return what SQLite itself finds wrong."""
    found = [str(text) for (text,) in db.execute("PRAGMA integrity_check") if text != "ok"]
    return found + [f"a row of {row[0]} refers to nothing" for row in db.execute("PRAGMA foreign_key_check")]


def _nothing() -> None:
    pass
