"""Columns of data version 6: the meeting that decided a step of 发展党员."""

STATEMENTS: tuple[str, ...] = ('ALTER TABLE "admission_step" ADD COLUMN "meeting" TEXT',)
