//! Codes as the readers see them that cameras and phones have inside: zbar, OpenCV, ZXing in C++, and quirc (of which rqrr is a
//! translation). Where one of them reads something else than the code says, that is held here, word for word.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use porchlight_core::wifi::code::{self, CodeFamily};
use porchlight_core::wifi::{ChosenNetwork, WifiSecret};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Deserialize;

use super::pictures::Picture;
use super::{hidden, network, open, passwords, porchlight, reolink, typed, wyze, yi};

/// What `readers.py` says of one picture.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Reading {
    zbar: Option<String>,
    opencv: Option<String>,
    zxing: Option<String>,
}

impl Reading {
    fn of_all(text: &str) -> Self {
        let read = Some(text.to_owned());
        Self {
            zbar: read.clone(),
            opencv: read.clone(),
            zxing: read,
        }
    }
}

/// A code that is shown, and the text that is in it.
struct Shown {
    text: String,
    picture: Picture,
}

impl Shown {
    fn new(family: &CodeFamily, network: &ChosenNetwork, secret: &WifiSecret) -> Self {
        let payload = code::payload(family, network, secret).unwrap();
        let picture = Picture::of(&payload.svg().unwrap());
        assert_eq!(picture.read_by_rqrr(), payload.expose(), "{family:?}");
        let octets = payload.expose();
        let text = if matches!(family, CodeFamily::Reolink { .. }) {
            // ISO-8859-1: the first 256 characters of Unicode.
            octets.iter().copied().map(char::from).collect()
        } else {
            String::from_utf8(octets.to_vec()).unwrap()
        };
        Self { text, picture }
    }
}

#[test]
fn every_familys_code_is_read_by_every_reader() {
    let longest = "0Oo1lI|".repeat(9);
    let names = [
        "Home",
        "Cafe",
        "2019",
        "c0ffee",
        "a;b\\c\"d,e:f",
        "  two blanks  ",
    ];
    let mut shown = Vec::new();
    for name in names {
        for password in ["correct horse", r#""12345678""#, r#"\;,":'<>%41"#, &longest] {
            for family in [porchlight(), CodeFamily::WifiUri, reolink(), yi()] {
                shown.push(Shown::new(&family, &hidden(name), &typed(password)));
            }
        }
        shown.push(Shown::new(&wyze(), &network(name), &typed("correct horse")));
        shown.push(Shown::new(
            &CodeFamily::WifiUri,
            &open(name),
            &WifiSecret::None,
        ));
    }
    for (name, password) in [
        ("Home", "correct-horse"),
        ("Cafe", &longest),
        ("2.4;\\\"'", "a=b&c<d>"),
    ] {
        shown.push(Shown::new(
            &CodeFamily::OpenIpc,
            &network(name),
            &typed(password),
        ));
    }
    let densest = [(porchlight(), [0xff; 32]), (yi(), [0xfe; 32])];
    for (family, name) in &densest {
        shown.push(Shown::new(family, &hidden(name), &typed(&longest)));
    }
    for (reading, shown) in readings(&shown).iter().zip(&shown) {
        assert_eq!(*reading, Reading::of_all(&shown.text));
    }
}

#[test]
fn an_owner_whose_network_has_accents_in_its_name_gets_a_code_that_every_reader_reads() {
    let names = [
        "éclair",
        "Café",
        "Zoë",
        "così",
        "Perché no?",
        "Über uns",
        "naïve",
        "Ñandú",
        "été",
        "Gästehaus 🏡",
        "Łódź",
        "Дом",
        "Ελλάδα",
        "שלום",
        "東京",
        "日本語",
        "한국",
        "ß",
        "🏡",
    ];
    let shown = names.map(|name| {
        Shown::new(
            &CodeFamily::WifiUri,
            &network(name),
            &typed("correct horse"),
        )
    });
    for (reading, shown) in readings(&shown).iter().zip(&shown) {
        assert!(shown.text.starts_with("WIFI:T:WPA;S:"));
        assert_eq!(*reading, Reading::of_all(&shown.text));
    }
}

/// Names of all alphabets and nasty passwords, the same each time.
#[test]
fn names_of_all_alphabets_are_read_by_every_reader() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = ("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,8}", passwords());
    let shown: Vec<_> = (0..64)
        .map(|_| {
            let (name, password) = strategy.new_tree(&mut runner).unwrap().current();
            Shown::new(&CodeFamily::WifiUri, &network(name), &typed(&password))
        })
        .collect();
    for (reading, shown) in readings(&shown).iter().zip(&shown) {
        assert_eq!(*reading, Reading::of_all(&shown.text));
    }
}

/// Reolink's code is ISO-8859-1 and says nothing of it, which by ISO/IEC 18004 means just that. zbar guesses all the same, and
/// takes an accent and the letter after it for one character of Big5.
#[test]
fn reolinks_accents_are_read_by_all_but_zbar_which_guesses() {
    let names = ["Café", "Zoë", "così", "éclair", "Über uns"];
    let by_zbar = ["Café", "Zoë", "così", "嶰lair", "鈁er uns"];
    let shown = names.map(|name| Shown::new(&reolink(), &network(name), &typed("correct horse")));
    for (at, reading) in readings(&shown).into_iter().enumerate() {
        let text = &shown[at].text;
        let wanted = Reading {
            zbar: Some(text.replace(names[at], by_zbar[at])),
            ..Reading::of_all(text)
        };
        assert_eq!(reading, wanted);
    }
}

/// By `readers.py`, all in one go: Python takes longer to start than to read.
fn readings(shown: &[Shown]) -> Vec<Reading> {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools");
    // `.ci/tools` writes it when all of them are there.
    let there = tools.join("tools.txt").exists();
    assert!(
        there,
        "zbar, OpenCV and ZXing for Python are missing: run `make tools`"
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/core/wifi/readers.py");
    let mut python = Command::new(tools.join("bin/python"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pictures = Vec::new();
    for Shown { picture, .. } in shown {
        writeln!(pictures, "{}", picture.side).unwrap();
        pictures.extend_from_slice(&picture.luma);
    }
    // It reads all before it says a word, so neither waits for the other. It may be gone already: then it says why.
    drop(python.stdin.take().unwrap().write_all(&pictures));
    let said = python.wait_with_output().unwrap();
    let why = String::from_utf8_lossy(&said.stderr);
    assert!(
        said.status.success(),
        "the readers of codes cannot be asked: run `make tools`\n{why}"
    );
    let readings: Vec<Reading> = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!(readings.len(), shown.len());
    readings
}
