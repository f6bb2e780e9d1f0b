"""`deconflict redecide`: the same input under other weights or code, and how what comes of it differs.

`partition` folds decisions into who belongs with whom, `live` reads what was decided, `deciding` decides again,
`difference` compares, `sentences` reads why, `shown` prints it, `command` is the command.
"""
