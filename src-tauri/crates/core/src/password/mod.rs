//! Choosing a password: what is said while it is typed, and what is refused.
//!
//! - [`own_words`]: what somebody who knows the owner would try first
//! - [`advice`]: how strong it is, and what would help; no sentences, no rules about kinds of characters (NIST SP 800-63B
//!   §3.1.1.2)
//! - [`breach`]: whether it is in a list of passwords that have leaked, asked without giving it away
//! - [`suggestion`]: one that chance makes, where the owner asks for it
//!
//! A weak password is advised against. Refused, with the reason, is only what somebody who guesses tries first anyway, and
//! what has leaked.

pub mod advice;
pub mod breach;
pub mod own_words;
pub mod suggestion;

pub use advice::{Objection, PasswordAdvice, PasswordHint, Strength, advise};
pub use own_words::OwnWords;
pub use suggestion::{SuggestedPassphrase, suggest};
