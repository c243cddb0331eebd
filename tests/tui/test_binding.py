"""Keys of a person's own: what they come to, and what is told of those that cannot be."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import finterm
from finterm import config
from finterm.config import KeyChoice
from finterm.locale import Words
from finterm.tui import actions
from finterm.tui.actions import ACTIONS, BY_NAME
from finterm.tui.binding import SCOPES, Binding, bound
from finterm.tui.widgets.bars import Status
from tests.tui.conftest import OpenApp
from tests.tui.screens import lines, text

CATALOGUES = Path(finterm.__file__).parent / "locale"


def read(**lines: str) -> Binding:
    return bound(
        [
            KeyChoice(action.replace("__", "."), tuple(keys.split()), n)
            for n, (action, keys) in enumerate(lines.items(), 2)
        ]
    )


def told(binding: Binding, language: str = "en") -> list[str]:
    return [Words(language).error(fault) for fault in binding.faults]


def write(text: str) -> None:
    path = config.folder() / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_of_ours_means_two_things_where_the_cursor_can_be(scope: str) -> None:
    here = [a for a in ACTIONS if any(a.works_in(place) for place in SCOPES[scope])]
    for one, other in itertools.combinations(here, 2):
        for first, second in itertools.product(SCOPES[scope], SCOPES[scope]):
            if one.works_in(first) and other.works_in(second):
                assert not set(one.keys_in(first)) & set(other.keys_in(second)), (one.name, other.name)


def test_a_line_gives_an_action_other_keys_everywhere_or_in_one_place() -> None:
    binding = read(pay="o", undo="u ctrl+z", budget__move="ctrl+t", list__down="J down")
    assert binding.faults == ()
    assert binding.chosen == {
        ("", "pay"): ("o",),
        ("", "undo"): ("u", "ctrl+z"),
        ("budget", "move"): ("ctrl+t",),
        ("list", "down"): ("J", "down"),
    }


def test_two_actions_may_change_places() -> None:
    assert read(pay="l", talk="p").faults == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({"pya": "o"}, "config.toml, line 2, keys.pya: there is no such action; perhaps pay?"),
        ({"xyzzy": "o"}, "config.toml, line 2, keys.xyzzy: there is no such action; the README lists them."),
        (
            {"budget__pay": "o"},
            "config.toml, line 2, keys.budget.pay: pay does nothing in budget; it does in today, loans, dues, notices.",
        ),
        ({"kitchen__pay": "o"}, "config.toml, line 2, keys.kitchen.pay: pay does nothing in kitchen"),
        ({"pay": "hyper+p"}, "config.toml, line 2, keys.pay: hyper+p is no key; write ?, L, ctrl+r"),
        ({"pay": "ctrl+m"}, "config.toml, line 2, keys.pay: in a terminal ctrl+m cannot be told from enter."),
        ({"undo": "ctrl+c"}, "config.toml, line 2, keys.undo: ctrl+c always leaves finterm"),
        ({"save": "s"}, "config.toml, line 2, keys.save: s is typed text there; take a key like ctrl+s."),
        (
            {"pay": "l"},
            "config.toml, line 2, keys.pay: l is also talk in the same place; this line is not used.",
        ),
        ({"pay": "o", "talk": "o"}, "config.toml, line 3, keys.talk: o is also pay in the same place"),
        ({"pay": "j"}, "config.toml, line 2, keys.pay: j is also down in the same place"),
        ({"dues__pay": "space"}, "config.toml, line 2, keys.dues.pay: space is also done in the same place"),
        (
            {"pay": "ctrl+w", "dues__skip": "ctrl+w"},
            "config.toml, line 3, keys.dues.skip: ctrl+w is also pay in",
        ),
        ({"lock": "ctrl+s"}, "config.toml, line 2, keys.lock: ctrl+s is also save in the same place"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence_and_not_used(lines: dict[str, str], sentence: str) -> None:
    binding = read(**lines)
    assert [told.startswith(sentence) for told in told(binding)] == [True], told(binding)
    assert len(told(binding, "zh")) == 1
    assert len(binding.chosen) == len(lines) - 1


def test_a_line_dropped_may_bring_back_a_key_that_another_line_took() -> None:
    binding = read(talk="pageup", pay="l")
    assert [fault.line for fault in binding.faults] == [2, 3] and not binding.chosen


def test_one_key_may_mean_two_things_in_two_panes() -> None:
    assert read(loans__events="ctrl+t", budget__moves="ctrl+t").faults == ()


def test_a_letter_never_takes_the_way_out_of_a_form() -> None:
    write('[keys]\nleave = "x"\n')
    binding = bound(config.read().keys)
    assert binding.faults == ()
    leave = BY_NAME["leave"]
    assert leave.keys_with(binding.chosen, "help") == ("x",)
    assert leave.keys_with(binding.chosen, "form") == ("escape",)


async def test_keys_of_ones_own_work_and_are_shown(open_app: OpenApp) -> None:
    write(
        '[keys]\npay = "o"\nhelp = "f2"\n"list.down" = "J"\nsave = "ctrl+o"\nleave = "ctrl+x"\nundo = ["U", "ctrl+z"]\n'
    )
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        assert "o pay" in lines(app)[-1] and "U undo" in lines(app)[-1] and "F2 help" in lines(app)[-1]
        first = app.pane.key
        await pilot.press("j")
        assert app.pane.key == first
        await pilot.press("J")
        assert app.pane.key != first
        await pilot.press("p")
        assert len(app.screen_stack) == 1
        await pilot.press("o")
        await pilot.pause()
        assert "^o save" in text(app) and "^x back" in text(app)
        await pilot.press("ctrl+s", "escape")
        assert len(app.screen_stack) == 2
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        before = app.book.history(1)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.book.history(1) != before
        await pilot.press("f2")
        await pilot.pause()
        assert any(line.strip("│ ").startswith("o ") and "pay" in line for line in lines(app))
        await pilot.press("ctrl+x", "ctrl+p", *"pay")
        await pilot.pause()
        assert any("Records a payment" in line and line.rstrip("│ █▁").endswith("o") for line in lines(app))


async def test_a_clash_is_told_on_the_status_line_and_ours_stay(open_app: OpenApp) -> None:
    write('[keys]\npay = "l"\n')
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        said = app.query_one(Status).sentence
        assert (
            said == "config.toml, line 2, keys.pay: l is also talk in the same place; this line is not used."
        )
        await pilot.press("2", "l")
        await pilot.pause()
        assert "Log a talk" in text(app)


@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        ("2 p", ("^s save", "esc back")),
        ("2 h", ("d delete", "u undo", "esc back")),
        ("ctrl+p", ("⏎ choose", "esc back")),
        ("question_mark", ("esc back",)),
        ("T", ("⏎ choose", "esc back")),
    ],
)
async def test_the_keys_of_what_lies_over_a_pane_are_shown(
    open_app: OpenApp, way: str, wanted: tuple[str, ...]
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*way.split())
        await pilot.pause()
        for keys in wanted:
            assert any(keys in line for line in lines(app)), keys


@pytest.mark.parametrize("folder", ["en", "zh_CN"])
def test_a_sentence_names_only_keys_of_actions_there_are(folder: str) -> None:
    text = (CATALOGUES / folder / "LC_MESSAGES" / "tui.po").read_text("utf-8")
    named = set(re.findall(r"\{key_([a-z_]+)\}", text))
    assert named and named <= set(BY_NAME)


def test_a_sentence_names_the_key_that_holds() -> None:
    actions.use({("", "undo"): ("ctrl+z",)})
    assert "^z undoes" in Words("en")("tui.undo_hint", what="", **actions.keys_said("loans"))
