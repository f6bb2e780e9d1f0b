"""What happened: triggers to frames, their sense and kind, whether and how they hold."""
