"""The moderation desk: queue, record, decision."""
