//! The real program in a real window, by role and accessible name. One module per subject.

mod accessible;
mod bad_days;
mod first_days;
mod reset;
mod secrets;
