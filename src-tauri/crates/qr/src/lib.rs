//! QR codes (ISO/IEC 18004) in pictures that were not made for them: a photo, or a whole screen with windows, text and pictures
//! around a small code.
//!
//! - here: a picture, and what its codes say
//! - `levels`: the same picture at a half and a quarter of its size, where large codes are small
//! - `tiles`: parts of it, so that a code is not lost in what is around it
//! - `threshold`: what of a tile is dark
//!
//! A code is found by `rqrr`. It can be stopped, or kept busy, by a picture that is made for it: whoever shows it one of somebody else
//! does so in a process that may end.

mod levels;
mod threshold;
mod tiles;

#[cfg(test)]
mod screens;

use zeroize::Zeroizing;

use crate::threshold::Threshold;
use crate::tiles::Tile;

/// Pixels of the largest picture that is looked at: a screen of 5120 × 2880 has fewer.
pub const MOST_PIXELS: usize = 16_000_000;

/// Grey pixels, row by row from the top; 0 is black. Wiped when dropped: a code may say a secret.
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl Grey {
    /// `None`: there is no pixel, or there are not `width` × `height` of them.
    pub fn new(width: usize, height: usize, pixels: Zeroizing<Vec<u8>>) -> Option<Self> {
        let right = width.checked_mul(height) == Some(pixels.len()) && !pixels.is_empty();
        right.then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// What its codes say that can be read, each once: dark on light and light on dark, of whatever size and wherever they are.
    pub fn codes(&self) -> Vec<Zeroizing<Vec<u8>>> {
        let mut codes = Vec::new();
        for level in levels::of(self) {
            let whole = tiles::whole(&level).map(|tile| (tile, Threshold::Local));
            let parts = tiles::of(&level).map(|tile| (tile, Threshold::Otsu));
            for (tile, threshold) in whole.into_iter().chain(parts) {
                for inverted in [false, true] {
                    for code in read(&tile, threshold, inverted) {
                        if !codes.contains(&code) {
                            codes.push(code);
                        }
                    }
                }
            }
        }
        codes
    }
}

fn read(tile: &Tile<'_>, threshold: Threshold, inverted: bool) -> Vec<Zeroizing<Vec<u8>>> {
    let dark = threshold.dark(tile, inverted);
    let mut image = rqrr::PreparedImage::prepare_from_bitmap(tile.width, tile.height, |x, y| {
        dark.get(y * tile.width + x).copied().unwrap_or(false)
    });
    image
        .detect_grids()
        .into_iter()
        .filter_map(|grid| {
            let mut said = Zeroizing::new(Vec::new());
            grid.decode_to(&mut *said).ok()?;
            Some(said)
        })
        .collect()
}
