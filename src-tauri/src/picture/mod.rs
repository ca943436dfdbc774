//! Codes in pictures that the owner shows. What is done with what they say is the caller's.
//!
//! A picture comes as grey pixels: the page's engine has opened the file, in a process of its own, so that no file is
//! parsed here. The search for a code has a process of its own too, because a picture that is made for it can stop the
//! search or keep it busy for hours.

pub(crate) mod reader;

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use porchlight_core::error::{Failure, FailureCode};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// A picture, row by row from the top. Wiped when dropped: the code in it may be a secret.
#[derive(Serialize, Deserialize)]
pub(crate) struct GreyPicture {
    width: u32,
    height: u32,
    /// An octet for each, 0 is black; in base64.
    pixels: String,
}

impl GreyPicture {
    pub(crate) fn new(width: u32, height: u32, mut pixels: Zeroizing<String>) -> Self {
        Self {
            width,
            height,
            pixels: std::mem::take(&mut *pixels),
        }
    }
}

impl Drop for GreyPicture {
    fn drop(&mut self) {
        self.pixels.zeroize();
    }
}

/// What the one code in the picture says. It may be a secret.
///
/// [`FailureCode::PictureAmbiguous`], [`FailureCode::PictureSearchStopped`], [`FailureCode::PictureTooLarge`],
/// [`FailureCode::PictureUnreadable`], [`FailureCode::PictureWithoutCode`], [`FailureCode::NotNow`]
pub(crate) async fn read_code(picture: GreyPicture) -> Result<Zeroizing<Vec<u8>>, Failure> {
    tauri::async_runtime::spawn_blocking(move || ask(&picture))
        .await
        .unwrap_or(Err(FailureCode::NotNow))
        .map_err(Failure::new)
}

fn ask(picture: &GreyPicture) -> Result<Zeroizing<Vec<u8>>, FailureCode> {
    let said = ask_reader(picture).map_err(|error| {
        tracing::warn!(%error, "no process to read a picture");
        FailureCode::NotNow
    })?;
    // Nothing, from one that was stopped: by the picture, or because it took too long.
    let answer: reader::Answer =
        serde_json::from_slice(&said).unwrap_or(Err(FailureCode::PictureSearchStopped));
    answer.map(Zeroizing::new)
}

/// It reads all before it says anything, so that neither waits for the other.
fn ask_reader(picture: &GreyPicture) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut reader = Command::new(std::env::current_exe()?)
        .arg(reader::ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (id, stdin, stdout) = (reader.id(), reader.stdin.take(), reader.stdout.take());
    end(at_work().replace(reader));
    if let Some(stdin) = stdin {
        // One that ended early took no more; then it says nothing, either.
        serde_json::to_writer(stdin, picture).ok();
    }
    let mut said = Zeroizing::new(Vec::new());
    if let Some(mut stdout) = stdout {
        stdout.read_to_end(&mut said)?;
    }
    end(at_work().take_if(|reader| reader.id() == id));
    Ok(said)
}

/// Who waits for a code hears that the search was stopped.
pub(crate) fn stop() {
    end(at_work().take());
}

/// The process that looks for a code now. There is one at most: another picture takes the place of the one before.
fn at_work() -> MutexGuard<'static, Option<Child>> {
    static AT_WORK: Mutex<Option<Child>> = Mutex::new(None);
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end(reader: Option<Child>) {
    if let Some(mut reader) = reader {
        // One that has ended already cannot be killed.
        reader.kill().ok();
        reader.wait().ok();
    }
}
