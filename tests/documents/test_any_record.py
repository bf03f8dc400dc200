"""Whatever a record holds, its papers print or are refused in one sentence."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refused
from db.records import spec
from desktop.documents import DOCUMENTS
from desktop.documents.context import PaperContext
from tests.samples import World, trees

WORLD = World("50cecdd6-f783-5286-bc39-283af19b2e79", "95ed29b0", "afd8b773")
CONTEXT = PaperContext("中共示范局第一支部委员会", "一支部", today="2026-11-24")
# The papers of ledgers are alike: those of two stand for all, `test_ledger` prints each once.
PAPERS = [
    each
    for each in DOCUMENTS
    if spec(each.record_types[0]).ledger is None or "lecture" in each.name or "honour" in each.name
]


@pytest.mark.parametrize("document", PAPERS, ids=lambda each: each.name)
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_prints_or_is_refused(
    document: Any, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kind = spec(document.record_types[0])
    record = data.draw(trees(kind, WORLD))
    if not document.suits(kind.name, record.get("kind")):
        return
    path = Path(tmp_path_factory.getbasetemp()) / f"{document.name}.pdf"
    path.unlink(missing_ok=True)
    try:
        sheet = document.collect([record] if document.of_many else record, CONTEXT)
        document.render(sheet, path)
    except Refused:
        assert not path.exists()
    else:
        assert path.read_bytes().startswith(b"%PDF")
