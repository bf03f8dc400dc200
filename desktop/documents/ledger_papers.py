"""The papers of the ledgers: the two that every ledger has, and those that one has for itself."""

from functools import partial

from db.spec import RecordSpec
from db.systems import LEDGERS
from desktop.documents import approval, conduct, focus, ledger, numbers, regulation_book
from desktop.documents.document import Document

_OWN = (
    Document(
        "pledge-letter", "党员承诺书", ("pledge",), (), conduct.collect_pledge, conduct.render
    ),
    Document(
        "supervision-circular",
        "督查通报",
        ("supervision",),
        (),
        conduct.collect_circular,
        conduct.render,
    ),
    Document(
        "numbers",
        "工作数字统计表",
        ("frozen_numbers",),
        (),
        numbers.collect,
        numbers.render,
        yearly=True,
    ),
    Document(
        "frozen-numbers",
        "数字定稿",
        ("frozen_numbers",),
        (),
        numbers.collect_frozen,
        numbers.render,
    ),
    Document("approval-form", "三级审批单", ("approval",), (), approval.collect, approval.render),
    *(
        Document(
            f"{name.replace('_', '-')}-card",
            card.title,
            (name,),
            (),
            partial(focus.collect_card, kind=name),
            focus.render_card,
        )
        for name, card in focus.CARDS.items()
    ),
)

_OF_YEAR = (
    Document(
        "regulation-book",
        "制度汇编（合订本）",
        ("regulation",),
        (),
        regulation_book.collect,
        regulation_book.render,
        yearly=True,
    ),
    Document(
        "pledge-review",
        "践诺评议表",
        ("pledge",),
        (),
        conduct.collect_review,
        conduct.render_review,
        landscape=True,
        yearly=True,
    ),
    Document(
        "service-totals",
        "六项工程成效汇总表",
        ("service_activity",),
        (),
        focus.collect_totals,
        focus.render_totals,
        landscape=True,
        yearly=True,
    ),
)


def of_ledger(kind: RecordSpec) -> tuple[Document, ...]:
    """Declare the papers that every ledger has: the table of a year and the sheet of a record."""
    name = kind.name.replace("_", "-")
    return (
        Document(
            f"{name}-ledger",
            ledger.table_title(kind),
            (kind.name,),
            (),
            partial(ledger.collect, kind),
            ledger.render,
            landscape=True,
            yearly=True,
        ),
        Document(
            name,
            ledger.entry_title(kind),
            (kind.name,),
            (),
            partial(ledger.collect_entry, kind),
            ledger.render_entry,
        ),
    )


LEDGER_PAPERS: tuple[Document, ...] = (
    *_OWN,
    *(paper for kind in LEDGERS for paper in of_ledger(kind)),
    *_OF_YEAR,
)
