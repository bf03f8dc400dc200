"""The copy-out desk (抄报台): typing a record into a platform field by field, marking it done."""
