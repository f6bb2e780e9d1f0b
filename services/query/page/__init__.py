"""The page at `/`: map, time and list together, live. Static files of this package; no build step, no other hosts."""
