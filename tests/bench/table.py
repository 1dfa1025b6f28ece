"""The table: figure, target, recorded, now, and a mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .figures import Figure, Measured

FELL, SLOWER, GONE, MISSED, NEW = "FELL", "slower", "GONE", "missed", "new"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    target: str
    recorded: str
    now: str
    mark: str
    also: str


@dataclass
class Table:
    """The rows, and what to say beneath them."""

    rows: list[Row] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)
    """Quality figures that are worse than recorded, or recorded and no longer measured: these fail."""
    slower: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The table as printed."""
        head = Row("figure", "target", "recorded", "now", "", "")
        wide = max(len(r.name) for r in (head, *self.rows))
        lines = [_line(r, wide) for r in (head, *self.rows)]
        lines += ["", *self.notes] if self.notes else []
        lines += ["", _listed("missed their target (shown, and fails nothing)", self.missed)]
        lines += (
            [_listed("slower or bigger than recorded (fails nothing)", self.slower)] if self.slower else []
        )
        lines.append(_listed("worse than recorded", self.fallen))
        return "\n".join(lines)


def _line(row: Row, wide: int) -> str:
    cells = f"{row.name:{wide}}  {row.target:>8}  {row.recorded:>8}  {row.now:>8}  {row.mark:12}  {row.also}"
    return cells.rstrip()


def _listed(what: str, names: list[str]) -> str:
    return f"{len(names)} {what}" + (f": {', '.join(names)}" if names else "")


def number(value: float, unit: str = "") -> str:
    """A figure's value as shown."""
    if unit == "n":
        return f"{value:.0f}"
    if unit:
        return f"{value:.2f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    return f"{value:.3f}"


def table(
    measured: Measured, recorded: dict[str, Figure], sections: Iterable[str], *, quick: bool = False
) -> Table:
    """What the sections that ran found, beside what was recorded of them.

    A recorded figure that none of them measured counts as fallen, unless a section says why it is absent.
    """
    out = Table()
    now = {f.name: f for f in measured.figures}
    ran = tuple(f"{s}/" for s in sections)
    lost = [
        f
        for f in recorded.values()
        if f.name not in now
        and f.name.startswith(ran)
        and not (quick and f.kind == "timing")
        and not _why(f.name, measured.absent)
    ]
    for figure in now.values():
        if not figure.under:
            _measured_row(out, figure, [f for f in now.values() if f.under == figure.name], recorded)
    for prefix, why in measured.absent.items():
        kept = [f for n, f in recorded.items() if n.startswith(prefix) and not f.under]
        out.rows += [Row(f.name, _target(f), number(f.value, f.unit), "-", why, "") for f in kept]
        if not kept and why:
            out.notes.append(f"{prefix.rstrip('/')}: {why}")
    for figure in lost:
        out.rows.append(Row(figure.name, _target(figure), number(figure.value, figure.unit), "-", GONE, ""))
        out.fallen.append(figure.name)
    return out


def _why(name: str, absent: dict[str, str]) -> bool:
    return any(name.startswith(prefix) for prefix in absent)


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign = {"higher": "≥", "lower": "≤", "zero": "±"}[figure.better]
    return sign + number(figure.target, figure.unit)


def _measured_row(out: Table, figure: Figure, beside: list[Figure], recorded: dict[str, Figure]) -> None:
    before = recorded.get(figure.name)
    mark = _mark(out, figure, before)
    also = [figure.note] if figure.note else []
    for one in beside:
        was, said = recorded.get(one.name), f"{one.label} {number(one.value, one.unit)}"
        shown = _mark(out, one, was).removesuffix(NEW).rstrip(", ")
        if was is not None and (FELL in shown or SLOWER in shown):
            said += f" (recorded {number(was.value, one.unit)})"
        also.append(f"{said} {shown}".rstrip())
    out.rows.append(
        Row(
            figure.name,
            _target(figure),
            number(before.value, before.unit) if before else "-",
            number(figure.value, figure.unit),
            mark,
            ", ".join(also),
        )
    )


def _mark(out: Table, figure: Figure, before: Figure | None) -> str:
    marks = []
    if figure.missed:
        marks.append(MISSED)
        out.missed.append(figure.name)
    if before is None:
        marks.append(NEW)
    elif figure.fell(before.value):
        quality = figure.kind == "quality"
        marks.append(FELL if quality else SLOWER)
        (out.fallen if quality else out.slower).append(figure.name)
    return ", ".join(marks)
