//! Servers that misbehave on demand, on loopback.

#[cfg(target_os = "linux")]
pub mod desktop;
pub mod canary;
