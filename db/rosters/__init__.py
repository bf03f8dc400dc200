"""Roster files of an office: read into a preview, compared, brought in as one step, written out."""
