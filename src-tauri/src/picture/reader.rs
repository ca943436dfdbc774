//! The process that looks for a code in a picture: this program, started for one picture.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use porchlight_core::error::FailureCode;
use porchlight_qr::{Grey, MOST_PIXELS};
use zeroize::Zeroizing;

use super::GreyPicture;

/// The first and only one, of a program that is to be a reader.
pub(super) const ARGUMENT: &str = "read-picture";

/// An honest picture of the largest size is searched in a fraction of it, also by a slow computer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a reader says: octets, or why not.
pub(super) type Answer = Result<Vec<u8>, FailureCode>;

/// Whether this process was started to be one.
pub(crate) fn is_wanted() -> bool {
    std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == ARGUMENT)
}

/// From standard input a [`GreyPicture`] in JSON, to standard output an [`Answer`].
pub(crate) fn run() -> ExitCode {
    porchlight_service::crash::leave_no_memory_behind();
    std::thread::spawn(|| {
        std::thread::sleep(PATIENCE);
        // Whoever asked takes silence for it.
        std::process::exit(1);
    });
    let picture = io::read_to_string(io::stdin()).map(Zeroizing::new);
    let Ok(Ok(picture)) = picture.map(|json| serde_json::from_str(&json)) else {
        return ExitCode::FAILURE;
    };
    let answer: Answer = only_code(&picture).map(|code| code.to_vec());
    match serde_json::to_writer(io::stdout(), &answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn only_code(picture: &GreyPicture) -> Result<Zeroizing<Vec<u8>>, FailureCode> {
    let mut codes = pixels(picture)?.codes();
    let code = codes.pop().ok_or(FailureCode::PictureWithoutCode)?;
    // Which of the two would be meant?
    if codes.is_empty() {
        Ok(code)
    } else {
        Err(FailureCode::PictureAmbiguous)
    }
}

fn pixels(picture: &GreyPicture) -> Result<Grey, FailureCode> {
    let size = |side: u32| usize::try_from(side).map_err(|_| FailureCode::PictureTooLarge);
    let (width, height) = (size(picture.width)?, size(picture.height)?);
    if width.saturating_mul(height) > MOST_PIXELS {
        return Err(FailureCode::PictureTooLarge);
    }
    let pixels = STANDARD.decode(&picture.pixels).map(Zeroizing::new);
    let grey = pixels
        .ok()
        .and_then(|pixels| Grey::new(width, height, pixels));
    grey.ok_or(FailureCode::PictureUnreadable)
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, QrCode};

    use super::*;

    const MATTER: &str = "MT:Y.K9042C00KA0648G00";
    const EASY_CONNECT: &str =
        "DPP:K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADURzxmttZoIRIPWGoQMV00XHWCAQIhXruVWOz0NjlkIA=;;";

    /// Paper to draw on, a little uneven as paper is.
    struct Paper {
        width: usize,
        grey: Vec<u8>,
    }

    impl Paper {
        fn new(width: usize, height: usize) -> Self {
            let grey = (0..width * height)
                .map(|at| 200 + u8::try_from(at * 31 % 47).unwrap())
                .collect();
            Self { width, grey }
        }

        fn with(mut self, says: &str, left: usize, top: usize, module: usize) -> Self {
            let code = QrCode::new(says).unwrap();
            let side = code.width();
            for (at, color) in code.to_colors().into_iter().enumerate() {
                if color == Color::Dark {
                    for y in 0..module {
                        for x in 0..module {
                            let row = top + at / side * module + y;
                            self.grey[row * self.width + left + at % side * module + x] = 40;
                        }
                    }
                }
            }
            self
        }

        fn inverted(mut self) -> Self {
            self.grey.iter_mut().for_each(|grey| *grey = !*grey);
            self
        }

        /// A quarter turn.
        fn turned(self) -> Self {
            let height = self.grey.len() / self.width;
            let grey = (0..self.grey.len())
                .map(|at| self.grey[(height - 1 - at % height) * self.width + at / height])
                .collect();
            Self {
                width: height,
                grey,
            }
        }

        fn picture(&self) -> GreyPicture {
            let size = |side: usize| u32::try_from(side).unwrap();
            GreyPicture {
                width: size(self.width),
                height: size(self.grey.len() / self.width),
                pixels: STANDARD.encode(&self.grey),
            }
        }

        fn read(&self) -> Result<String, FailureCode> {
            let code = only_code(&self.picture())?;
            Ok(String::from_utf8(code.to_vec()).unwrap())
        }
    }

    #[test]
    fn a_code_is_read_wherever_it_is_in_the_largest_picture() {
        for (left, top, module) in [(40, 40, 4), (1300, 900, 8), (700, 300, 25), (60, 60, 33)] {
            let paper = Paper::new(1600, 1200).with(MATTER, left, top, module);
            assert_eq!(paper.read().as_deref(), Ok(MATTER), "at {left}, {top}");
            let turned = paper.turned().read();
            assert_eq!(turned.as_deref(), Ok(MATTER), "at {left}, {top}, turned");
        }
    }

    #[test]
    fn a_light_code_on_a_dark_screen_is_read() {
        let paper = Paper::new(400, 300)
            .with(EASY_CONNECT, 60, 40, 5)
            .inverted();
        assert_eq!(paper.read().as_deref(), Ok(EASY_CONNECT));
    }

    #[test]
    fn two_codes_are_a_question_unless_they_say_the_same() {
        let one = || Paper::new(600, 300).with(MATTER, 40, 40, 5);
        let two = one().with(EASY_CONNECT, 320, 40, 5);
        assert_eq!(two.read(), Err(FailureCode::PictureAmbiguous));
        let twice = one().with(MATTER, 320, 40, 5);
        assert_eq!(twice.read().as_deref(), Ok(MATTER));
    }

    #[test]
    fn a_picture_without_a_code_says_so() {
        for (width, height) in [(1, 1), (1, 1600), (1600, 1), (640, 480)] {
            let read = Paper::new(width, height).read();
            assert_eq!(
                read,
                Err(FailureCode::PictureWithoutCode),
                "{width} × {height}"
            );
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_looked_at() {
        let good = || Paper::new(20, 10).picture();
        let with =
            |width, height, pixels: &str| GreyPicture::new(width, height, pixels.to_owned().into());
        let none = with(0, 10, "");
        let too_few = with(20, 11, &good().pixels);
        let not_base64 = with(20, 10, "?");
        for picture in [none, too_few, not_base64] {
            let refused = only_code(&picture);
            assert_eq!(refused.err(), Some(FailureCode::PictureUnreadable));
        }
        for (width, height) in [(4001, 4000), (1, 16_000_001), (u32::MAX, u32::MAX)] {
            let refused = only_code(&with(width, height, &good().pixels));
            assert_eq!(refused.err(), Some(FailureCode::PictureTooLarge));
        }
    }
}
