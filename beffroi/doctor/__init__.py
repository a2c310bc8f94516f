"""Says what is wrong on this machine, and what to do about it: one finding for each thing looked at."""

from beffroi.doctor.examination import Finding, State, examine

__all__ = ["Finding", "State", "examine"]
