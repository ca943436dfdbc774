//! What of a tile is dark.

use crate::tiles::Tile;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Threshold {
    /// Darker than what is around it, for codes in an uneven light or of little contrast.
    Local,
    /// One for the whole tile, that parts dark and light best (N. Otsu, "A threshold selection method from gray-level histograms",
    /// 1979). What is drawn in two colours is kept as it is drawn.
    Otsu,
}

impl Threshold {
    /// For each pixel of the tile whether it is dark; of an inverted picture, light.
    pub(crate) fn dark(self, tile: &Tile<'_>, inverted: bool) -> Vec<bool> {
        match self {
            Self::Local => darker_than_around(tile, inverted),
            Self::Otsu => {
                let most = otsu(tile);
                let greys = tile.rows().flatten();
                greys.map(|grey| (*grey <= most) != inverted).collect()
            }
        }
    }
}

/// Darker by a little than the mean of the square of pixels around it.
fn darker_than_around(tile: &Tile<'_>, inverted: bool) -> Vec<bool> {
    /// Pixels to each side: several modules of a small code. A large one is small at another level.
    const RADIUS: usize = 20;
    /// Hundredths of the mean: paper is never wholly even.
    const LITTLE: u64 = 4;
    let flip = if inverted { u8::MAX } else { 0 };
    let rows: Vec<&[u8]> = tile.rows().collect();
    let grey = |row: &[u8], x: usize| u64::from(row.get(x).copied().unwrap_or_default() ^ flip);
    let mut dark = Vec::with_capacity(tile.width * tile.height);
    // Of each column, the rows around this one.
    let mut columns = vec![0; tile.width];
    for row in rows.iter().take(RADIUS) {
        (0..tile.width).for_each(|x| columns[x] += grey(row, x));
    }
    for (y, row) in rows.iter().enumerate() {
        if let Some(below) = rows.get(y + RADIUS) {
            (0..tile.width).for_each(|x| columns[x] += grey(below, x));
        }
        if let Some(above) = y.checked_sub(RADIUS + 1).and_then(|above| rows.get(above)) {
            (0..tile.width).for_each(|x| columns[x] -= grey(above, x));
        }
        let heights = around(y, RADIUS, tile.height);
        let mut sum: u64 = columns.iter().take(RADIUS).sum();
        for x in 0..tile.width {
            sum += columns.get(x + RADIUS).copied().unwrap_or_default();
            if let Some(left) = x.checked_sub(RADIUS + 1) {
                sum -= columns[left];
            }
            let pixels = heights * around(x, RADIUS, tile.width);
            dark.push(grey(row, x) * pixels * 100 < sum * (100 - LITTLE));
        }
    }
    dark
}

/// How many of `length` are no farther than `radius` from `at`.
fn around(at: usize, radius: usize, length: usize) -> u64 {
    let first = at.saturating_sub(radius);
    let end = (at + radius + 1).min(length);
    u64::try_from(end - first).unwrap_or_default()
}

/// The lightest grey that is dark.
#[expect(
    clippy::cast_precision_loss,
    reason = "no tile has so many pixels that a double could not count them"
)]
fn otsu(tile: &Tile<'_>) -> u8 {
    let mut counts = [0_u64; 256];
    for grey in tile.rows().flatten() {
        counts[usize::from(*grey)] += 1;
    }
    let weighted = |(grey, count): (u64, &u64)| grey * count;
    let all: u64 = counts.iter().sum();
    let sum: u64 = (0..).zip(&counts).map(weighted).sum();
    let (mut dark, mut dark_sum) = (0, 0);
    let mut best = (0.0, 0);
    for (grey, count) in (0_u8..=u8::MAX).zip(&counts) {
        dark += count;
        dark_sum += u64::from(grey) * count;
        let light = all - dark;
        if dark == 0 || light == 0 {
            continue;
        }
        let apart = dark_sum as f64 / dark as f64 - (sum - dark_sum) as f64 / light as f64;
        // Between the two classes, up to a constant.
        let variance = dark as f64 * light as f64 * apart * apart;
        if variance > best.0 {
            best = (variance, grey);
        }
    }
    best.1
}
