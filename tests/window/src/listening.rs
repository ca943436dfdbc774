//! Where a process waits for connections, as the kernel tells it (proc_pid_net(5)).

use std::collections::HashSet;

use anyhow::{Context, Result};

/// The state of a socket that listens, in the kernel's table.
const LISTENS: &str = "0A";

/// The TCP ports of `pid` itself, without what it started.
pub fn ports(pid: u32) -> Result<Vec<u16>> {
    let own = sockets(pid)?;
    let mut ports = Vec::new();
    for table in ["tcp", "tcp6"] {
        let table = std::fs::read_to_string(format!("/proc/{pid}/net/{table}"))?;
        for line in table.lines().skip(1) {
            let columns: Vec<_> = line.split_whitespace().collect();
            let [_, local, _, state, _, _, _, _, _, inode, ..] = columns[..] else {
                continue;
            };
            if state == LISTENS && own.contains(inode) {
                let (_, port) = local.rsplit_once(':').context("no port")?;
                ports.push(u16::from_str_radix(port, 16)?);
            }
        }
    }
    Ok(ports)
}

/// The inodes of the sockets that it has open.
fn sockets(pid: u32) -> Result<HashSet<String>> {
    let mut inodes = HashSet::new();
    for file in std::fs::read_dir(format!("/proc/{pid}/fd"))? {
        // What is closed meanwhile is no concern.
        let Ok(target) = std::fs::read_link(file?.path()) else {
            continue;
        };
        let target = target.to_string_lossy();
        if let Some(inode) = target.strip_prefix("socket:[") {
            inodes.insert(inode.trim_end_matches(']').to_owned());
        }
    }
    Ok(inodes)
}
