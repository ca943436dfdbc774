//! The desktop companion that camera owners trust: starts what `lib.rs` lists.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back: what others' code copied of a secret (a body, a message to the keychain, a list that
/// grew) is gone when they are done with it.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    porchlight::run()
}
