//! Runs one test of this file's siblings in a process of its own: for an environment of its own (a private desktop), or
//! to be killed. The two talk by lines: the child says a step and waits until the parent has done it.

use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const MARK: &str = "@step ";

/// In the child: says a step, and goes on when the parent has done it.
pub(crate) fn step(what: &str) {
    let mut out = io::stdout().lock();
    writeln!(out, "\n{MARK}{what}").unwrap();
    out.flush().unwrap();
    drop(out);
    let mut done = String::new();
    io::stdin().read_line(&mut done).unwrap();
    assert_eq!(done, "done\n", "the parent is gone");
}

pub(crate) fn this() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// Whether the parent goes on after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    Kill,
}

/// In the parent: runs an ignored test and does what it says.
pub(crate) fn run(
    test: &str,
    variables: impl IntoIterator<Item = (String, String)>,
    on_step: impl FnMut(&str) -> Next,
) {
    run_by(Command::new(this()), test, variables, on_step);
}

/// The same, with `command`, which ends in this program.
pub(crate) fn run_by(
    mut command: Command,
    test: &str,
    variables: impl IntoIterator<Item = (String, String)>,
    mut on_step: impl FnMut(&str) -> Next,
) {
    let child = command
        .args(["--exact", test, "--ignored", "--nocapture"])
        .envs(variables)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut child = Reaped(child);
    let mut answers = child.0.stdin.take().unwrap();
    let mut said = String::new();
    for line in BufReader::new(child.0.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(what) = line.strip_prefix(MARK) {
            match on_step(what) {
                Next::GoOn => answers.write_all(b"done\n").unwrap(),
                Next::Kill => {
                    child.0.kill().unwrap();
                    child.0.wait().unwrap();
                    return;
                }
            }
        }
        said.push_str(&line);
        said.push('\n');
    }
    let status = child.0.wait().unwrap();
    assert!(
        status.success() && said.contains("1 passed"),
        "{test}: {status}\n{said}"
    );
}

/// Ends with the parent, even when that fails.
struct Reaped(Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
