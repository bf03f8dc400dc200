"""The record type of a scheme of assessment (考核方案): the copy that a data file keeps.

The scheme itself is text (TOML, read by ``db.schemes``), as in ``resources/schemes``. A version
that an assessment was made by never changes: what differs is a new version.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import IntegerField, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class Scheme(Record):
    """One version of a scheme, of a branch or for all branches of a general branch.

    It holds from ``year_from`` until a later one begins; ``code`` and ``version`` tell the
    versions of one scheme apart.
    """

    organisation = ReferenceField(Organisation, "党组织", required=True)
    code = TextField("代号", required=True)
    title = TextField("名称", required=True)
    year_from = IntegerField("从哪一年起用", required=True)
    version = IntegerField("版本", required=True, default=1)
    text = TextField("方案", required=True, long=True)
    note = TextField("说明", long=True, help_text="依据哪个文件，这一版改了什么")

    class Meta:
        indexes = ((("organisation", "year_from"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year_from"] is not None and not 1921 <= tree["year_from"] <= 2100:
        errors["year_from"] = "年度请写四位数字，如2026。"
    if tree["version"] is not None and tree["version"] < 1:
        errors["version"] = "版本从1算起。"
    return errors


def heading(tree: Tree) -> str:
    """Return 党支部年度考核办法 第2版（2026年起）."""
    return f"{tree['title']} 第{tree['version'] or ''}版（{tree['year_from'] or ''}年起）"


SCHEME = RecordSpec(
    name="scheme",
    title="考核方案",
    model=Scheme,
    columns=(
        Column("year_from"),
        Column("version"),
        Column("title", stretch=True),
        Column("note"),
    ),
    sections=(
        Section("方案", ("title", "code", "year_from", "version", "note")),
        Section("内容", ("text",)),
    ),
    heading=heading,
    check=_check,
    order=("year_from", "code", "version"),
)

MODELS = (Scheme,)
