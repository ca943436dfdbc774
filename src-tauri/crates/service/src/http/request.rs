//! What a request brings: a body, a session, a proof, and its turn.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{BodyDataStream, Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use futures_util::StreamExt as _;
use porchlight_protocol::dpop;
use porchlight_protocol::problem::ProblemType;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout, timeout_at};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::App;
use crate::admission::{Errand, Turn};
use crate::connections::{Busy, Source};
use crate::refusal::{Refusal, Unproved};
use crate::sessions::{Session, Shown};

/// Longest body that is read.
const LONGEST_BODY: usize = 64 * 1024;
/// What comes after that, and is read for the sake of whoever sends it (bytes).
const LONGEST_READ_AWAY: usize = 1024 * 1024;
/// Bytes per second; a body that comes more slowly is not waited for.
const SLOWEST_BODY: f64 = 1024.0;

const DPOP: HeaderName = HeaderName::from_static("dpop");

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &App) -> Result<Self, Refusal> {
        if !is_of(request.headers(), "application/json") {
            return Err(ProblemType::UnsupportedMediaType.into());
        }
        let bytes = body(request, LONGEST_BODY).await?;
        // What serde says may quote the body: it goes nowhere.
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| ProblemType::InvalidRequest.into())
    }
}

/// A request of a session that is good: token and proof are checked.
pub(super) struct Caller(pub(super) Session);

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let address = address(app, &parts.uri);
        let shown = Shown {
            method: parts.method.as_str(),
            address: &address,
            token: dpop_token(&parts.headers)?,
            proof: dpop_header(&parts.headers)?,
        };
        app.service.session(shown).await.map(Self)
    }
}

/// The `{id}` of an address. One that is no identifier is the address of nothing.
pub(super) struct Id(pub(super) Uuid);

impl FromRequestParts<App> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let id = Path::from_request_parts(parts, app).await;
        let Path(id) = id.map_err(|_| ProblemType::NotFound)?;
        Ok(Self(id))
    }
}

/// A camera with a pairing's token and a proof for it; neither is checked yet.
pub(super) struct Claimant {
    method: Method,
    address: String,
    token: Zeroizing<String>,
    proof: String,
}

impl FromRequestParts<App> for Claimant {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Ok(Self {
            method: parts.method.clone(),
            address: address(app, &parts.uri),
            token: Zeroizing::new(dpop_token(&parts.headers)?.to_owned()),
            proof: dpop_header(&parts.headers)?.to_owned(),
        })
    }
}

impl Claimant {
    pub(super) fn shown(&self) -> Shown<'_> {
        Shown {
            method: self.method.as_str(),
            address: &self.address,
            token: &self.token,
            proof: &self.proof,
        }
    }
}

/// Where it comes from, as far as it is known.
impl FromRequestParts<App> for Source {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        Ok(parts.extensions.get().copied().unwrap_or(Self(None)))
    }
}

/// A proof without a session, if there is one: a computer that was signed in before has a device key already.
pub(super) struct KnownKey(pub(super) Option<dpop::Proof>);

impl FromRequestParts<App> for KnownKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        if !parts.headers.contains_key(DPOP) {
            return Ok(Self(None));
        }
        let DeviceKey(proof) = DeviceKey::from_request_parts(parts, app).await?;
        Ok(Self(Some(proof)))
    }
}

/// A proof without a session: at sign-in, it brings the device key.
pub(super) struct DeviceKey(pub(super) dpop::Proof);

impl FromRequestParts<App> for DeviceKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let address = address(app, &parts.uri);
        let proof = dpop_header(&parts.headers)?;
        let shown = Shown {
            method: parts.method.as_str(),
            address: &address,
            token: "",
            proof,
        };
        app.service.proof_of_device(shown).map(Self)
    }
}

/// The turn of this request, to be given back before it waits. As long as somebody holds this, its connection is busy.
#[derive(Clone)]
pub(super) struct MyTurn {
    turn: Arc<Mutex<Option<Turn>>>,
    _busy: Option<Arc<Busy>>,
}

impl MyTurn {
    pub(super) fn new(turn: Turn, busy: Option<Arc<Busy>>) -> Self {
        Self {
            turn: Arc::new(Mutex::new(Some(turn))),
            _busy: busy,
        }
    }

    /// Lets the next one in.
    pub(super) fn give_back(&self) {
        self.turn().take();
    }

