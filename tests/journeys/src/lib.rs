//! Owners' journeys over real parts, without a window.
