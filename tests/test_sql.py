import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.sql import QueryError, query, tables_of


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "a 'dataset'"
    (folder / "blocks" / "convention=CMS").mkdir(parents=True)
    pq.write_table(
        pa.table({"activity_id": ["B1", "B2"], "text": ["Count\tgriffins\nall", None]}), folder / "activities.parquet"
    )
    pq.write_table(
        pa.table({"block_id": ["b1"], "spans": [[{"start": 0}]]}), folder / "blocks" / "convention=CMS" / "part.parquet"
    )
    return folder


def test_every_table_of_a_folder_can_be_asked(folder):
    assert list(tables_of(folder)) == ["activities", "blocks"]
    answer = query(folder, "select activity_id from activities order by 1 desc")
    assert (answer.columns, answer.rows) == (("activity_id",), (("B2",), ("B1",)))
    assert query(folder, "select count(*) from blocks").rows == ((1,),)


def test_an_answer_is_text_without_stray_tabs_or_json(folder):
    answer = query(folder, "select * from activities order by 1")
    assert answer.as_text() == "activity_id\ttext\nB1\tCount griffins all\nB2\t\n"
    assert json.loads(answer.as_json())[1] == {"activity_id": "B2", "text": None}
    assert query(folder, "select spans from blocks").as_text() == 'spans\n[{"start":0}]\n'


@pytest.mark.parametrize(
    "statement",
    [
        "select * from nothing",
        "selec 1",
        "",
        "select 1; select 2",
        "copy activities to '{out}/stolen.csv'",
        "select * from read_csv('{out}/other.csv')",
        "attach '{out}/other.db'",
        "install httpfs",
        "set enable_external_access = true",
        "select * from read_parquet('https://example.org/a.parquet')",
    ],
)
def test_what_is_wrong_or_reaches_outside_is_refused(folder, tmp_path, statement):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with pytest.raises(QueryError):
        query(folder, statement.replace("{out}", str(tmp_path)))
    assert not (tmp_path / "stolen.csv").exists()


def test_a_folder_without_tables_is_named(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(QueryError, match="holds no tables"):
            query(folder, "select 1")


def test_a_column_that_is_called_as_a_word_of_sql_is_explained(dataset):
    with pytest.raises(QueryError, match=r'"group", "order", "start", "end".* in double quotes'):
        query(dataset, "select activity_id, group from activities")
    assert query(dataset, 'select activity_id, "group", "order" from activities').rows
