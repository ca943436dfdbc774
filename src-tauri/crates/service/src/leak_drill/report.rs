//! What the drill found, beside what lay open in December 2019.

use std::collections::BTreeMap;
use std::fmt;

use super::{Kind, Tried};

/// What the search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// File and form of each hit, never what was found.
    pub hits: BTreeMap<Kind, Vec<String>>,
    pub planted: BTreeMap<Kind, usize>,
    /// Hits of what the service may read: without any, the search did not search.
    pub readable: usize,
    pub files: usize,
    pub bytes: u64,
    /// Copies of the memory of a process that crashed.
    pub cores: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub found: Found,
    pub tried: Vec<Tried>,
}

impl Report {
    /// Nothing was found, and nothing works without the keys.
    pub fn is_clean(&self) -> bool {
        self.found.is_clean() && self.tried.iter().all(Tried::is_kept)
    }
}

impl Found {
    pub fn is_clean(&self) -> bool {
        self.hits.is_empty() && self.readable > 0 && self.cores == 0
    }

    fn hits(&self, kind: Kind) -> usize {
        self.hits.get(&kind).map_or(0, Vec::len)
    }
}

/// What, in December 2019, and in a copy of this service. The first is what was reported then; the vendor disputed the last
/// two of it.
const ROWS: [(&str, &str, &str, Option<Kind>); 17] = [
    (
        "e-mail addresses",
        "readable, of 2.4 million",
        "keyed hash",
        Some(Kind::EmailAddress),
    ),
    (
        "camera names",
        "readable",
        "encrypted by the owner",
        Some(Kind::CameraName),
    ),
    (
        "rooms",
        "not reported",
        "encrypted by the owner",
        Some(Kind::Room),
    ),
    (
        "Wi-Fi names",
        "readable",
        "encrypted by the owner",
        Some(Kind::WifiName),
    ),
    (
        "names of computers",
        "not reported",
        "encrypted by the owner",
        Some(Kind::ComputerName),
    ),
    (
        "passwords",
        "not reported",
        "not kept (OPAQUE)",
        Some(Kind::Password),
    ),
    (
        "session tokens",
        "not reported",
        "keyed hash",
        Some(Kind::SessionToken),
    ),
    (
        "tokens of pairings",
        "not reported",
        "keyed hash",
        Some(Kind::PairingToken),
    ),
    (
        "keys of changes",
        "not reported",
        "keyed hash",
        Some(Kind::WriteKey),
    ),
    (
        "two-factor secrets",
        "not reported",
        "encrypted, key outside",
        Some(Kind::TwoFactorSecret),
    ),
    (
        "recovery codes",
        "not reported",
        "keyed hash",
        Some(Kind::RecoveryCode),
    ),
    (
        "recovery keys",
        "not reported",
        "not kept",
        Some(Kind::RecoveryKey),
    ),
    (
        "vault keys",
        "not reported",
        "wrapped by the owner",
        Some(Kind::VaultKey),
    ),
    (
        "alerts",
        "not reported",
        "encrypted, key outside",
        Some(Kind::Alert),
    ),
    (
        "names told to assistants",
        "not reported",
        "encrypted, key outside",
        Some(Kind::ReleasedName),
    ),
    (
        "tokens of assistants",
        "readable, of some",
        "keyed hash",
        Some(Kind::IntegrationToken),
    ),
    (
        "height, weight, gender",
        "of some 140 testers",
        "not asked for",
        None,
    ),
];

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        writeln!(
            f,
            "{:<26}{:<28}{:<24}{:>8}{:>6}",
            "", "December 2019", "a copy of this service", "planted", "found"
        )?;
        for (what, then, now, kind) in ROWS {
            let count = |of: usize| of.to_string();
            let planted = kind.map_or("-".into(), |kind| {
                count(found.planted.get(&kind).copied().unwrap_or(0))
            });
            let hits = kind.map_or("-".into(), |kind| count(found.hits(kind)));
            writeln!(f, "{what:<26}{then:<28}{now:<24}{planted:>8}{hits:>6}")?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "{} files, {} KiB were searched: database, write-ahead log, backup, dump, logs of every level, output of the commands, \
             and what a crash left ({} cores).",
            found.files,
            found.bytes / 1024,
            found.cores
        )?;
        writeln!(
            f,
            "In a control sample the search finds every planted word in every encoding. What may be readable (camera models) was found {} times.",
            found.readable
        )?;
        for (kind, hits) in &found.hits {
            for hit in hits {
                writeln!(f, "FOUND {kind:?} in {hit}")?;
            }
        }
        writeln!(f)?;
        writeln!(
            f,
            "{:<48}{:<10}{:<10}",
            "With the stolen database", "keys", "no keys"
        )?;
        for tried in &self.tried {
            let works = |works| if works { "works" } else { "fails" };
            writeln!(
                f,
                "{:<48}{:<10}{:<10}{}",
                tried.what,
                works(tried.with_the_keys),
                works(tried.by_the_thief),
                tried.left_with
            )?;
        }
        let verdict = if self.is_clean() {
            "\nNothing was found, and nothing works without the keys."
        } else {
            "\nThis service leaks."
        };
        writeln!(f, "{verdict}")
    }
}
