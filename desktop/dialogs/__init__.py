"""Dialogs that are no page: each shows one thing and goes away."""
