"""What keeps a process going: signals, order, the leader, limits, switches, metrics."""
