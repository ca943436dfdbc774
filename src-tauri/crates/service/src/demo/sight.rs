//! What a camera sees when it is held in front of the window: pixels, and in them a code. The reader shares nothing
//! with whoever draws the code.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use zeroize::Zeroizing;

/// Side of the code on the screen, in pixels.
const SIDE: u16 = 560;
/// Of the dark window around it: a code has to bring its own quiet zone.
const AROUND: u16 = 80;

/// The bytes of the first code that can be read. Slow: not for the runtime's threads.
pub(super) fn read(svg: &str) -> Option<Zeroizing<Vec<u8>>> {
    let screen = draw(svg)?;
    let width = usize::try_from(screen.width()).ok()?;
    let height = usize::try_from(screen.height()).ok()?;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        screen.pixels().get(y * width + x).map_or(0, |pixel| {
            let all = u16::from(pixel.red()) + u16::from(pixel.green()) + u16::from(pixel.blue());
            u8::try_from(all / 3).unwrap_or(u8::MAX)
        })
    });
    image.detect_grids().into_iter().find_map(|grid| {
        let mut bytes = Zeroizing::new(Vec::new());
        grid.decode_to(&mut *bytes).ok()?;
        Some(bytes)
    })
}

fn draw(svg: &str) -> Option<Pixmap> {
    // Nested: nothing that the drawing names is read from this computer.
    let tree = Tree::from_data_nested(svg.as_bytes(), &Options::default()).ok()?;
    let side = u32::from(SIDE + 2 * AROUND);
    let mut screen = Pixmap::new(side, side)?;
    screen.fill(Color::from_rgba8(30, 30, 34, 255));
    let size = tree.size();
    let scale = f32::from(SIDE) / size.width().max(size.height());
    let place = Transform::from_scale(scale, scale).post_translate(AROUND.into(), AROUND.into());
    resvg::render(&tree, place, &mut screen.as_mut());
    Some(screen)
}
