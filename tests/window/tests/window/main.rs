//! The real program in a real window, by role and accessible name. One module per subject.

mod accessible;
mod authenticator;
mod bad_days;
mod december_2019;
mod demo_home;
mod desktop;
mod email;
mod first_days;
mod inbox;
mod integrations;
mod kept_home;
mod leak_day;
mod memory;
mod new_camera;
mod new_recovery_key;
mod new_router;
mod password;
mod recovery;
mod reset;
mod saving;
mod secrets;
mod security;
mod shown_code;
mod two_factor;
mod within_reach;
mod your_data;
