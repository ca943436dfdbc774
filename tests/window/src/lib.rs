//! Drives the real program in a real window, the way its owner would: by role and accessible name.
//!
//! - [`authenticator`]: the owner's telephone with its codes
//! - [`codes`]: codes for accounts elsewhere
//! - [`display`]: a virtual screen
//! - [`forgotten_password`]: the recovery key leads to a new one
//! - [`home`]: a private desktop (screen, session bus, keychain) and a data folder, for one test
//! - [`household`]: an account service with as many cameras as a measurement needs
//! - [`program`]: the program under a WebDriver: start, kill, start again
//! - [`hands`]: what an owner does outside the page: the window's close button, the desktop's own dialogs
//! - [`linking`]: letting a voice assistant at cameras, with the browser that goes between
//! - [`listening`]: where a running program waits for connections
//! - [`memory`]: what lies in the memory of a running program
//! - [`page`]: what is on the screen: find, click, type, wait, look
//! - [`recovery_key`]: another one in the place of one that somebody has seen
//! - [`second_factor`]: turning two-factor on, and coming in with it
//! - [`setting_up`]: a new camera from its box to the list, and all of them to a new router
//! - [`steps`]: what owners do, in their words: walk into the demo home, sign in, rename
//! - [`within_reach`]: cameras on a cable, and on a network of their own
//! - [`your_data`]: looking at what a service holds, and deleting the account

pub mod authenticator;
pub mod codes;
pub mod display;
pub mod email;
pub mod forgotten_password;
pub mod hands;
pub mod home;
pub mod household;
pub mod linking;
pub mod listening;
pub mod memory;
pub mod page;
pub mod program;
pub mod recovery_key;
pub mod second_factor;
pub mod setting_up;
pub mod steps;
pub mod within_reach;
pub mod your_data;
