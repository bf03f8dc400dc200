"""The style sheet of the window: shapes only, every colour and size is filled in by `theme`.

Widgets say what they are with the dynamic properties `kind`, `role`, `tone` and `error`.
"""

SHEET = """
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 6px; }

QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[role="box"] { background: $card; border: 1px solid $line; border-radius: 6px; }
QFrame[role="drop"] { background: $card; border: 1px solid $edge; border-radius: 6px; }
QFrame[role="header"] { background: $card; border: 0; border-bottom: 1px solid $line; }
QFrame[role="footer"] { background: $card; border: 0; border-top: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: 0; }
QFrame[role="banner"] { border: 0; border-radius: 6px; }
QFrame[role="banner"][tone="accent"] { background: $accent_soft; }
QFrame[role="banner"][tone="caution"] { background: $caution_soft; }
QFrame[role="banner"][tone="done"] { background: $done_soft; }
QFrame[role="banner"][tone="now"] { background: $now_soft; }
QFrame[role="toast"] { background: $text; border: 0; border-radius: 8px; }
QFrame[role="toast"] QLabel { color: $card; background: transparent; }
QFrame[role="toast"] QPushButton { color: $card; background: transparent; border: 0;
  padding: 2px 6px; text-decoration: underline; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; font-size: $small; }
QLabel[role="title"] { font-size: $title; font-weight: bold; }
QLabel[role="headline"] { font-size: $headline; font-weight: bold; }
QLabel[role="section"] { font-weight: bold; }
QLabel[role="error"] { color: $accent; font-size: $small; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="done"] { color: $done; }
QLabel[tone="now"] { color: $now; }

QPushButton { background: $card; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 5px 12px; outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $now; }
QPushButton:checked { background: $now_soft; border-color: $now; color: $now; }
QPushButton:disabled { color: $muted; border-color: $line; background: $window; }
QPushButton[menu="true"] { padding-right: $arrow; }
QPushButton::menu-indicator { image: none; width: 0px; }
QPushButton[kind="primary"] { background: $accent_fill; color: $on_accent;
  border-color: $accent_fill; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
  background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:focus { border-color: $now; }
QPushButton[kind="ghost"]:checked { background: $now_soft; }
QPushButton[kind="link"] { background: transparent; border: 0; color: $now; padding: 2px;
  text-align: left; }
QPushButton[kind="link"][tone="accent"] { color: $accent; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton[kind="chip"] { padding: 3px 10px; }
QPushButton[kind="chip"][tone="done"] { background: $done_soft; border-color: $done_soft; }
QPushButton[kind="chip"][tone="caution"] { background: $caution_soft; border-color: $caution; }
QPushButton[kind="chip"][tone="accent"] { background: $accent_soft; border-color: $accent; }
QPushButton[kind="chip"][tone="now"] { background: $now_soft; border-color: $now_soft; }
QPushButton[kind="chip"]:hover { border-color: $muted; }
QPushButton[kind="chip"]:focus { border-color: $now; }
QPushButton[kind="tab"] { background: transparent; color: $muted; border: 0; border-radius: 0;
  border-bottom: 3px solid transparent; padding: 12px 14px 9px 14px; }
QPushButton[kind="tab"][tight="true"] { padding: 12px 9px 9px 9px; }
QPushButton[kind="tab"]:hover { background: $hover; color: $text; }
QPushButton[kind="tab"]:focus { background: $hover; border-bottom-color: $edge; }
QPushButton[kind="tab"]:checked { color: $accent; border-bottom-color: $accent;
  font-weight: bold; }

QAbstractScrollArea { border: 0; background: transparent; }
QAbstractScrollArea::corner { border: 0; background: transparent; }

QLineEdit, QTextEdit, QComboBox { background: $field; color: $text; border: 1px solid $edge;
  border-radius: 6px; padding: 4px 8px; selection-background-color: $now;
  selection-color: $card; }
QTextEdit { padding: 2px 4px; }
QLineEdit:focus, QTextEdit:focus, QComboBox:focus { border-color: $now; }
QLineEdit[error="true"], QTextEdit[error="true"], QComboBox[error="true"] {
  border-color: $accent; background: $accent_soft; }
QLineEdit:read-only, QTextEdit:read-only, QLineEdit:disabled, QTextEdit:disabled,
QComboBox:disabled { background: $window; border-color: $line; color: $text; }
QLineEdit[role="search"] { background: $window; border-color: $line; }
QLineEdit[role="search"]:focus { background: $field; border-color: $now; }
QLineEdit[role="plain"] { border-color: transparent; background: transparent; }
QCheckBox { spacing: 6px; }
QCheckBox::indicator { width: $check; height: $check; border: 1px solid $muted; border-radius: 4px;
  background: $field; }
QCheckBox::indicator:checked { background: $now; border-color: $now; }
QCheckBox::indicator:disabled { border-color: $edge; background: $window; }
QCheckBox::indicator:focus { border: 2px solid $now; }
QComboBox { padding-right: 0; }
QComboBox::drop-down { border: 0; width: $drop; }
QComboBox::down-arrow { image: none; }
QComboBox[role="plain"] { background: transparent; border-color: transparent; color: $muted; }
QComboBox[role="plain"]:hover { background: $hover; }
QComboBox[role="plain"]:focus { border-color: $now; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $edge;
  outline: 0; selection-background-color: $now_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { padding: 4px 8px; }

QListView, QTableView, QTreeView { background: $card; color: $text; outline: 0;
  selection-background-color: $accent_soft; selection-color: $text;
  alternate-background-color: $hover; gridline-color: $line; }
QListWidget::item { padding: 4px 6px; border-radius: 4px; }
QListWidget::item:selected, QListWidget::item:selected:!active { background: $now_soft;
  color: $text; }
QTreeView::item { padding: 3px 8px; }
QTableView::item { border-bottom: 1px solid $line; padding: 2px 6px; }
QTableView::item:selected, QTableView::item:selected:!active { background: $accent_soft;
  color: $text; }
QHeaderView { background: $card; border: 0; }
QHeaderView::section { background: $card; color: $muted; border: 0;
  border-bottom: 1px solid $line; padding: 6px 9px; text-align: left; font-size: $small; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $card; border: 0; }

QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: $bar; }
QScrollBar:horizontal { height: $bar; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: $handle; }
QScrollBar::handle:horizontal { min-width: $handle; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QMenuBar { background: $window; color: $text; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $line; }
QProgressBar { border: 0; border-radius: 4px; background: $line; text-align: center; }
QProgressBar::chunk { background: $now; border-radius: 4px; }
"""
