//! Drives the real program in a real window, the way its owner would: by role and accessible name.
//!
//! - [`display`]: a virtual screen
//! - [`home`]: a private desktop (screen, session bus, keychain) and a data folder, for one test
//! - [`household`]: an account service with as many cameras as a measurement needs
//! - [`program`]: the program under a WebDriver: start, kill, start again
//! - [`page`]: what is on the screen: find, click, type, wait, look
//! - [`steps`]: what owners do, in their words: walk into the demo home, sign in, rename

pub mod display;
pub mod home;
pub mod household;
pub mod page;
pub mod program;
pub mod steps;
