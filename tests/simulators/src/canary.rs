//! Searches everything below a folder for words that must not be there, in the disguises that programs give them.

use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A file that holds a word, and in which form.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub file: PathBuf,
    pub word: String,
    pub form: &'static str,
}

/// Looks into every file below `folder`: UTF-8, UTF-16 (both ends), hex (both cases), base64 at its three offsets
/// (both alphabets), each also with letter case ignored where that makes a difference.
pub fn search(folder: &Path, words: &[&str]) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let content = std::fs::read(entry.path())?;
                found.extend(
                    search_bytes(&content, words)
                        .into_iter()
                        .map(|(word, form)| Found {
                            file: entry.path(),
                            word,
                            form,
                        }),
                );
            }
        }
    }
    Ok(found)
}

/// The same for bytes in memory.
pub fn search_bytes(content: &[u8], words: &[&str]) -> Vec<(String, &'static str)> {
    let lower = content.to_ascii_lowercase();
    let mut found = Vec::new();
    for word in words {
        for (form, needle, ignore_case) in disguises(word) {
            let holds = if ignore_case {
                contains(&lower, &needle)
            } else {
                contains(content, &needle)
            };
            if holds {
                found.push(((*word).to_owned(), form));
            }
        }
    }
    found
}

fn disguises(word: &str) -> Vec<(&'static str, Vec<u8>, bool)> {
    let folded = word.to_ascii_lowercase();
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| folded.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let mut all = vec![
        ("UTF-8", folded.clone().into_bytes(), true),
        ("UTF-16LE", utf16(u16::to_le_bytes), true),
        ("UTF-16BE", utf16(u16::to_be_bytes), true),
        ("hex", hex::encode(word).into_bytes(), true),
        (
            "hex of UTF-16LE",
            hex::encode(
                word.encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<u8>>(),
            )
            .into_bytes(),
            true,
        ),
    ];
    for offset in 0..3 {
        // The middle of the encoding does not depend on what stands before and after the word.
        let padded = [vec![b' '; offset], word.as_bytes().to_vec()].concat();
        let whole = padded.len() / 3 * 3;
        let from = if offset == 0 { 0 } else { 4 };
        for encoded in [
            STANDARD_NO_PAD.encode(&padded[..whole]),
            URL_SAFE_NO_PAD.encode(&padded[..whole]),
        ] {
            if let Some(middle) = encoded.get(from..).filter(|middle| middle.len() >= 8) {
                all.push(("base64", middle.as_bytes().to_vec(), false));
            }
        }
    }
    all
}

fn contains(content: &[u8], needle: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_every_disguise() {
        let word = "ada@porch.example";
        let forms = |content: &[u8]| {
            search_bytes(content, &[word])
                .into_iter()
                .map(|(_, form)| form)
                .collect::<Vec<_>>()
        };
        assert_eq!(forms(b"mail to ADA@porch.example now"), ["UTF-8"]);
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(forms(&wide), ["UTF-16LE"]);
        assert_eq!(forms(hex::encode_upper(word).as_bytes()), ["hex"]);
        for before in ["", "x", "xy", "xyz"] {
            let encoded = STANDARD_NO_PAD.encode(format!("{before}{word} and more"));
            assert!(forms(encoded.as_bytes()).contains(&"base64"), "{before:?}");
        }
        assert!(forms(b"nothing of the kind").is_empty());
    }
}
