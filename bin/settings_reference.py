"""Write docs/settings.md: every setting that the program reads from its environment, as it stands
in kerjasama/settings.py, in the words of kerjasama/told_settings.py.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = PROJECT / "kerjasama" / "settings.py"
REFERENCE = PROJECT / "docs" / "settings.md"
KINDS = {"int": "number", "bool": "0 or 1", "list": "parted by commas", "json": "JSON"}
HEAD = """# Settings

Every setting is a variable of the environment. `bin/settings_reference.py` writes this page from
the code; the last column is what holds where none is given. `bin/start` sets what a pilot needs by
itself.
"""


@dataclass(frozen=True)
class Setting:
    """One variable as the code reads it."""

    name: str
    kind: str
    default: str


def read_settings(source: str) -> dict[str, Setting]:
    """Those that are read by `env(…)`, in the order of the file."""
    found = {}
    for call in _calls(ast.parse(source)):
        name = call.args[0].value
        how = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        default = call.args[1] if len(call.args) > 1 else None
        for word in call.keywords:
            if word.arg == "default":
                default = word.value
        found.setdefault(name, Setting(name, KINDS.get(how, ""), _shown(default)))
    return found


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        owner = function.value if isinstance(function, ast.Attribute) else function
        is_env = isinstance(owner, ast.Name) and owner.id == "env"
        if is_env and isinstance(node.args[0], ast.Constant):
            yield node


def _shown(default: ast.expr | None) -> str:
    if default is None:
        return ""
    if isinstance(default, ast.Constant):
        return "" if default.value in ("", None) else _plain(default)
    if isinstance(default, ast.List):
        return ", ".join(_shown(item) for item in default.elts)
    return f"`{ast.unparse(default)}`"


def _plain(default: ast.Constant) -> str:
    if isinstance(default.value, bool):
        return "1" if default.value else "0"
    return f"`{default.value}`"


def write_reference() -> str:
    """The page."""
    sys.path.insert(0, str(PROJECT))
    from kerjasama.told_settings import ELSE, OUTSIDE, TOLD

    read = read_settings(SETTINGS.read_text())
    lines = [HEAD]
    for title, told in TOLD.items():
        lines += [f"## {title}\n", "| variable | meaning | value | if none |", "|---|---|---|---|"]
        for name, words in told.items():
            one = read.get(name) or Setting(name, *OUTSIDE[name])
            lines.append(f"| `{name}` | {words} | {one.kind} | {ELSE.get(name, one.default)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    REFERENCE.write_text(write_reference())
