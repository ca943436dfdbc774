//! Packets of Improv Wi-Fi over serial, without I/O.
//!
//! `IMPROV`, version 1, kind, length, data, checksum; the checksum is the low byte of the sum of all before it. Between
//! packets a board may print anything, its log above all. A line feed follows each packet, so that a board that reads
//! lines sees one end.

use zeroize::Zeroizing;

const MAGIC: &[u8] = b"IMPROV";
const VERSION: u8 = 1;
/// Magic, version, kind, length.
const HEADER: usize = MAGIC.len() + 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    CurrentState,
    Error,
    Command,
    Result,
    /// Of a later edition.
    Other(u8),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) kind: Kind,
    pub(super) data: Vec<u8>,
}

/// What has come over the line so far, to tell silence from something that is no camera.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Heard {
    #[default]
    Nothing,
    /// Bytes without a packet in them.
    Noise,
    /// What begins as a packet does; whole or broken.
    Improv,
}

/// Finds the packets in what comes.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
    heard: Heard,
}

/// `None`: more than 255 bytes of data, which no packet holds. Wiped when dropped: it may carry a password.
pub(super) fn encode(kind: Kind, data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = u8::try_from(data.len()).ok()?;
    // Room for all at once: growing would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(HEADER + data.len() + 2));
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&[VERSION, kind.code(), length]);
    bytes.extend_from_slice(data);
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&[sum, b'\n']);
    Some(bytes)
}

impl Decoder {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.heard == Heard::Nothing && !bytes.is_empty() {
            self.heard = Heard::Noise;
        }
        self.held.extend_from_slice(bytes);
    }

    /// The next whole packet; `None` until more comes. What has a wrong checksum is searched again from its second
    /// byte, because the length may be what is wrong with it.
    pub(super) fn next(&mut self) -> Option<Packet> {
        loop {
            self.skip_noise();
            let head = self.held.get(..HEADER)?;
            let &[version, kind, length] = head.last_chunk()?;
            if version != VERSION {
                self.held.drain(..1);
                continue;
            }
            self.heard = Heard::Improv;
            let end = HEADER + usize::from(length);
            let sum = *self.held.get(end)?;
            if checksum(&self.held[..end]) != sum {
                self.held.drain(..1);
                continue;
            }
            let data = self.held[HEADER..end].to_vec();
            self.held.drain(..=end);
            return Some(Packet {
                kind: Kind::of(kind),
                data,
            });
        }
    }

    pub(super) fn heard(&self) -> Heard {
        self.heard
    }

    /// Up to the magic word, or what may become one.
    fn skip_noise(&mut self) {
        let start = (0..self.held.len()).find(|&at| {
            let rest = &self.held[at..];
            rest.starts_with(MAGIC) || MAGIC.starts_with(rest)
        });
        self.held.drain(..start.unwrap_or(self.held.len()));
    }
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Self::CurrentState => 1,
            Self::Error => 2,
            Self::Command => 3,
            Self::Result => 4,
            Self::Other(code) => code,
        }
    }

    fn of(code: u8) -> Self {
        match code {
            1 => Self::CurrentState,
            2 => Self::Error,
            3 => Self::Command,
            4 => Self::Result,
            other => Self::Other(other),
        }
    }
}

fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packet(kind: Kind, data: &[u8]) -> Packet {
        Packet {
            kind,
            data: data.to_vec(),
        }
    }

    fn all(decoder: &mut Decoder) -> Vec<Packet> {
        std::iter::from_fn(|| decoder.next()).collect()
    }

    fn decoded(bytes: &[u8]) -> Vec<Packet> {
        let mut decoder = Decoder::default();
        decoder.push(bytes);
        all(&mut decoder)
    }

    /// As the official C++ and JavaScript libraries write them.
    #[test]
    fn packets_are_those_of_the_official_libraries_byte_for_byte() {
        let golden = [
            (Kind::Command, vec![2, 0], "494d50524f560103020200e50a"),
            (Kind::Command, vec![4, 0], "494d50524f560103020400e70a"),
            (Kind::CurrentState, vec![2], "494d50524f5601010102e20a"),
            (Kind::Error, vec![0], "494d50524f5601020100e10a"),
            (
                Kind::Command,
                b"\x01\x16\x07HomeNet\rcorrect horse".to_vec(),
                "494d50524f56010318011607486f6d654e65740d636f727265637420686f727365070a",
            ),
        ];
        for (kind, data, bytes) in golden {
            assert_eq!(hex::encode(encode(kind, &data).unwrap().as_slice()), bytes);
            assert_eq!(
                decoded(&hex::decode(bytes).unwrap()),
                [packet(kind, &data)],
                "{bytes}"
            );
        }
    }

    #[test]
    fn a_packet_holds_255_bytes_and_no_more() {
        let full = [0xff; 255];
        let bytes = encode(Kind::Result, &full).unwrap();
        assert_eq!(decoded(&bytes), [packet(Kind::Result, &full)]);
        assert_eq!(encode(Kind::Result, &[0; 256]), None);
    }

    #[test]
    fn a_wrong_checksum_hides_no_packet_that_follows() {
        let good = encode(Kind::CurrentState, &[4]).unwrap();
        let mut wrong_sum = good.to_vec();
        wrong_sum[10] ^= 1;
        // The length says more than there is: the good one lies within.
        let mut wrong_length = good.to_vec();
        wrong_length[8] = 12;
        for broken in [wrong_sum, wrong_length] {
            let both = [&broken[..], &good, &good].concat();
            let found = decoded(&both);
            assert_eq!(found.last(), Some(&packet(Kind::CurrentState, &[4])));
            assert_eq!(found.len(), 2);
        }
    }

    #[test]
    fn silence_noise_and_broken_packets_are_told_apart() {
        let mut decoder = Decoder::default();
        assert_eq!((decoder.next(), decoder.heard()), (None, Heard::Nothing));
        decoder.push(b"[I] booting IMPROVised\r\n");
        assert_eq!((decoder.next(), decoder.heard()), (None, Heard::Noise));
        decoder.push(b"IMPROV\x01\x01\x01\x02\x00\n");
        assert_eq!((decoder.next(), decoder.heard()), (None, Heard::Improv));
        decoder.push(&[0; 4096]);
        assert_eq!(decoder.next(), None);
        assert!(decoder.held.is_empty());
    }

    proptest! {
        #[test]
        fn packets_are_found_between_noise_however_the_bytes_are_cut(
            datas in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..=255), 1..4),
            noise in "[ -~\r\n]{0,40}IMPRO[ -~]{0,9}\n",
            cut in 1_usize..40,
        ) {
            prop_assume!(!noise.contains("IMPROV"));
            let mut bytes = Vec::new();
            for data in &datas {
                bytes.extend_from_slice(noise.as_bytes());
                bytes.extend_from_slice(&encode(Kind::Result, data).unwrap());
            }
            let mut decoder = Decoder::default();
            let mut found = Vec::new();
            for piece in bytes.chunks(cut) {
                decoder.push(piece);
                found.extend(all(&mut decoder));
            }
            let sent: Vec<_> = datas.iter().map(|data| packet(Kind::Result, data)).collect();
            prop_assert_eq!(found, sent);
        }

        #[test]
        fn no_bytes_stop_the_program(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let mut decoder = Decoder::default();
            decoder.push(b"IMPROV\x01");
            decoder.push(&bytes);
            all(&mut decoder);
            prop_assert!(decoder.held.len() <= HEADER + 255);
        }
    }
}
