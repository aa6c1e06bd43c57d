"""The entry point: every verb by name, and what becomes of errors.

To add a verb: a file of its own with `run(...) -> int` (the exit code), and a thin wrapper here that hands on
the options.  Nothing heavy may be imported at the top of this file: `--help` answers in under 0.3 s.

Exit codes: 0 done, 1 a finding, 2 bad input or usage, 70 our own mistake, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Annotated, cast

import typer

from transferwatch.cli import options
from transferwatch.errors import InternalError, TransferwatchError

INTERRUPTED = 130

# Rich help would cost another 0.1 s.
app = typer.Typer(
    name="transferwatch",
    help="A sourced, contestable record of third-country transfers of migrants between states.",
    epilog="Example:  transferwatch read report.html",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"transferwatch {version('transferwatch')}")
        raise typer.Exit


@app.callback()
def _all(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


@app.command(epilog="Example:  transferwatch read report.html --published 2025-05-05 --json")
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files or folders; - is standard input.")],
    published: options.Published = None,
    codebook: options.Codebook = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line and file, in the order given.")] = False,
) -> None:
    """Say what documents say: the coded reading, with the words that it rests on.

    Keeps nothing.  What is known of FILE from elsewhere is taken from FILE.meta.json.
    """
    _call("read", paths=files, published=published, codebook=codebook, as_json=as_json)


@app.command(epilog="Example:  transferwatch add reports/ --data ./transferwatch-data")
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders.")],
    data: options.Data = options.DEFAULT_DATA,
    published: options.Published = None,
    as_json: options.AsJson = False,
) -> None:
    """Put documents on the record: keep their bytes, read them, settle what they say."""
    _call("add", paths=paths, data=data, published=published, as_json=as_json)


@app.command(epilog="Example:  transferwatch brief US-RW --true-on 2025-06-01")
def brief(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="Sending and receiving state: US-RW.")],
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say where the arrangement between two states stands, every value with the words it rests on."""
    written = options.chosen_format(format, as_json)
    _call("brief", pair=pair, data=data, true_on=true_on, known_on=known_on, format=written)


@app.command(epilog="Example:  transferwatch timeline US-RW --format md")
def timeline(
    pair: Annotated[str | None, typer.Argument(metavar="[PAIR]", help="Sending and receiving state; all, if left out.")] = None,
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say what happened, in order."""
    written = options.chosen_format(format, as_json)
    _call("timeline", pair=pair, data=data, true_on=true_on, known_on=known_on, format=written)


@app.command(epilog="Example:  transferwatch changes --since 2025-05-01 --until 2025-05-31")
def changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="What became known on that day or later.")],
    pair: Annotated[str | None, typer.Argument(metavar="[PAIR]", help="Sending and receiving state; all, if left out.")] = None,
    data: options.Data = options.DEFAULT_DATA,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="And not after that day.")] = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say what changed on record, day by day, and which document changed it."""
    written = options.chosen_format(format, as_json)
    _call("changes", pair=pair, data=data, since=since, until=until, format=written)


@app.command(epilog="Example:  transferwatch gaps US-RW")
def gaps(
    pair: Annotated[str | None, typer.Argument(metavar="[PAIR]", help="Sending and receiving state; all, if left out.")] = None,
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say what is unknown, contested, resting on one origin, or stale."""
    written = options.chosen_format(format, as_json)
    _call("gaps", pair=pair, data=data, true_on=true_on, known_on=known_on, format=written)


@app.command(epilog="Example:  transferwatch counts US-SZ --true-on 2025-12-31")
def counts(
    pair: Annotated[str | None, typer.Argument(metavar="[PAIR]", help="Sending and receiving state; all, if left out.")] = None,
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say how many people were to be moved, were moved, stopped, sent on and brought back, with bounds."""
    written = options.chosen_format(format, as_json)
    _call("counts", pair=pair, data=data, true_on=true_on, known_on=known_on, format=written)


@app.command(epilog="Example:  transferwatch why US-RW stage")
def why(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="Sending and receiving state: US-RW.")],
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="stage, kind, cap, payments, nationalities, excludes, conditions, transfers or courts.",
        ),
    ] = "stage",
    *,
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say what a value rests on: the words, on whose word, on how many origins, and who denies it."""
    written = options.chosen_format(format, as_json)
    _call("why", pair=pair, field=field, data=data, true_on=true_on, known_on=known_on, format=written)


@app.command("list", epilog="Example:  transferwatch list --format json")
def list_(
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """List every arrangement on the record, with its stage and how well it is borne out."""
    written = options.chosen_format(format, as_json)
    _call("listing", data=data, true_on=true_on, known_on=known_on, format=written)


@app.command(epilog="Example:  transferwatch find refoulement Kigali")
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that a document must all have.")],
    data: options.Data = options.DEFAULT_DATA,
    known_on: options.KnownOn = None,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Find documents on record by their words."""
    _call("find", words=words, data=data, known_on=known_on, format=options.chosen_format(format, as_json))


