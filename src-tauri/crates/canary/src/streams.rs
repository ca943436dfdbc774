//! Compressed streams, wherever they begin in a file, and streams within them.

use std::io::Read;

use flate2::read::{GzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

/// More is not unpacked of one stream: what lies beyond has been said before, or is a bomb.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Streams within streams.
const DEEPEST: usize = 3;

/// Calls for each stream with what is in it, and how it is said: ` in gzip`, ` in zlib in gzip`.
pub(crate) fn each(content: &[u8], found: &mut dyn FnMut(&[u8], &str)) {
    within(content, "", 0, found);
}

fn within(content: &[u8], outer: &str, depth: usize, found: &mut dyn FnMut(&[u8], &str)) {
    if depth == DEEPEST {
        return;
    }
    for start in 0..content.len() {
        let rest = &content[start..];
        if let Some((name, unpacked)) = unpacked(rest)
            && !unpacked.is_empty()
        {
            let name = format!(" in {name}{outer}");
            found(&unpacked, &name);
            within(&unpacked, &name, depth + 1, found);
        }
    }
}

/// As much of a stream as makes sense: one that is cut off, or that only looks like one, gives what it gives.
fn unpacked(rest: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    match rest {
        [0x1f, 0x8b, 8, ..] => Some(("gzip", read(GzDecoder::new(rest)))),
        // RFC 1950 §2.2: deflate, and a check of the two bytes.
        [0x78, flags, ..] if (0x7800 + u16::from(*flags)) % 31 == 0 => {
            Some(("zlib", read(ZlibDecoder::new(rest))))
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => StreamingDecoder::new(rest)
            .ok()
            .map(|decoder| ("zstd", read(decoder))),
        _ => None,
    }
}

fn read(decoder: impl Read) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What came before an error stays.
    let _ = decoder.take(MOST_BYTES).read_to_end(&mut unpacked);
    unpacked
}
