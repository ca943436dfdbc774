//! What every request passes before anything is read of it, and every answer on its way out. A page of somebody else can be served
//! from a name that leads here ("DNS rebinding"), and a browser then takes what is answered for that page's own: so requests are
//! answered by the service's own names only, and those that another's page sends are not.

mod authority;
mod cross_site;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use porchlight_protocol::problem::ProblemType;
use url::Url;

use crate::refusal::Refusal;
use authority::Authorities;
pub use authority::Authority;

/// A year (RFC 6797 §6.1.1).
const TLS_ONLY: &str = "max-age=31536000";

#[derive(Debug)]
pub(crate) struct Edge {
    authorities: Authorities,
    /// Of the line, and of the address that clients use.
    schemes: Vec<String>,
}

impl Edge {
    /// `scheme` is what is spoken where it listens; a proxy before it may speak another to clients.
    pub(crate) fn new(
        listening: SocketAddr,
        scheme: &str,
        public: Option<&Url>,
        more: &[Authority],
    ) -> Self {
        let schemes = std::iter::once(scheme).chain(public.map(Url::scheme));
        Self {
            authorities: Authorities::new(listening, public, more),
            schemes: schemes.map(Into::into).collect(),
        }
    }

    fn check(&self, request: &Request) -> Result<(), ProblemType> {
        let own = self.authorities.asked(request)?;
        if cross_site::is_welcome(request, &own, &self.schemes) {
            Ok(())
        } else {
            Err(ProblemType::CrossSiteRequest)
        }
    }

    /// Nobody keeps an answer, and nobody takes it for something else than it says.
    fn harden(&self, headers: &mut HeaderMap) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if self.schemes.iter().any(|scheme| scheme == "https") {
            let tls_only = HeaderValue::from_static(TLS_ONLY);
            headers.insert(STRICT_TRANSPORT_SECURITY, tls_only);
        }
    }
}

pub(crate) async fn guard(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let mut response = match edge.check(&request) {
        Ok(()) => next.run(request).await,
        Err(kind) => Refusal::Plain(kind).into_response(),
    };
    edge.harden(response.headers_mut());
    response
}
