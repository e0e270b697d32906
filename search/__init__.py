"""One search over everything public: an index of what each publication said, and what is asked of it."""
