//! Parts of a picture that overlap.

use crate::Grey;

/// Pixels of a side.
const SIDE: usize = 1024;
/// From one to the next: what is no wider than the rest is in one of them as a whole.
const STEP: usize = 640;
/// Between the lightest and the darkest pixel, of 255: less is paper, or a plain background.
const LEAST_CONTRAST: u8 = 16;

/// A part of a picture.
pub(crate) struct Tile<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    picture: &'a Grey,
    left: usize,
    top: usize,
}

impl Tile<'_> {
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        let rows = self.picture.pixels.chunks_exact(self.picture.width);
        let columns = self.left..self.left + self.width;
        let rows = rows.skip(self.top).take(self.height);
        rows.map(move |row| row.get(columns.clone()).unwrap_or_default())
    }

    fn has_contrast(&self) -> bool {
        let (mut lightest, mut darkest) = (u8::MIN, u8::MAX);
        for grey in self.rows().flatten() {
            lightest = lightest.max(*grey);
            darkest = darkest.min(*grey);
        }
        lightest.saturating_sub(darkest) >= LEAST_CONTRAST
    }
}

/// All of it, if there is something to see.
pub(crate) fn whole(picture: &Grey) -> Option<Tile<'_>> {
    let tile = Tile {
        width: picture.width,
        height: picture.height,
        picture,
        left: 0,
        top: 0,
    };
    tile.has_contrast().then_some(tile)
}

/// Those in which there is something to see.
pub(crate) fn of(picture: &Grey) -> impl Iterator<Item = Tile<'_>> {
    let tiles = starts(picture.height).flat_map(move |top| {
        starts(picture.width).map(move |left| Tile {
            width: SIDE.min(picture.width),
            height: SIDE.min(picture.height),
            picture,
            left,
            top,
        })
    });
    tiles.filter(Tile::has_contrast)
}

/// The last one ends where the picture does.
fn starts(length: usize) -> impl Iterator<Item = usize> {
    let last = length.saturating_sub(SIDE);
    (0..last).step_by(STEP).chain([last])
}
