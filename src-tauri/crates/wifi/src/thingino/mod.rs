//! The set-up page of a Thingino camera, on a network of its own
//! (`package/wifi/files/api.cgi` of <https://github.com/themactep/thingino-firmware>).
//!
//! A camera that has never been set up opens the network `THINGINO-XXXX` for ten minutes and answers at `172.16.0.1`.
//! **That network is open**: whoever is near reads what is sent. Firmware that says so (`features`) takes the key of the
//! owner's network and the hash of the administrator's password instead of both passwords; what can be read then opens
//! this one network, and nothing else that the owner uses the same password for. Older firmware takes the passwords
//! themselves, and nothing can be done about it.
//!
//! - [`page`]: HTTP, with limits
//! - [`answer`]: what the page says
//! - [`order`]: what it is told
//! - [`camera`]: the camera

mod answer;
mod camera;
mod order;
mod page;

use std::sync::Arc;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{CameraTrouble, UnjoinedCamera};
use url::Url;

/// The same for every camera.
#[allow(clippy::expect_used, reason = "a constant; a test asks for it")]
pub(crate) fn address() -> Url {
    Url::parse("http://172.16.0.1/").expect("this is an address")
}

pub(crate) async fn connect(
    page: Url,
    clock: Arc<dyn Clock>,
) -> Result<impl UnjoinedCamera + use<>, CameraTrouble> {
    camera::Camera::greet(page::Page::new(page, clock)?).await
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_is_at_the_address_that_every_camera_gives_itself() {
        assert_eq!(super::address().as_str(), "http://172.16.0.1/");
    }
}
