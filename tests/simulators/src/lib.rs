//! Servers that misbehave on demand, on loopback.
