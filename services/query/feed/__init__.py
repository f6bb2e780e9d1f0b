"""The incident feed: changes in the order in which they were committed, and the cursors that follow it."""
