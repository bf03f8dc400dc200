"""Scoring of a branch's year by a scheme: pure functions; all points are hundredths (150 = 1.5 分).

``model`` says what a scheme and a sheet are, ``evidence`` what is known of a year, ``sources`` what
an item counts of it, ``formulas`` how points come of that, ``sheet`` how the total comes of points.
"""
