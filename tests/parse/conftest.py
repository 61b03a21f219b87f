from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture
def corpus_text() -> Path:
    folder = CORPUS / "text"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not here: no folder {folder.name} in ../shared/corpus")
    return folder
