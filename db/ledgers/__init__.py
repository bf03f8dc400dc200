"""The three lists and the activities as workbooks; old lists of an office brought in."""
