//! The picture, and smaller ones of it.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::Grey;

/// On the longer side, in pixels: below it there is no code any more that was not read before.
const SMALLEST: usize = 320;

/// The smallest first, which costs the least.
pub(crate) fn of(picture: &Grey) -> Vec<Cow<'_, Grey>> {
    let mut levels = vec![Cow::Borrowed(picture)];
    while let Some(last) = levels.last()
        && last.width.max(last.height) >= 2 * SMALLEST
        && last.width.min(last.height) >= 2
    {
        let half = half(last);
        levels.push(Cow::Owned(half));
    }
    levels.reverse();
    levels
}

/// Each pixel is the mean of four.
fn half(picture: &Grey) -> Grey {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let mut pixels = Zeroizing::new(Vec::with_capacity(width * height));
    for rows in picture.pixels.chunks_exact(2 * picture.width) {
        let (upper, lower) = rows.split_at(picture.width);
        for (above, below) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
            let sum: u16 = above.iter().chain(below).map(|grey| u16::from(*grey)).sum();
            pixels.push(u8::try_from(sum / 4).unwrap_or(u8::MAX));
        }
    }
    Grey {
        width,
        height,
        pixels,
    }
}

impl Clone for Grey {
    fn clone(&self) -> Self {
        Self {
            width: self.width,
            height: self.height,
            pixels: self.pixels.clone(),
        }
    }
}
