//! The password of the demo's account: drawn for each installation, kept with the demo's own data, and shown at its sign-in. Nothing
//! else on this computer, and no page in a browser, can guess it.

use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use super::{DemoError, household, owner};
use crate::secrets::replace_private;
use crate::service::Service;
use crate::two_factor::recovery_code;

const FILE: &str = "password";
/// Drawn, and perhaps not in force yet.
const DRAWN: &str = "password.new";
/// What all demo homes had before each had its own.
const PUBLIC: &str = "lamp-on-the-porch";

/// The one that was drawn on the first day. An account of before that gets it now, unless its owner has chosen another.
pub(super) async fn of(dir: &Path, service: &Service) -> Result<Zeroizing<String>, DemoError> {
    let file = dir.join(FILE);
    if let Some(kept) = kept(&file) {
        return Ok(kept);
    }
    let new = dir.join(DRAWN);
    let drawn = match kept(&new) {
        Some(drawn) => drawn,
        None => draw(&new).map_err(DemoError::Folder)?,
    };
    if household::account(service).await?.is_some() {
        owner::change_password(service, PUBLIC, &drawn).await?;
    }
    std::fs::rename(&new, &file).map_err(DemoError::Folder)?;
    Ok(drawn)
}

fn draw(new: &Path) -> io::Result<Zeroizing<String>> {
    let drawn = Zeroizing::new(recovery_code::new().to_lowercase());
    replace_private(new, &drawn)?;
    Ok(drawn)
}

/// `None` as well for what was never drawn here.
fn kept(file: &Path) -> Option<Zeroizing<String>> {
    let kept = Zeroizing::new(std::fs::read_to_string(file).ok()?);
    recovery_code::normal(&kept).map(|_| kept)
}
