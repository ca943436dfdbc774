//! The official Improv Wi-Fi client, in Node.js: somebody else's reading of the protocol.

use std::io;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Ends when dropped.
pub struct ImprovSdk {
    _node: Child,
    calls: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl ImprovSdk {
    /// `.ci/install` installs what it needs.
    pub fn start(port: &str) -> io::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("improv-sdk/client.mjs");
        let mut node = Command::new("node")
            .arg(script)
            .arg(port)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let calls = node.stdin.take().ok_or_else(gone)?;
        let answers = BufReader::new(node.stdout.take().ok_or_else(gone)?).lines();
        Ok(Self {
            _node: node,
            calls,
            answers,
        })
    }

    /// Calls a method, as `["name", arguments…]`; the answer is `{"ok": …}` or `{"error": "…"}`.
    pub async fn call(&mut self, call: Value) -> io::Result<Value> {
        self.calls.write_all(format!("{call}\n").as_bytes()).await?;
        let line = self.answers.next_line().await?;
        let line = line.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        Ok(serde_json::from_str(&line)?)
    }
}
