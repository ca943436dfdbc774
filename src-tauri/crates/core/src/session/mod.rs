//! One computer's signed-in state at one connection. See `README.md` beside this file for the diagram.

mod effect;
mod event;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use effect::Effect;
pub use event::SessionEvent;
pub use state::{CameFrom, EndReason, Reset, Session};
pub use transition::transition;
