"""The life of a process: settings, start checks, the loop, its watchdog, its log lines and its health."""
