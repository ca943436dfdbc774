//! The desktop companion that camera owners trust.
