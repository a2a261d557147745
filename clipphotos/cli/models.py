"""`model`: which model the library uses."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import ProgressDisplay, emit
from clipphotos.cli.session import Session, add_json
from clipphotos.embedding.registry import MODELS


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    actions = commands.add_parser("model", help="the model that looks at the photos").add_subparsers(
        required=True, metavar="ACTION"
    )
    parser = actions.add_parser("list", help="models that are known by name")
    add_json(parser)
    parser.set_defaults(run=list_known)
    parser = actions.add_parser("use", help="change the model (fetched if need be) and embed the library by it")
    parser.add_argument("id", help="a known id, or open_clip:MODEL/PRETRAINED, or open_clip:MODEL/FILE.safetensors")
    add_json(parser)
    parser.set_defaults(run=use)


def list_known(session: Session) -> int:
    """Print the models that can be named."""
    document = [
        {
            "id": model.id,
            "title": model.title,
            "languages": list(model.languages),
            "download_mb": model.download_mb,
            "licence": model.licence,
        }
        for model in MODELS
    ]
    emit(document, session.json, lambda: (f"{m.id}: {m.title} ({', '.join(m.languages)}; {m.licence})" for m in MODELS))
    return 0


def use(session: Session) -> int:
    """Change the model."""
    with session.writing() as library, ProgressDisplay() as display:
        library.use_model(session.args.id)
        library.subscribe(display)
        library.start(watch=False)
        library.wait_until_done()
        name = library.model.name
    emit({"model": name}, session.json, lambda: [f"The library uses the model {name} now."])
    return 0
