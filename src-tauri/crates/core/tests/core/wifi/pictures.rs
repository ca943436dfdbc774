//! Codes as a camera sees them: the real drawing, as pixels, read by two decoders of different descent.

use porchlight_core::secret::Password;
use porchlight_core::wifi::WifiSecret;
use porchlight_core::wifi::code::{self, CodeError, CodeFamily};
use porchlight_soak::rounds;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use rxing::client::result::{ParsedClientResult, parseRXingResult};
use rxing::common::HybridBinarizer;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, Luma8LuminanceSource, RXingResult, Reader};

use super::{
    families, hidden, names, network, open, passwords, porchlight, reolink, typed, wyze, yi,
};

/// Pixels for each module.
const SCALE: usize = 4;

proptest! {
    // The same networks each time: whether somebody else's decoder has a bad day is not what is tested.
    #![proptest_config(ProptestConfig { cases: rounds(48), rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_two_decoders_read_off_the_picture_is_what_the_code_says(
        name in names(),
        password in passwords(),
        is_open in any::<bool>(),
        is_hidden in any::<bool>(),
    ) {
        let (mut network, secret) = if is_open {
            (open(name), WifiSecret::None)
        } else {
            (network(name), typed(&password))
        };
        network.hidden = is_hidden;
        for family in families() {
            let Ok(payload) = code::payload(&family, &network, &secret) else {
                // What is refused, and that nothing else is, is the matter of the tests of codes.
                continue;
            };
            let picture = Picture::of(&payload.svg().unwrap());
            prop_assert_eq!(picture.read_by_rqrr(), payload.expose(), "{:?}", family);
            prop_assert_eq!(picture.read_by_rxing(), payload.expose(), "{:?}", family);
        }
    }

    #[test]
    fn a_phone_reads_the_name_and_the_password_that_were_typed(
        // ZXing's parser in Rust counts octets as characters and falls over others than ASCII.
        name in "[ -~]{1,32}",
        password in "[ -~]{8,63}",
        is_hidden in any::<bool>(),
    ) {
        let mut network = network(&name);
        network.hidden = is_hidden;
        let payload = code::payload(&CodeFamily::WifiUri, &network, &typed(&password)).unwrap();
        let picture = Picture::of(&payload.svg().unwrap());
        let ParsedClientResult::WiFiResult(read) = parseRXingResult(&picture.result_of_rxing()) else {
            panic!("not a network to ZXing");
        };
        prop_assert_eq!(read.getSsid(), name);
        prop_assert_eq!(read.getPassword(), password);
        prop_assert_eq!(read.isHidden(), is_hidden);
        prop_assert_eq!(read.getNetworkEncryption(), "WPA");
    }
}

#[test]
fn every_family_is_read_by_both_decoders_also_where_it_is_densest() {
    let longest = "0Oo1lI|".repeat(9);
    let cases: [(CodeFamily, &[u8], &str); 8] = [
        (porchlight(), &[0xff; 32], &longest),
        (CodeFamily::OpenIpc, &[b'W'; 32], &longest),
        (
            CodeFamily::WifiUri,
            &[b';'; 32],
            &longest.replace('|', "\\"),
        ),
        (CodeFamily::WifiUri, "Gästehaus 🏡".as_bytes(), "pass;word"),
        (reolink(), "Café Zoë ÿ".as_bytes(), &longest),
        (reolink(), &[b'&'; 32], &longest.replace('|', "<")),
        (wyze(), &[0xfe; 32], &longest[..61]),
        (yi(), &[0x01; 32], &longest),
    ];
    for (family, name, password) in cases {
        let payload = code::payload(&family, &hidden(name), &typed(password)).unwrap();
        let picture = Picture::of(&payload.svg().unwrap());
        assert_eq!(picture.read_by_rqrr(), payload.expose(), "{family:?}");
        assert_eq!(picture.read_by_rxing(), payload.expose(), "{family:?}");
    }
}

#[test]
fn latin_1_reaches_the_camera_as_latin_1() {
    let payload = code::payload(&reolink(), &network("Zoë"), &typed("password")).unwrap();
    let picture = Picture::of(&payload.svg().unwrap());
    let wanted = b"<QR><S>Zo\xeb</S><P>password</P><C>7Q2C</C></QR>";
    assert_eq!(picture.read_by_rqrr(), wanted);
    assert_eq!(picture.read_by_rxing(), wanted);
}

