"""The Compact's own text: 23 objectives, their actions, ten guiding principles."""
