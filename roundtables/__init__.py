"""Forum editions, their round tables and calendar."""
