"""Another generation beside the one that is served: folded by the projector's own loop, then swapped in.

`building` folds it, `differences` says what it serves otherwise, `swap` is the transaction that makes it the live one,
`schemas` makes and drops what has no reader, `rebuild` is the whole way.
"""
