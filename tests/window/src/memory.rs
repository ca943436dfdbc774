//! What lies in the memory of a running program, in use or given back: read from outside, as somebody does who has got hold of it.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::canary::{Canary, Hit, Search};

/// Bytes (proc(5): an entry of `pagemap` for each page).
const PAGE: u64 = 4096;
const ENTRY: u64 = 8;
/// Bits of such an entry.
const PRESENT: u64 = 1 << 63;
const SWAPPED: u64 = 1 << 62;

/// Which canaries are in the memory of process `pid`, in which forms. The process stands still meanwhile. Every page is read that the
/// process can read and that has been written to or read from a file: what was never touched holds nothing.
pub fn search(pid: u32, canaries: &[Canary]) -> Result<BTreeSet<Hit>> {
    let search = Search::new(canaries)?;
    let _still = Still::stop(pid)?;
    let memory = File::open(format!("/proc/{pid}/mem"))?;
    let pages = File::open(format!("/proc/{pid}/pagemap"))?;
    let (mut hits, mut read) = (BTreeSet::new(), 0);
    for (start, end) in regions(pid)? {
        for (start, end) in touched(&pages, start, end)? {
            let mut content = vec![0; usize::try_from(end - start)?];
            // A device's memory, such as a screen's, may be closed to others.
            if memory.read_exact_at(&mut content, start).is_ok() {
                read += content.len();
                hits.extend(search.content(&content));
            }
        }
    }
    const LEAST: usize = 10 * 1024 * 1024;
    ensure!(read > LEAST, "only {read} bytes could be read");
    Ok(hits)
}

/// Readable, and not from a file as it lies on the disk.
fn regions(pid: u32) -> Result<Vec<(u64, u64)>> {
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps"))?;
    maps.lines()
        .filter(|line| {
            let mut parts = line.split_whitespace();
            let rights = parts.nth(1).unwrap_or_default();
            let file = parts.nth(2).is_some_and(|inode| inode != "0");
            let kernels = line.ends_with("[vvar]") || line.ends_with("[vsyscall]");
            rights.starts_with('r') && !kernels && (!file || rights.starts_with("rw"))
        })
        .map(|line| {
            let (start, rest) = line.split_once('-').context("a range")?;
            let end = rest.split_whitespace().next().context("an end")?;
            Ok((
                u64::from_str_radix(start, 16)?,
                u64::from_str_radix(end, 16)?,
            ))
        })
        .collect()
}

/// Runs of pages that are there: of what was reserved, most never is.
fn touched(pages: &File, start: u64, end: u64) -> Result<Vec<(u64, u64)>> {
    /// In pages, so that little is held at once.
    const STEP: u64 = 1 << 16;
    let mut runs: Vec<(u64, u64)> = Vec::new();
    let mut from = start;
    while from < end {
        let to = end.min(from + STEP * PAGE);
        let mut entries = vec![0; usize::try_from((to - from) / PAGE * ENTRY)?];
        pages.read_exact_at(&mut entries, from / PAGE * ENTRY)?;
        for (at, entry) in (from..).step_by(4096).zip(entries.chunks_exact(8)) {
            let entry = u64::from_le_bytes(entry.try_into()?);
            if entry & (PRESENT | SWAPPED) == 0 {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if *end == at => *end += PAGE,
                Some(_) | None => runs.push((at, at + PAGE)),
            }
        }
        from = to;
    }
    Ok(runs)
}

/// Goes on when dropped.
struct Still(u32);

impl Still {
    fn stop(pid: u32) -> Result<Self> {
        signal(pid, "STOP")?;
        Ok(Self(pid))
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        let _ = signal(self.0, "CONT");
    }
}

fn signal(pid: u32, name: &str) -> Result<()> {
    let pid = pid.to_string();
    let sent = Command::new("kill").args(["-s", name, &pid]).status()?;
    ensure!(sent.success(), "SIG{name} was not sent");
    Ok(())
}