#[test]
fn the_picture_is_white_with_four_modules_of_quiet_zone() {
    let payload = code::payload(&porchlight(), &network("Home"), &typed("password")).unwrap();
    let picture = Picture::of(&payload.svg().unwrap());
    let quiet = 4 * SCALE;
    let inner = quiet..picture.side - quiet;
    let dark = |x: usize, y: usize| picture.luma[y * picture.side + x] < 128;
    for y in 0..picture.side {
        for x in 0..picture.side {
            if !(inner.contains(&x) && inner.contains(&y)) {
                assert!(!dark(x, y), "dark at {x}, {y}");
            }
        }
    }
    // No farther than that: the corners of the finders.
    assert!(dark(inner.start, inner.start));
    assert!(dark(inner.end - 1, inner.start));
    assert!(dark(inner.start, inner.end - 1));
    // Nothing grey: modules end where pixels do.
    assert!(picture.luma.iter().all(|&l| l == 0 || l == 255));
}

#[test]
fn the_picture_scales_and_has_nothing_in_it_but_its_modules() {
    let payload = code::payload(&porchlight(), &network("Home"), &typed("password")).unwrap();
    let svg = payload.svg().unwrap();
    let document = resvg::usvg::roxmltree::Document::parse(svg.expose()).unwrap();
    let root = document.root_element();
    assert!(root.attribute("viewBox").is_some());
    assert_eq!(root.attribute("width"), None);
    assert_eq!(root.attribute("height"), None);
    let tags: Vec<_> = root.descendants().map(|n| n.tag_name().name()).collect();
    assert_eq!(tags, ["svg", "path", "path"]);
    assert!(root.descendants().all(|n| n.attribute("id").is_none()));
}

#[test]
fn a_code_too_dense_to_scan_says_so_and_the_last_one_that_is_not_can_be_read() {
    let drawn = |token: usize| {
        let family = CodeFamily::Porchlight {
            address: "https://home.example".into(),
            token: Password::new("t".repeat(token)),
        };
        let payload = code::payload(&family, &network("Home"), &typed("password")).unwrap();
        let svg = payload.svg().map(|svg| Picture::of(&svg));
        (payload, svg)
    };
    // Version 12 at level L holds 367 octets (ISO/IEC 18004 table 7).
    let spare = 367 - drawn(0).0.expose().len();
    let (payload, picture) = drawn(spare);
    let picture = picture.unwrap();
    assert_eq!(picture.side, (65 + 8) * SCALE);
    assert_eq!(picture.read_by_rqrr(), payload.expose());
    assert_eq!(picture.read_by_rxing(), payload.expose());
    assert_eq!(drawn(spare + 1).1.err(), Some(CodeError::TooDense));
}

/// A drawing as pixels, 255 is white.
pub(super) struct Picture {
    pub(super) side: usize,
    pub(super) luma: Vec<u8>,
}

impl Picture {
    pub(super) fn of(svg: &Password) -> Self {
        let tree = Tree::from_str(svg.expose(), &Options::default()).unwrap();
        // Without width and height the viewBox is the size.
        let side = tree.size().width() as usize * SCALE;
        let mut pixels = Pixmap::new(side as u32, side as u32).unwrap();
        let scale = Transform::from_scale(SCALE as f32, SCALE as f32);
        resvg::render(&tree, scale, &mut pixels.as_mut());
        // Not painted at all would be black to a camera: only what is opaque counts as white.
        let luma = pixels
            .pixels()
            .iter()
            .map(|p| {
                assert_eq!((p.red(), p.red()), (p.green(), p.blue()), "coloured");
                p.red()
            })
            .collect();
        Self { side, luma }
    }

    pub(super) fn read_by_rqrr(&self) -> Vec<u8> {
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(self.side, self.side, |x, y| {
                self.luma[y * self.side + x]
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "codes that rqrr sees");
        let mut bytes = Vec::new();
        grids[0].decode_to(&mut bytes).unwrap();
        bytes
    }

    fn result_of_rxing(&self) -> RXingResult {
        let side = u32::try_from(self.side).unwrap();
        let source = Luma8LuminanceSource::new(self.luma.clone(), side, side).unwrap();
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        QrReader.decode(&mut bitmap).unwrap()
    }

    fn read_by_rxing(&self) -> Vec<u8> {
        self.result_of_rxing().getRawBytes().to_vec()
    }
}
