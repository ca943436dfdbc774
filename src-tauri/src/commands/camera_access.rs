//! Cameras that are found and added one by one, each with a sign-in of its own, and what cameras see.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::sign_in::SignInInput;
use porchlight_core::ports::snapshots::Picture;
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{CameraKey, ConnectionId};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::compose::Porch;
use crate::typed::Typed;

pass_on! {
    find_cameras(connection: ConnectionId) -> ();
    stop_finding(forget: bool) -> ();
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_camera(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    address: String,
    account: String,
    password: Typed<Password>,
    more: Typed<Option<Vec<SignInInput>>>,
) -> Result<CameraKey, Failure> {
    let more: Option<Vec<SignInInput>> = more.into();
    let (password, more) = (password.into(), more.unwrap_or_default());
    porch
        .companion
        .add_camera(connection, address, account, password, more)
        .await
}

/// `address` may be empty: the camera is asked where it was last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_to_camera(
    porch: State<'_, Porch>,
    camera: CameraKey,
    address: String,
    account: String,
    password: Typed<Password>,
    more: Typed<Option<Vec<SignInInput>>>,
) -> Result<CameraKey, Failure> {
    let more: Option<Vec<SignInInput>> = more.into();
    let (password, more) = (password.into(), more.unwrap_or_default());
    porch
        .companion
        .sign_in_to_camera(camera, address, account, password, more)
        .await
}

/// A still picture, for the page's engine to open: in a process of its own, so that no picture is parsed here.
#[derive(Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CameraPicture {
    /// A `data:` address of a JPEG or PNG.
    address: String,
    taken_at: Option<Timestamp>,
}

/// What the camera sees now. It is kept nowhere.
///
/// [`FailureCode::PictureUnreadable`]
#[tauri::command]
#[specta::specta]
pub(crate) async fn camera_picture(
    porch: State<'_, Porch>,
    camera: CameraKey,
) -> Result<CameraPicture, Failure> {
    let Picture { bytes, taken_at } = porch.companion.picture(camera).await?;
    let kind = kind(&bytes).ok_or(FailureCode::PictureUnreadable)?;
    Ok(CameraPicture {
        address: format!("data:{kind};base64,{}", STANDARD.encode(&bytes)),
        taken_at,
    })
}

/// By its first octets, never by what somebody calls it: a drawing may carry a program.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    const JPEG: &[u8] = b"\xff\xd8\xff";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    if bytes.starts_with(JPEG) {
        Some("image/jpeg")
    } else if bytes.starts_with(PNG) {
        Some("image/png")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_photographs_reach_the_page() {
        assert_eq!(kind(b"\xff\xd8\xff\xe0 and so on"), Some("image/jpeg"));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n and so on"), Some("image/png"));
        for other in [
            &b""[..],
            b"\xff\xd8",
            b"<svg onload=\"\"/>",
            b"<html>",
            b"GIF89a",
        ] {
            assert_eq!(kind(other), None, "{other:?}");
        }
    }
}
