//! The control: every canary planted in every disguise, made by other means than the search has, and found again.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::{Canary, Hit, Search};

/// What stands before and after what is planted: neither is a part of it.
const BEFORE: &[u8] = b"..;";
const AFTER: &[u8] = b"!;..";

/// A canary in one disguise, and how a search should name that.
#[derive(Clone, Debug)]
pub struct Planted {
    pub canary: String,
    pub form: String,
    pub content: Vec<u8>,
}

/// What a search for these canaries misses; nothing, if it is any good. Each canary has content of its own, so that none is found
/// by what was planted for another; in packed streams they are all together.
///
/// # Errors
/// When the search cannot be made, or nothing can be packed.
pub fn not_found(canaries: &[Canary]) -> io::Result<Vec<String>> {
    let search = Search::new(canaries)?;
    let (mut missed, mut everything, mut expected) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut compare = |expected: &BTreeSet<Hit>, found: &BTreeSet<Hit>| {
        let lost = expected.difference(found);
        missed.extend(lost.map(|hit| format!("{} as {}", hit.canary, hit.form)));
    };
    for canary in canaries {
        let planted = plain(canary);
        let content: Vec<u8> = planted.iter().flat_map(|one| one.content.clone()).collect();
        let hits = planted.into_iter().map(|one| Hit {
            canary: one.canary,
            form: one.form,
        });
        let hits: BTreeSet<Hit> = hits.collect();
        compare(&hits, &search.content(&content));
        everything.extend(content);
        expected.extend(hits);
    }
    for (within, packed) in packed(&everything)? {
        let expected = expected.iter().map(|hit| Hit {
            canary: hit.canary.clone(),
            form: format!("{}{within}", hit.form),
        });
        compare(&expected.collect(), &search.content(&packed));
    }
    Ok(missed)
}

/// A canary in every disguise, each by itself.
///
/// # Errors
/// When it cannot be packed.
pub fn planted(canary: &Canary) -> io::Result<Vec<Planted>> {
    let mut all = plain(canary);
    for plain in all.clone() {
        for (within, content) in packed(&plain.content)? {
            all.push(Planted {
                canary: plain.canary.clone(),
                form: format!("{}{within}", plain.form),
                content,
            });
        }
    }
    Ok(all)
}

fn packed(content: &[u8]) -> io::Result<[(&'static str, Vec<u8>); 4]> {
    let gzip = gzip(content)?;
    let zstd = compress_to_vec(content, CompressionLevel::Fastest);
    Ok([
        (" in gzip in zlib", zlib(&gzip)?),
        (" in gzip", gzip),
        (" in zlib", zlib(content)?),
        (" in zstd", [BEFORE, &zstd].concat()),
    ])
}

fn plain(canary: &Canary) -> Vec<Planted> {
    let forms = plain_forms(canary).into_iter();
    let planted = forms.map(|(form, content)| Planted {
        canary: canary.name.clone(),
        form: form.into(),
        content: [BEFORE, &content, AFTER].concat(),
    });
    planted.collect()
}

fn plain_forms(canary: &Canary) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = &canary.bytes;
    let mut all = Vec::new();
    match std::str::from_utf8(bytes) {
        Ok(word) if canary.is_text => {
            let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                word.encode_utf16().flat_map(bytes).collect()
            };
            for folded in [word.to_owned(), word.to_lowercase(), word.to_uppercase()] {
                all.push(("UTF-8", folded.clone().into_bytes()));
                all.extend(in_letters(folded.as_bytes()));
            }
            all.push(("UTF-16LE", wide(u16::to_le_bytes)));
            all.push(("UTF-16BE", wide(u16::to_be_bytes)));
            all.push((
                "hex of UTF-16LE",
                in_hex(&wide(u16::to_le_bytes)).into_bytes(),
            ));
        }
        Ok(_) | Err(_) => {
            all.push(("bytes", bytes.clone()));
            all.extend(in_letters(bytes));
        }
    }
    all
}

fn in_letters(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let hex = in_hex(bytes);
    let mut all = vec![
        ("hex", hex.to_uppercase().into_bytes()),
        ("hex", hex.into_bytes()),
    ];
    // Shorter ones are not looked for in base64, see [`Canary::text`].
    for before in (0..3).filter(|_| bytes.len() >= 8) {
        let among = [&b"\xfe\xff\xfe"[..before], bytes, b"\xff\xfe"].concat();
        all.push(("base64", STANDARD.encode(&among).into_bytes()));
        all.push(("base64", URL_SAFE.encode(&among).into_bytes()));
    }
    all
}

fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    encoder.finish()
}

fn zlib(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    encoder.finish()
}
