"""Each notice of `notices.yml` is given somewhere, with what its message leaves open, and none that it lacks is."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from pipeline.split.notices import messages
from tests.conftest import ROOT

TREES = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "pipeline" / "split").rglob("*.py")]
NODES = [node for tree in TREES for node in ast.walk(tree)]
CALLS = [
    node
    for node in NODES
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("notices.add", "notices.add_of"))
]
NAMES = [(call.args[ast.unparse(call.func).endswith("add_of")], {word.arg for word in call.keywords}) for call in CALLS]
"""How each call names its notice, and what it fills in."""
WORDS = {node.value for node in NODES if isinstance(node, ast.Constant)}


def pattern_of(name: ast.expr) -> str:
    """Return what matches a name that is put together from a rule and its case."""
    parts = name.values if isinstance(name, ast.JoinedStr) else [name]
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in parts)


@pytest.mark.parametrize("name", messages())
def test_a_notice_is_given_with_what_its_message_leaves_open(name: str) -> None:
    level, message = messages()[name]
    left_open = {field for _, field, _, _ in Formatter().parse(message) if field}
    assert level in ("info", "warning")
    assert name in WORDS or any(
        isinstance(each, ast.JoinedStr) and re.fullmatch(pattern_of(each), name) for each, _ in NAMES
    )
    assert any(left_open <= filled for each, filled in NAMES if re.fullmatch(pattern_of(each), name))


def test_no_notice_is_given_that_has_no_message() -> None:
    assert {name.value for name, _ in NAMES if isinstance(name, ast.Constant)} <= messages().keys()