    /// Takes a turn again.
    pub(super) async fn again(&self, app: &App) -> Result<(), Refusal> {
        let turn = app.service.inner.admission.enter(Errand::GoOn).await?;
        *self.turn() = Some(turn);
        Ok(())
    }

    fn turn(&self) -> MutexGuard<'_, Option<Turn>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The request with all of its body, which may be longer than its handler allows.
///
/// # Errors
/// `content-too-large`: for any handler; `request-timeout`: too slowly once `patience` is over; `invalid-request`: it breaks off.
pub(super) async fn arrived(request: Request, patience: Duration) -> Result<Request, ProblemType> {
    let (head, body) = request.into_parts();
    // Who asks before sending it is spared that (RFC 9110 §10.1.1).
    if head.headers.contains_key(header::EXPECT) && body.size_hint().lower() > LONGEST_BODY as u64 {
        return Err(ProblemType::ContentTooLarge);
    }
    let mut coming = body.into_data_stream();
    let mut bytes = Vec::new();
    let began = Instant::now();
    loop {
        let allowed = patience + Duration::from_secs_f64(bytes.len() as f64 / SLOWEST_BODY);
        let part = timeout_at(began + allowed, coming.next()).await;
        match part.map_err(|_| ProblemType::RequestTimeout)? {
            Some(Ok(part)) => bytes.extend_from_slice(&part),
            Some(Err(_)) => return Err(ProblemType::InvalidRequest),
            None => return Ok(Request::from_parts(head, bytes.into())),
        }
        if bytes.len() > LONGEST_BODY {
            // In vain, if it takes longer: who is hung up on does not hear why.
            let _ = timeout(patience, read_away(coming)).await;
            return Err(ProblemType::ContentTooLarge);
        }
    }
}

/// Who is still sending would not read an answer (RFC 9112 §9.6).
async fn read_away(mut coming: BodyDataStream) {
    let mut left = LONGEST_READ_AWAY;
    while let Some(Ok(part)) = coming.next().await
        && part.len() <= left
    {
        left -= part.len();
    }
}

/// # Errors
/// `content-too-large`: longer than `longest`
pub(super) async fn body(request: Request, longest: usize) -> Result<Bytes, ProblemType> {
    // It is there already (see `arrived`): nothing else can be wrong with it.
    axum::body::to_bytes(request.into_body(), longest)
        .await
        .map_err(|_| ProblemType::ContentTooLarge)
}

/// Says that the body is of `media_type`, and not packed (RFC 9110 §8.3, §8.4).
pub(super) fn is_of(headers: &HeaderMap, media_type: &str) -> bool {
    let said = single(headers, &header::CONTENT_TYPE).and_then(|said| said.split(';').next());
    said.is_some_and(|said| said.trim().eq_ignore_ascii_case(media_type))
        && !headers.contains_key(header::CONTENT_ENCODING)
}

/// The only value of a header; two of them are none.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    values
        .next()
        .is_none()
        .then(|| value.to_str().ok())
        .flatten()
}

/// RFC 9449 §7.1
fn dpop_token(headers: &HeaderMap) -> Result<&str, Refusal> {
    single(headers, &header::AUTHORIZATION)
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("DPoP"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| ProblemType::InvalidCredential.into())
}

fn dpop_header(headers: &HeaderMap) -> Result<&str, Refusal> {
    single(headers, &DPOP).ok_or_else(|| Unproved::Proof.into())
}

fn address(app: &App, uri: &Uri) -> String {
    format!("{}{}", app.address, uri.path())
}

#[cfg(test)]
mod tests {
    use std::io;

    use axum::body::Body;
    use futures_util::stream;

    use super::*;

    fn coming(
        parts: impl stream::Stream<Item = io::Result<&'static str>> + Send + 'static,
    ) -> Request {
        Request::new(Body::from_stream(parts))
    }

    #[tokio::test]
    async fn a_body_that_stops_coming_or_breaks_off_is_told_apart() {
        let stops = stream::iter([Ok("lan")]).chain(stream::pending());
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        let breaks = stream::iter([Ok("lan"), Err(broken)]);
        let arrived = async |parts| arrived(parts, Duration::ZERO).await.err();
        assert_eq!(
            arrived(coming(stops)).await,
            Some(ProblemType::RequestTimeout)
        );
        assert_eq!(
            arrived(coming(breaks)).await,
            Some(ProblemType::InvalidRequest)
        );
    }
}
