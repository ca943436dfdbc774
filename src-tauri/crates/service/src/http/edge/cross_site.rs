//! What a browser says about who sends it: `Origin` (RFC 6454 §7) and Fetch Metadata (W3C). Nobody else's page sends anything here
//! but people who follow a link.

use axum::extract::Request;
use axum::http::header::ORIGIN;
use axum::http::{HeaderName, Method};

use super::authority::Authority;
use crate::http::request::single;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Of a page of ours at `own`, by a link, or by somebody who is no browser.
pub(super) fn is_welcome(request: &Request, own: &Authority, schemes: &[String]) -> bool {
    own_origin(request, own, schemes) && (own_site(request) || follows_a_link(request))
}

fn own_origin(request: &Request, own: &Authority, schemes: &[String]) -> bool {
    if !request.headers().contains_key(ORIGIN) {
        return true;
    }
    single(request.headers(), &ORIGIN)
        .and_then(|origin| origin.split_once("://"))
        .is_some_and(|(scheme, authority)| {
            schemes.iter().any(|own| own == scheme)
                && Authority::parse(authority).as_ref() == Some(own)
        })
}

/// `none`: typed, or opened by another program.
fn own_site(request: &Request) -> bool {
    !request.headers().contains_key(SITE)
        || matches!(
            single(request.headers(), &SITE),
            Some("same-origin" | "none")
        )
}

/// Into a window of its own, not into a frame.
fn follows_a_link(request: &Request) -> bool {
    let says = |name: &HeaderName| single(request.headers(), name);
    request.method() == Method::GET
        && says(&MODE) == Some("navigate")
        && says(&DESTINATION) == Some("document")
}
