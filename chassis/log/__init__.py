"""The log: ordered, durable, partitioned records. `port` is the contract; `kafka` and `memory` keep it."""
