"""Measurements of the budgets of the design, side by side: python -m tests.benchmarks."""
