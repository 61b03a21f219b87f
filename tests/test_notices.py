"""Each notice of a `notices.yml` is given somewhere, with what its message leaves open, and none that it lacks is."""

from __future__ import annotations

import ast
import re
from functools import cache
from string import Formatter

import pytest

from pipeline.notices import messages
from tests.conftest import ROOT

GIVEN = {"parse": ("notice", "self._report"), "split": ("notices.add", "notices.add_of")}
"""How the calls end that give a notice, by stage."""


@cache
def nodes(stage: str) -> list[ast.AST]:
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "pipeline" / stage).rglob("*.py")]
    return [node for tree in trees for node in ast.walk(tree)]


@cache
def names(stage: str) -> list[tuple[ast.expr, set[str | None]]]:
    """Return how each call names its notice, and what it fills in."""
    calls = [
        node
        for node in nodes(stage)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(GIVEN[stage]) and node.args
    ]
    return [
        (call.args[ast.unparse(call.func).endswith("add_of")], {word.arg for word in call.keywords}) for call in calls
    ]


def pattern_of(name: ast.expr) -> str:
    """Return what matches a name that is put together from a rule and its case."""
    parts = name.values if isinstance(name, ast.JoinedStr) else [name]
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in parts)


@pytest.mark.parametrize(("stage", "name"), [(stage, name) for stage in GIVEN for name in messages(stage)])
def test_a_notice_is_given_with_what_its_message_leaves_open(stage: str, name: str) -> None:
    level, message = messages(stage)[name]
    left_open = {field for _, field, _, _ in Formatter().parse(message) if field}
    words = {node.value for node in nodes(stage) if isinstance(node, ast.Constant)}
    assert level in ("info", "warning", "error")
    assert name in words or any(
        isinstance(each, ast.JoinedStr) and re.fullmatch(pattern_of(each), name) for each, _ in names(stage)
    )
    assert any(left_open <= filled for each, filled in names(stage) if re.fullmatch(pattern_of(each), name))


@pytest.mark.parametrize("stage", GIVEN)
def test_no_notice_is_given_that_has_no_message(stage: str) -> None:
    assert {name.value for name, _ in names(stage) if isinstance(name, ast.Constant)} <= messages(stage).keys()
