"""The workshop itself, with no machine around it: no clock, no network, no disk."""
