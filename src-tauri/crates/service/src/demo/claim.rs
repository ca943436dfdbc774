//! How a simulated camera comes to an account: over HTTP, at the address that the code says, like any camera would.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::dpop;
use porchlight_protocol::pairing::{ClaimRequest, ClaimResponse};
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::service::path;
use url::{Host, Url};
use uuid::Uuid;

use super::looking::Look;
use super::scanned::Account;
use super::shelf::SimulatedCamera;

/// Cameras give up sooner than people.
const PATIENCE: Duration = Duration::from_secs(20);
const LONGEST_ANSWER: usize = 16 * 1024;

/// The camera that it is from now on.
pub(super) async fn claim(
    camera: &SimulatedCamera,
    at: &Account,
    signal_dbm: i16,
    now: UnixSeconds,
) -> Result<Uuid, Look> {
    let address = at.address.trim_end_matches('/');
    let url = format!("{address}{}", path::PAIRING_CLAIM);
    if !on_this_computer(&url) {
        return Err(Look::ServiceNotReached);
    }
    let key = camera.signing_key().ok_or(Look::TokenRefused)?;
    let says = ClaimRequest {
        model: camera.model.clone(),
        firmware: camera.firmware.clone(),
        signal_dbm,
    };
    let body = serde_json::to_vec(&says).map_err(|_| Look::TokenRefused)?;
    let request = Request::post(&url)
        .header(header::AUTHORIZATION, format!("DPoP {}", at.token.as_str()))
        .header(
            "dpop",
            dpop::prove(&key, "POST", &url, Some(&at.token), now),
        )
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .map_err(|_| Look::CodeNotRead)?;
    let answer = tokio::time::timeout(PATIENCE, send(request)).await;
    match answer.ok().flatten() {
        Some((true, body)) => serde_json::from_slice::<ClaimResponse>(&body)
            .map(|claimed| claimed.camera)
            .map_err(|_| Look::ServiceNotReached),
        Some((false, body)) => Err(refused(&body)),
        None => Err(Look::ServiceNotReached),
    }
}

/// Whether it was granted, and what was said.
pub(super) async fn send(request: Request<Body>) -> Option<(bool, Bytes)> {
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let answer = client.request(request).await.ok()?;
    let granted = answer.status().is_success();
    let body = to_bytes(Body::new(answer.into_body()), LONGEST_ANSWER).await;
    Some((granted, body.ok()?))
}

fn refused(body: &[u8]) -> Look {
    let said = serde_json::from_slice(body).map(|problem: Problem| problem.kind);
    match said {
        Ok(
            ProblemType::CameraBound
            | ProblemType::InvalidCredential
            | ProblemType::PairingClaimed
            | ProblemType::PairingExpired
            | ProblemType::PairingUnknown,
        ) => Look::TokenRefused,
        // Busy, or something else than an account service.
        Ok(
            ProblemType::AccountExists
            | ProblemType::AccountFull
            | ProblemType::ClockSkew
            | ProblemType::CodeClock
            | ProblemType::CodeUsed
            | ProblemType::Conflict
            | ProblemType::ContentTooLarge
            | ProblemType::CrossSiteRequest
            | ProblemType::EmailChangeOver
            | ProblemType::EnrolmentLapsed
            | ProblemType::Fault
            | ProblemType::FreshProofNeeded
            | ProblemType::InvalidRequest
            | ProblemType::InvitationInvalid
            | ProblemType::InvitationNeeded
            | ProblemType::LinkRequestOver
            | ProblemType::MethodNotAllowed
            | ProblemType::MisdirectedRequest
            | ProblemType::NotFound
            | ProblemType::Overloaded
            | ProblemType::ProofOfWorkNeeded
            | ProblemType::RecoveryKeyNotSet
            | ProblemType::RecoveryKeySet
            | ProblemType::RecoveryWaits
            | ProblemType::RegistrationClosed
            | ProblemType::RequestTimeout
            | ProblemType::SecondFactorLocked
            | ProblemType::SecondFactorRequired
            | ProblemType::SessionEnded
            | ProblemType::SignedInSince
            | ProblemType::StaleState
            | ProblemType::TooManyRegistrations
            | ProblemType::TooManyTries
            | ProblemType::TwoFactorOff
            | ProblemType::UnsupportedMediaType
            | ProblemType::WrongCode
            | ProblemType::WrongCredentials
            | ProblemType::WrongNumber
            | ProblemType::WrongRecoveryCode
            | ProblemType::WrongRecoveryKey,
        )
        | Err(_) => Look::ServiceNotReached,
    }
}

/// A simulated camera reaches no further than the simulated house.
fn on_this_computer(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| {
        url.scheme() == "http"
            && match url.host() {
                Some(Host::Ipv4(ip)) => ip.is_loopback(),
                Some(Host::Ipv6(ip)) => ip.is_loopback(),
                Some(Host::Domain(_)) | None => false,
            }
    })
}
