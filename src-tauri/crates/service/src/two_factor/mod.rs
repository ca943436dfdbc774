//! Two-factor sign-in: after the password, a code of the owner's authenticator (RFC 6238) a recovery
//! code, or the recovery key.
//!
//! - [`enrolment`]: turning it on, and moving to another authenticator
//! - [`changing`]: turning it off, new recovery codes, and what it is now
//! - [`second_factor`]: one try, and what wrong ones come to
//! - [`one_time_code`], [`recovery_code`]: the codes themselves
//! - [`recovery_key`]: what helps when both are lost; [`new_recovery_key`]: another one, when somebody has seen it
//! - [`rehearsal`]: trying out what helps, without consequences
//!
//! Nobody is shut out by it: nothing counts before the owner has typed back a code and a recovery code, old codes are
//! good until a new one was typed back, and wrong codes of somebody who knows the password never stop a recovery code or the recovery key.

pub mod changing;
pub mod enrolment;
pub mod new_recovery_key;
pub mod one_time_code;
pub mod recovery_code;
pub mod recovery_key;
pub mod rehearsal;
pub mod second_factor;
