import pytest

from pipeline.tag.frameworks import find_frameworks
from pipeline.tag.passage import Passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the Strategic Plan for Biodiversity 2091-2099 and its Aichi Targets",
            [("Strategic Plan for Biodiversity 2091-2099", None), ("Aichi Biodiversity Targets", None)],
        ),
        ("under Aichi Target 12,", [("Aichi Biodiversity Targets", "12")]),
        (
            "SDG 15 and the Sustainable Development Goals (SDGs)",
            [("Sustainable Development Goals", "15"), ("Sustainable Development Goals", None)],
        ),
        ("the CITES Strategic Vision: 2091-2099", [("CITES Strategic Vision 2091-2099", None)]),
        (
            "Objective 1.6 of the Strategic Vision",
            [("CITES Strategic Vision", "Objective 1.6"), ("CITES Strategic Vision", None)],
        ),
        ("the CMS-CITES Joint Work Programme 2091–2095", [("CMS-CITES Joint Work Programme 2091-2095", None)]),
        ("the Heron Action Plan and an action plan", [("Heron Action Plan", None)]),
        (
            "the Heron Action Plan for Lima and for geese the Species Action Plan for the Conservation of the Otter",
            [
                ("Heron Action Plan for Lima", None),
                ("Species Action Plan for the Conservation of the Otter", None),
            ],
        ),
        (
            "the Strategic Plan for Migratory Species 2091-2099, under strategic Goal 5",
            [
                ("Strategic Plan for Migratory Species 2091-2099", None),
                ("Strategic Plan for Migratory Species", "strategic Goal 5"),
            ],
        ),
        (
            "the CITES Strategic Vision and the Strategic Plan for Migratory Species, under strategic Goal 5",
            [
                ("CITES Strategic Vision", None),
                ("Strategic Plan for Migratory Species", None),
                ("Strategic plan that is not named", "strategic Goal 5"),
            ],
        ),
        ("under strategic Goal 5", [("Strategic plan that is not named", "strategic Goal 5")]),
        ("the 2030 Agenda", [("2030 Agenda for Sustainable Development", None)]),
        ("the 2020 Aichi Biodiversity Targets Task Force", []),
        ("los Objetivos de Desarrollo Sostenible", [("Sustainable Development Goals", None)]),
    ],
)
def test_frameworks_are_found_and_normalised(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(f.framework_id, f.part) for f in find_frameworks(Passage.of(text))] == expected
