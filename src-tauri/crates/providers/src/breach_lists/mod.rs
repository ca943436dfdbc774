//! Public lists: passwords that have leaked, and breaches that are known.

mod catalogue;
mod leaked_passwords;

pub use catalogue::{Catalogue, HAVE_I_BEEN_PWNED};
pub use leaked_passwords::{PWNED_PASSWORDS, RangeList};
