from pathlib import Path

import pytest

from pipeline.datafiles import DataFileError
from pipeline.tag import bodies
from pipeline.tag.meetings.authority import body_of


@pytest.mark.parametrize("row", ["treaty: Herons", "kind: Colony"])
def test_a_body_of_a_treaty_or_kind_that_is_not_there_is_an_error(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bodies.yml").write_text(
        f"treaties: []\nkinds: []\nbodies: [{{id: HeronClub, codes: [], meeting: 'HC{{n}}', {row}}}]\n"
    )
    monkeypatch.setattr(bodies, "REFERENCES", tmp_path)
    with pytest.raises(DataFileError, match="HeronClub names a treaty or a kind that is not there"):
        bodies.load_bodies.__wrapped__()


@pytest.mark.parametrize("meeting_id", ["Herons-9", "CITES-SC", "CITES"])
def test_an_id_that_no_body_gives_its_meetings_is_of_none(meeting_id: str) -> None:
    assert body_of(meeting_id) is None