@app.command(epilog='Example:  transferwatch withdraw 3fa9c1d2 --by "A. Monitor" --reason "retracted by its paper"')
def withdraw(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its SHA-256 (six signs or more), file or address.")],
    data: options.Data = options.DEFAULT_DATA,
    by: options.By = None,
    reason: options.Reason = None,
    restore: Annotated[bool, typer.Option("--restore", help="Let a withdrawn document count again.")] = False,
    *,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Say what falls, weakens and stands without a document; with --by and --reason, withdraw it."""
    written = options.chosen_format(format, as_json)
    _call("withdraw", document=document, data=data, by=by, reason=reason, restore=restore, format=written)


@app.command(
    epilog='Example:  transferwatch decide correct 9d0c11aa72fe --set modality=planned --by "A. Monitor" --reason "will sign"'
)
def decide(
    verb: Annotated[
        str,
        typer.Argument(metavar="VERB", help="accept, reject, correct, same or different; of a name: release or withhold."),
    ],
    things: Annotated[list[str], typer.Argument(metavar="ITEM", help="Ids of `review export`, one or two; or a name.")],
    data: options.Data = options.DEFAULT_DATA,
    by: options.By = None,
    reason: options.Reason = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What a corrected item is to say.")
    ] = None,
) -> None:
    """Decide on an item or a name, signed and with a reason; it holds through every later reading."""
    _call("decide", verb=verb, things=things, data=data, by=by, reason=reason, changes=changes or [])


@app.command(epilog="Example:  transferwatch corrections --format md")
def corrections(
    data: options.Data = options.DEFAULT_DATA,
    format: options.AsFormat = None,
    as_json: options.AsJson = False,
) -> None:
    """Print the log of what people decided, with who, when and why."""
    _call("corrections", data=data, format=options.chosen_format(format, as_json))


review = typer.Typer(help="Check what was read: export it as a sheet, and import the sheet as decisions.", no_args_is_help=True)
app.add_typer(review, name="review")


@review.command("export", epilog="Example:  transferwatch review export review.xlsx --pair US-RW")
def review_export(
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="A file to write: .csv or .xlsx.")],
    data: options.Data = options.DEFAULT_DATA,
    pair: Annotated[str | None, typer.Option("--pair", metavar="PAIR", help="Only documents that bear on it.")] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Show withheld names, to decide on them: keep such a sheet safe.")
    ] = False,
) -> None:
    """Write every item with its words as a row; names of private people are left out unless asked for."""
    _call("review", "run_export", sheet=sheet, data=data, pair=pair, names=names)


@review.command("import", epilog='Example:  transferwatch review import review.xlsx --by "A. Monitor" --reason "checked"')
def review_import(
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="A sheet that `review export` wrote, edited.")],
    data: options.Data = options.DEFAULT_DATA,
    by: options.By = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="For rows that give none.")] = None,
    as_json: options.AsJson = False,
) -> None:
    """Take an edited sheet as decisions: all of it, or nothing where a row makes no sense."""
    _call("review", "run_import", sheet=sheet, data=data, by=by, reason=reason, as_json=as_json)


@app.command(epilog="Example:  transferwatch verify --json")
def verify(
    data: options.Data = options.DEFAULT_DATA,
    head: Annotated[
        str | None, typer.Option("--head", metavar="SIZE@HASH", help="A tree head of before: has the ledger only grown since?")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Verify that nothing kept was altered or lost, and that every span holds its words."""
    _call("verify", data=data, head=head, as_json=as_json)


@app.command(epilog="Example:  transferwatch export US-RW us-rw-2026-02 --time-stamp https://authority.example/tsr")
def export(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="Sending and receiving state: US-RW.")],
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder to make.")],
    data: options.Data = options.DEFAULT_DATA,
    true_on: options.TrueOn = None,
    known_on: options.KnownOn = None,
    time_stamp: Annotated[
        str | None,
        typer.Option(
            "--time-stamp",
            metavar="URL",
            envvar="TRANSFERWATCH_TIME_STAMP",
            help="An authority (RFC 3161) that is sent the hash of the ledger, and nothing else, to be stamped.",
        ),
    ] = None,
) -> None:
    """Hand over the evidence of a pair: a BagIt bag with originals, readings, values and proofs, that checks itself."""
    _call("export", pair=pair, folder=folder, data=data, true_on=true_on, known_on=known_on, time_stamp=time_stamp)


