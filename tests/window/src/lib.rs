//! The real program in a real window: tests, the tour, screenshots and benchmarks.
