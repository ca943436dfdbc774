//! The forms in which a word is looked for.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Fewer letters of base64 are found by chance in what is random.
const SHORTEST_BASE64: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    AsItIs,
    Any,
}

pub(crate) struct Disguise {
    pub(crate) form: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) case: Case,
}

pub(crate) fn disguises(bytes: &[u8], is_text: bool) -> Vec<Disguise> {
    let mut all = Vec::new();
    let mut add = |form, bytes, case| all.push(Disguise { form, bytes, case });
    match std::str::from_utf8(bytes) {
        Ok(word) if is_text => {
            for folded in spellings(word) {
                let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                    folded.encode_utf16().flat_map(bytes).collect()
                };
                let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
                add("hex", hex::encode(&folded).into_bytes(), Case::Any);
                add(
                    "hex of UTF-16LE",
                    hex::encode(&little).into_bytes(),
                    Case::Any,
                );
                add("hex of UTF-16BE", hex::encode(&big).into_bytes(), Case::Any);
                for encoded in base64(folded.as_bytes()) {
                    add("base64", encoded, Case::AsItIs);
                }
                add("UTF-8", folded.into_bytes(), Case::Any);
                add("UTF-16LE", little, Case::Any);
                add("UTF-16BE", big, Case::Any);
            }
        }
        Ok(_) | Err(_) => {
            add("bytes", bytes.to_vec(), Case::AsItIs);
            add("hex", hex::encode(bytes).into_bytes(), Case::Any);
            for encoded in base64(bytes) {
                add("base64", encoded, Case::AsItIs);
            }
        }
    }
    all
}

/// As it is, and without its capitals, and with nothing else.
fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned(), word.to_lowercase(), word.to_uppercase()];
    all.sort();
    all.dedup();
    all
}

/// The letters that do not depend on what stands before and after, for each of the three places in a group of three bytes.
fn base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for before in 0..3 {
        let padded = [vec![0; before], bytes.to_vec()].concat();
        let (first, end) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&padded);
            if let Some(inner) = encoded.get(first..end)
                && inner.len() >= SHORTEST_BASE64
            {
                all.push(inner.as_bytes().to_vec());
            }
        }
    }
    all.sort();
    all.dedup();
    all
}
