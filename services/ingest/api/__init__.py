"""The edge where reports come in: each is validated, named and appended durably, or refused by field.

`submission` says what may be posted, `addresses` names reports, `record` makes the record, `intake` appends it.
"""
