"""``gazette-repair tables``: the tables of a text as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from repair.commands import PATH

if TYPE_CHECKING:
    from repair.tables.output import Table

FORMS = ("csv", "markdown", "jsonl")


@click.command(
    epilog="""\b
Examples:
  gazette-repair tables gazette.txt -o tables/         one CSV a table, and index.csv
  gazette-repair tables out/linzi.clean.txt -o tables/ of a text that is clean already
  gazette-repair tables scans/ -o tables/ --form jsonl
  gazette-repair tables gazette.txt                    only list them

\b
The CSV files have a byte order mark, so that spreadsheets read the hanzi; a cell that
begins with = + - @ gets an apostrophe, so that none becomes a formula. Roles of rosters
stand in every row."""
)
@click.argument("inputs", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="Folder for the tables.")
@click.option("--form", type=click.Choice(FORMS), default="csv", show_default=True)
@click.option("--fill-merged", is_flag=True, help="Fill merged cells down.")
@click.option("--as-is", is_flag=True, help="Take the text as it stands, without repairing it.")
def command(
    inputs: tuple[Path, ...], output: Path | None, form: str, fill_merged: bool, as_is: bool
) -> None:
    """Write every table, roster and list of the INPUTS as a file, with an index."""
    from repair.inputs import gather, targets

    files, errors = gather(inputs)
    if errors:
        raise errors[0]
    names = targets(files, output or Path())
    index: list[tuple[str, ...]] = []
    for path, _ in files:
        tables = _tables(path, fill_merged, as_is)
        if output is None:
            for number, table in enumerate(tables, 1):
                click.echo(f"{path.name}  {number:>2}  {_described(table)}")
            continue
        index += _written(path, names[path], tables, form, output)
    if output is not None:
        _write_index(output, index)
        click.echo(f"{len(index)} tables from {len(files)} files → {output}", err=True)


def _tables(path: Path, fill: bool, as_is: bool) -> tuple[Table, ...]:
    from repair.context import Context
    from repair.files import repair_file
    from repair.newlines import to_lf
    from repair.options import Options
    from repair.tables.output import tables_of

    options = Options(select=("TB001", "TB002") if as_is else (), to="text")
    text = repair_file(path, options).text
    return tables_of(Context(to_lf(text).apply(text)), fill=fill)


def _described(table: Table) -> str:
    columns = max((len(row) for row in table.rows), default=0)
    return f"line {table.line}: {table.kind}, {len(table.rows)} × {columns}  {table.title}"


def _written(
    path: Path, target: Path, tables: tuple[Table, ...], form: str, output: Path
) -> list[tuple[str, ...]]:
    import json

    from repair.source import write_atomic
    from repair.tables.output import to_csv, to_markdown

    rows: list[tuple[str, ...]] = []
    suffix = {"csv": ".csv", "markdown": ".md"}.get(form, ".tables.jsonl")
    if form == "jsonl" and tables:
        lines = (json.dumps(table.as_dict(), ensure_ascii=False) + "\n" for table in tables)
        write_atomic(target.with_name(target.name + suffix), "".join(lines).encode())
    for number, table in enumerate(tables, 1):
        file = target.with_name(f"{target.name}.{number:02d}{suffix}")
        if form == "csv":
            write_atomic(file, to_csv(table))
        elif form == "markdown":
            write_atomic(file, to_markdown(table).encode())
        else:
            file = target.with_name(target.name + suffix)
        columns = max((len(row) for row in table.rows), default=0)
        rows.append(
            (
                file.relative_to(output).as_posix(),
                path.name,
                str(table.line),
                table.kind,
                table.title,
                str(len(table.rows)),
                str(columns),
            )
        )
    return rows


def _write_index(output: Path, index: list[tuple[str, ...]]) -> None:
    from repair.source import write_atomic
    from repair.tables.output import Table, to_csv

    header = ("file", "source", "line", "kind", "title", "rows", "columns")
    table = Table("table", "", header, tuple(index), 1, 0, 0)
    write_atomic(output / "index.csv", to_csv(table))