@app.command(epilog="Example:  transferwatch reread --json")
def reread(data: options.Data = options.DEFAULT_DATA, as_json: options.AsJson = False) -> None:
    """Read every document on record again, as after a new version; older readings are kept, and decisions hold."""
    _call("reread", data=data, as_json=as_json)


@app.command(epilog="Example:  transferwatch rebuild")
def rebuild(data: options.Data = options.DEFAULT_DATA) -> None:
    """Derive the record anew from its readings and decisions, as after a change of the codebook."""
    _call("rebuild", data=data)


@app.command(epilog="Example:  transferwatch agree by-hand.jsonl by-program.jsonl --json")
def agree(
    left: Annotated[str, typer.Argument(metavar="A", help="Readings, one a line; - is standard input.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Readings of the same documents.")],
    as_json: options.AsJson = False,
) -> None:
    """Say how far two sets of readings agree, field by field, and list every difference.

    For two people, a person and the program, or two versions of it.  A line is what `read --json` prints, or a coding
    by hand: {"id": ..., "arrangements": [...], ...} with the words of the evidence, found in the other side's.
    """
    _call("agree", left=left, right=right, as_json=as_json)


@app.command(epilog="Example:  transferwatch schema reading > reading.schema.json")
def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to describe: reading.")],
) -> None:
    """Print the JSON Schema of what `read --json` prints."""
    _call("schema", name=name)


def _call(verb: str, step: str = "run", /, **given: object) -> None:
    """Import the verb, run it, and leave with its exit code."""
    run = cast(Callable[..., int], getattr(import_module(f"transferwatch.cli.{verb}"), step))
    try:
        code = run(**given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough (`| head`): nothing more to say, not even when the stream is closed.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    raise typer.Exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no error leaves as a traceback."""
    # A command makes much and drops little: looking for garbage all the time would cost it a tenth.
    gc.set_threshold(100_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(args=arguments, prog_name="transferwatch")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except TransferwatchError as error:
        return _report(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        mistake = InternalError(
            f"a mistake of ours, {type(error).__name__} ({' '.join(str(error).split())[:200]})",
            remedy="Please report it, with the trace that TRANSFERWATCH_DEBUG=1 makes the same command print",
        )
        mistake.__cause__ = error
        return _report(mistake)
    return 0


def _report(error: TransferwatchError) -> int:
    if os.environ.get("TRANSFERWATCH_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    from transferwatch.cli.output import complain

    complain(error)
    return error.exit_code
