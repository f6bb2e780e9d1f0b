"""The analyst's room: reviews that are submitted, what became of them, and the links that await one.

`instruction` says what may be posted, `submitting` appends it, `reading` and `suggestions` tell what the record holds.
"""
