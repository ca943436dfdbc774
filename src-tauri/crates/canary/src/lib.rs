//! Canaries: words that are put in at one end and must not be found at the other. They are searched in the disguises that
//! programs give them: UTF-8, UTF-16 (both ends), letter case folded, hex, base64 at its three offsets (both alphabets), and
//! all of that inside gzip, zlib and zstd streams.
//!
//! That nothing is found means something only of a search that finds: see [`control`].

pub mod control;
mod disguises;
mod streams;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;

use disguises::{Case, disguises};

/// What must not be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canary {
    /// What it is called in reports.
    pub name: String,
    bytes: Vec<u8>,
    is_text: bool,
}

impl Canary {
    /// Words shorter than six bytes are found as they are, not in base64, where they would be found everywhere.
    pub fn text(word: impl Into<String>) -> Self {
        let name = word.into();
        Self {
            bytes: name.clone().into_bytes(),
            name,
            is_text: true,
        }
    }

    /// A key, or what a token stands for.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            is_text: false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// [`Canary::name`]
    pub canary: String,
    /// Like `base64`, or `UTF-8 in gzip`.
    pub form: String,
}

/// A file that holds a canary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub file: PathBuf,
    pub hit: Hit,
}

/// A search for many canaries at once.
#[derive(Debug)]
pub struct Search {
    as_they_are: Automaton,
    any_case: Automaton,
}

#[derive(Debug)]
struct Automaton {
    finds: Option<AhoCorasick>,
    /// Canary and form of each pattern.
    means: Vec<(String, &'static str)>,
}

impl Search {
    /// # Errors
    /// When there are too many canaries for one search: some hundred thousand.
    pub fn new(canaries: &[Canary]) -> io::Result<Self> {
        let automaton = |case| Automaton::new(canaries, case).map_err(io::Error::other);
        Ok(Self {
            as_they_are: automaton(Case::AsItIs)?,
            any_case: automaton(Case::Any)?,
        })
    }

    /// What is in there, each form of each canary once.
    pub fn content(&self, content: &[u8]) -> BTreeSet<Hit> {
        let mut hits = BTreeSet::new();
        self.look(content, "", &mut hits);
        streams::each(content, &mut |unpacked, within| {
            self.look(unpacked, within, &mut hits);
        });
        hits
    }

    /// Every file below.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn folder(&self, folder: &Path) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    let hits = self.content(&std::fs::read(entry.path())?);
                    let file = entry.path();
                    found.extend(hits.into_iter().map(|hit| Found {
                        file: file.clone(),
                        hit,
                    }));
                }
            }
        }
        Ok(found)
    }

    fn look(&self, content: &[u8], within: &str, hits: &mut BTreeSet<Hit>) {
        for automaton in [&self.as_they_are, &self.any_case] {
            let Some(finds) = &automaton.finds else {
                continue;
            };
            for found in finds.find_overlapping_iter(content) {
                let (canary, form) = &automaton.means[found.pattern().as_usize()];
                hits.insert(Hit {
                    canary: canary.clone(),
                    form: format!("{form}{within}"),
                });
            }
        }
    }
}

impl Automaton {
    fn new(canaries: &[Canary], case: Case) -> Result<Self, aho_corasick::BuildError> {
        let (mut patterns, mut means) = (Vec::new(), Vec::new());
        for canary in canaries {
            for disguise in disguises(&canary.bytes, canary.is_text) {
                if disguise.case == case && !disguise.bytes.is_empty() {
                    patterns.push(disguise.bytes);
                    means.push((canary.name.clone(), disguise.form));
                }
            }
        }
        let finds = if patterns.is_empty() {
            None
        } else {
            let any = case == Case::Any;
            Some(
                AhoCorasick::builder()
                    .ascii_case_insensitive(any)
                    .build(patterns)?,
            )
        };
        Ok(Self { finds, means })
    }
}

/// Words, in every file below a folder.
///
/// # Errors
/// What cannot be read.
pub fn search(folder: &Path, words: &[&str]) -> io::Result<Vec<Found>> {
    search_for(words)?.folder(folder)
}

/// Words, in memory.
pub fn search_bytes(content: &[u8], words: &[&str]) -> Vec<Hit> {
    search_for(words).map_or_else(
        |error| {
            vec![Hit {
                canary: error.to_string(),
                form: "a search that could not be made".into(),
            }]
        },
        |search| search.content(content).into_iter().collect(),
    )
}

fn search_for(words: &[&str]) -> io::Result<Search> {
    let canaries: Vec<_> = words.iter().map(|&word| Canary::text(word)).collect();
    Search::new(&canaries)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use super::*;

    const WORD: &str = "ada@porch.example";

    fn forms(content: &[u8]) -> Vec<String> {
        let hits = search_bytes(content, &[WORD]);
        hits.into_iter().map(|hit| hit.form).collect()
    }

    #[test]
    fn a_word_is_found_in_every_disguise() {
        let canaries = [Canary::text(WORD), Canary::bytes("key", [0x9c; 32])];
        assert_eq!(control::not_found(&canaries).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_form_is_told_by_its_name() {
        assert_eq!(forms(b"mail to ADA@porch.example now"), ["UTF-8"]);
        let wide: Vec<u8> = WORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(forms(&wide), ["UTF-16LE"]);
        assert_eq!(forms(hex::encode_upper(WORD).as_bytes()), ["hex"]);
        assert!(forms(b"nothing of the kind").is_empty());
    }

    #[test]
    fn letters_beyond_ascii_are_folded_too() {
        let hits = search_bytes("LA CUCINA DI ÈVE".as_bytes(), &["cucina di ève"]);
        assert_eq!(hits.len(), 1);
    }

    #[test]
    fn a_file_in_a_folder_in_a_folder_is_searched() {
        let dir = std::env::temp_dir().join(format!("canary-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("a/b")).unwrap();
        std::fs::write(dir.join("a/b/c"), WORD).unwrap();
        let found = search(&dir, &[WORD]).unwrap();
        std::fs::remove_dir_all(&dir).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].file.ends_with("a/b/c"));
    }
}
