//! A payload as a QR code (ISO/IEC 18004), drawn as SVG.

use std::fmt::Write as _;

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

use super::{Charset, CodeError};
use crate::secret::Password;

/// The densest version that is drawn: 65 modules a side, 73 with the quiet zone.
///
/// Cameras focus far away, so the code is held at arm's length: 20 cm of screen at 40 cm fill about 28° of a view of
/// some 110°. A scanner that looks at 640 pixels across has then 2.2 of them for each module of version 12, and readers
/// lose their footing below two. Worked out, not measured on cameras.
const DENSEST: i16 = 12;

/// Its extended channel interpretation (AIM ITS/04-023; ISO/IEC 18004 §7.4.2).
const UTF_8: u32 = 26;

/// Modules; ISO/IEC 18004 §9.1.
const QUIET_ZONE: usize = 4;

/// Recovers 15 % (level M) where that fits, 7 % (level L) where only that fits: a coarser code is easier to read than a
/// finer one that forgives more. Scales to any size; nothing in it but two paths.
pub(crate) fn svg(payload: &[u8], charset: Charset) -> Result<Password, CodeError> {
    let code = smallest(payload, charset, EcLevel::M)
        .or_else(|| smallest(payload, charset, EcLevel::L))
        .ok_or(CodeError::TooDense)?;
    let side = code.width() + 2 * QUIET_ZONE;
    Ok(Password::new(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{}"/></svg>"##,
        dark(&code)
    )))
}

/// One segment in byte mode, the only way to say octets; before it the word about the character set, where there is one.
fn smallest(payload: &[u8], charset: Charset, level: EcLevel) -> Option<QrCode> {
    (1..=DENSEST).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        if charset == Charset::Utf8 {
            bits.push_eci_designator(UTF_8).ok()?;
        }
        bits.push_byte_data(payload).ok()?;
        bits.push_terminator(level).ok()?;
        QrCode::with_bits(bits, level).ok()
    })
}

/// One rectangle for each run of dark modules in a row.
fn dark(code: &QrCode) -> String {
    let mut path = String::with_capacity(code.width() * code.width() * 8);
    for y in 0..code.width() {
        let mut x = 0;
        while x < code.width() {
            let run = (x..code.width())
                .take_while(|&x| code[(x, y)] == Color::Dark)
                .count();
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // Writing to a string cannot fail.
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}
