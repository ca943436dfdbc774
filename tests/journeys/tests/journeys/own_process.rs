//! Runs an ignored test in a process of its own: for an environment or a log of its own.

use std::process::Command;

pub(crate) fn run(test: &str, variables: impl IntoIterator<Item = (String, String)>) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .envs(variables)
        .output()
        .unwrap();
    let (said, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{test}: {said}\n{complained}"
    );
}
