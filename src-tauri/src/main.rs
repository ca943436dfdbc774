//! The desktop companion that camera owners trust: starts what `lib.rs` lists.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    porchlight::run()
}
