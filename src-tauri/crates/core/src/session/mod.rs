//! One computer's signed-in state at one connection. See `README.md` beside this file for the diagram.

mod state;

pub use state::{CameFrom, EndReason, Reset, Session};
