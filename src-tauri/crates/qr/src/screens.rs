//! Screens, made here: windows, lines of what could be text, and a code somewhere among them.

use qrcode::{Color, EcLevel, QrCode, Version};
use zeroize::Zeroizing;

use crate::Grey;

const LINK: &str =
    "otpauth://totp/Wyze:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Wyze";
const OTHER: &str = "otpauth://totp/Ring:ada?secret=IFXG65DIMVZEGYLOMFZHSIZS&issuer=Ring";
const SIZES: [(usize, usize); 3] = [(1920, 1080), (2560, 1440), (3840, 2160)];

struct Screen {
    width: usize,
    height: usize,
    grey: Vec<u8>,
    chance: u32,
}

/// Where and how a code is drawn: pixels of its left upper corner and of its side, and its two greys.
#[derive(Clone, Copy)]
struct Drawn {
    left: usize,
    top: usize,
    side: usize,
    dark: u8,
    light: u8,
}

impl Screen {
    /// Windows over one another, with lines of strokes as fine as text.
    fn new(width: usize, height: usize, seed: u32) -> Self {
        let mut screen = Self {
            width,
            height,
            grey: vec![235; width * height],
            chance: seed,
        };
        for _ in 0..8 {
            let (w, h) = (
                width / 4 + screen.below(width / 3),
                height / 4 + screen.below(height / 3),
            );
            let (left, top) = (screen.below(width - w), screen.below(height - h));
            let shades = [20, 45, 80, 160, 220, 250, 255];
            let paper = shades[screen.below(shades.len())];
            screen.fill(left, top, w, h, paper);
            for line in (top + 10..top + h - 16).step_by(18) {
                let end = left + w - 20 - screen.below(w / 3);
                for letter in (left + 10..end).step_by(8) {
                    screen.letter(letter, line, paper);
                }
            }
        }
        screen
    }

    fn letter(&mut self, left: usize, top: usize, paper: u8) {
        let ink = if paper > 128 { 30 } else { 225 };
        if self.below(6) == 0 {
            return;
        }
        for y in 0..10 {
            for x in 0..6 {
                // Half of them are as soft as the edges of letters.
                let grey = match self.below(5) {
                    0 => ink,
                    1 => ink / 2 + paper / 2,
                    _ => continue,
                };
                self.grey[(top + y) * self.width + left + x] = grey;
            }
        }
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, grey: u8) {
        for row in top..(top + height).min(self.height) {
            let end = (left + width).min(self.width);
            self.grey[row * self.width + left..row * self.width + end].fill(grey);
        }
    }

    /// In the version of ISO/IEC 18004 that has 57 modules on a side, with four of paper around.
    fn with(mut self, says: &str, drawn: Drawn) -> Self {
        let code = QrCode::with_version(says, Version::Normal(10), EcLevel::L).unwrap();
        let modules = code.width();
        let colors = code.to_colors();
        let Drawn {
            left,
            top,
            side,
            dark,
            light,
        } = drawn;
        let quiet = 4 * side / modules;
        let paper = side + 2 * quiet;
        self.fill(left - quiet, top - quiet, paper, paper, light);
        for y in 0..side {
            for x in 0..side {
                let module = y * modules / side * modules + x * modules / side;
                if colors[module] == Color::Dark {
                    self.grey[(top + y) * self.width + left + x] = dark;
                }
            }
        }
        self
    }

    /// As a picture that was scaled or packed: each pixel has something of those beside it.
    fn softened(mut self) -> Self {
        let sharp = self.grey.clone();
        for at in self.width + 1..sharp.len() - self.width - 1 {
            let row = |from: usize| {
                let [a, b, c] = [sharp[from - 1], sharp[from], sharp[from + 1]].map(u16::from);
                a + 2 * b + c
            };
            let sum = row(at - self.width) + 2 * row(at) + row(at + self.width);
            self.grey[at] = u8::try_from(sum / 16).unwrap();
        }
        self
    }

    fn reads(self) -> Vec<String> {
        let grey = Grey::new(self.width, self.height, Zeroizing::new(self.grey)).unwrap();
        let codes = grey.codes();
        let text = |code: &Zeroizing<Vec<u8>>| String::from_utf8(code.to_vec()).unwrap();
        codes.iter().map(text).collect()
    }

    /// The same at each run (the constants of Numerical Recipes).
    fn below(&mut self, bound: usize) -> usize {
        self.chance = self
            .chance
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        usize::try_from(self.chance >> 8).unwrap() % bound
    }
}

fn drawn(side: usize, (width, height): (usize, usize)) -> Drawn {
    Drawn {
        left: width * 5 / 8,
        top: height / 3,
        side,
        dark: 20,
        light: 255,
    }
}

#[test]
fn an_owner_who_shows_a_picture_of_the_whole_screen_has_its_small_code_read() {
    for (size @ (width, height), sides) in
        SIZES
            .into_iter()
            .zip([&[171, 313, 600][..], &[171], &[171]])
    {
        for side in sides {
            let screen = Screen::new(width, height, 7).with(LINK, drawn(*side, size));
            assert_eq!(screen.reads(), [LINK], "{side} of {width} × {height}");
        }
    }
}

#[test]
fn an_owner_with_a_dark_desktop_has_a_light_code_read() {
    let size @ (width, height) = SIZES[0];
    let light = Drawn {
        dark: 230,
        light: 30,
        ..drawn(171, size)
    };
    let screen = Screen::new(width, height, 11).with(LINK, light);
    assert_eq!(screen.reads(), [LINK]);
}

#[test]
fn an_owner_whose_code_is_pale_or_soft_has_it_read() {
    let size @ (width, height) = SIZES[0];
    let pale = Drawn {
        dark: 120,
        light: 170,
        ..drawn(228, size)
    };
    let screen = Screen::new(width, height, 13).with(LINK, pale);
    assert_eq!(screen.reads(), [LINK], "pale");
    let screen = Screen::new(width, height, 17).with(LINK, drawn(228, size));
    assert_eq!(screen.softened().reads(), [LINK], "soft");
}

#[test]
fn an_owner_whose_screen_shows_two_codes_has_both_found_whatever_their_size() {
    let size @ (width, height) = SIZES[1];
    let corner = Drawn {
        left: 60,
        top: 60,
        ..drawn(600, size)
    };
    let screen = Screen::new(width, height, 19)
        .with(LINK, drawn(171, size))
        .with(OTHER, corner);
    let mut read = screen.reads();
    read.sort();
    assert_eq!(read, [OTHER, LINK]);
}

#[test]
fn a_screen_without_a_code_has_none() {
    let (width, height) = SIZES[0];
    assert!(Screen::new(width, height, 23).reads().is_empty());
    for (width, height) in [(1, 1), (1, 1600), (1600, 1), (3, 2), (641, 641)] {
        let grey = Grey::new(width, height, vec![200; width * height].into()).unwrap();
        assert!(grey.codes().is_empty(), "{width} × {height}");
    }
}

#[test]
fn what_is_no_picture_is_none() {
    for (width, height, pixels) in [(0, 0, 0), (0, 10, 0), (20, 11, 220 - 1), (usize::MAX, 2, 4)] {
        assert!(Grey::new(width, height, vec![0; pixels].into()).is_none());
    }
}
