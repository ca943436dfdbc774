//! The client half of OAuth 2.0, as a third party would write it: PKCE, state, and who answers (RFC 9207).

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes as Text;
use porchlight_protocol::integration::ClientCamera;
use porchlight_protocol::service::path;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::Deserialize;
use tokio::sync::Mutex as SlowMutex;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::demo::claim::send;
use crate::integrations::asking::{Parameters, s256};
use crate::integrations::clients::NewClient;
use crate::secrets::replace_private;

/// Ends the names of files in which assistants keep their tokens.
pub(in crate::demo) const FILE: &str = "assistant.token";
const PATIENCE: Duration = Duration::from_secs(20);
/// Browsers that are away at the same time; the one that left first is forgotten.
const MOST_BEGUN: usize = 64;
/// Seconds that one may stay away: the form at the service is good for half an hour, the number and the way back for some minutes.
const BEGUN_FOR: i64 = 2_700;

#[derive(Debug)]
pub(super) struct Assistant {
    client: NewClient,
    secret: Zeroizing<String>,
    /// The service's address.
    issuer: String,
    file: PathBuf,
    clock: Clock,
    begun: Mutex<VecDeque<Begun>>,
    access: SlowMutex<Option<String>>,
}

/// A browser was sent away, and has not come back.
#[derive(Debug)]
struct Begun {
    at: UnixSeconds,
    state: String,
    /// PKCE
    verifier: String,
}

/// What an assistant sees.
pub(super) enum Sees {
    /// It was never linked.
    Nothing,
    Cameras(Vec<ClientCamera>),
    /// It is not let in any more.
    Unlinked,
    NotReached,
}

/// How the browser came back.
pub(super) enum Came {
    Linked,
    /// The owner, or time, said no.
    Refused,
    /// Nothing that was begun here, or an answer of somebody else.
    Mixed,
    NotReached,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

impl Assistant {
    pub(super) fn new(
        client: NewClient,
        secret: Zeroizing<String>,
        issuer: String,
        dir: &Path,
        clock: Clock,
    ) -> Self {
        let file = dir.join(format!("{}-{FILE}", client.id));
        Self {
            client,
            secret,
            issuer,
            file,
            clock,
            begun: Mutex::default(),
            access: SlowMutex::default(),
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.client.id
    }

    pub(super) fn name(&self) -> &str {
        &self.client.name
    }

    /// Where the browser goes. `None`: the one who sends it here is not the service that this assistant knows.
    pub(super) fn begin(&self, issuer: Option<&str>, login_hint: Option<&str>) -> Option<Url> {
        if issuer.is_some_and(|issuer| issuer != self.issuer) {
            return None;
        }
        let (state, verifier) = (random(), random());
        let mut url = Url::parse(&format!("{}{}", self.issuer, path::OAUTH_AUTHORIZE)).ok()?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client.id)
            .append_pair("redirect_uri", self.redirect_uri()?)
            .append_pair("scope", "cameras")
            .append_pair("state", &state)
            .append_pair("code_challenge", &s256(&verifier))
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(login_hint.map(|hint| ("login_hint", hint)));
        let at = self.clock.now();
        let mut begun = self.begun();
        begun.push_back(Begun {
            at,
            state,
            verifier,
        });
        if begun.len() > MOST_BEGUN {
            begun.pop_front();
        }
        drop(begun);
        Some(url)
    }

    pub(super) async fn came_back(&self, query: &Parameters) -> Came {
        let begun = query.one("state").and_then(|state| self.verifier_of(state));
        let (Some(verifier), Some(true)) = (begun, query.one("iss").map(|iss| iss == self.issuer))
        else {
            return Came::Mixed;
        };
        let (Some(code), Some(redirect_uri)) = (query.one("code"), self.redirect_uri()) else {
            return Came::Refused;
        };
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", &verifier),
        ];
        match self.ask_for_tokens(&fields).await {
            Some(true) => Came::Linked,
            Some(false) => Came::Refused,
            None => Came::NotReached,
        }
    }

    pub(super) async fn sees(&self) -> Sees {
        let access = self.access.lock().await.clone();
        if let Some(access) = access {
            match self.cameras(&access).await {
                Some(Some(cameras)) => return Sees::Cameras(cameras),
                Some(None) => {}
                None => return Sees::NotReached,
            }
        }
        let Ok(kept) = std::fs::read_to_string(&self.file) else {
            return Sees::Nothing;
        };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", &kept)];
        match self.ask_for_tokens(&fields).await {
            Some(true) => {}
            Some(false) => return Sees::Unlinked,
            None => return Sees::NotReached,
        }
        let access = self.access.lock().await.clone().unwrap_or_default();
        match self.cameras(&access).await {
            Some(Some(cameras)) => Sees::Cameras(cameras),
            Some(None) => Sees::Unlinked,
            None => Sees::NotReached,
        }
    }

    pub(super) async fn forget(&self) -> io::Result<()> {
        self.access.lock().await.take();
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Whether it was granted any. `None`: the service was not reached.
    async fn ask_for_tokens(&self, fields: &[(&str, &str)]) -> Option<bool> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let basic = STANDARD.encode(format!("{}:{}", self.client.id, self.secret.as_str()));
        let request = Request::post(format!("{}{}", self.issuer, path::OAUTH_TOKEN))
            .header(header::AUTHORIZATION, format!("Basic {basic}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        let (granted, body) = answered(request.ok()?).await?;
        if !granted {
            return Some(false);
        }
        let tokens: Tokens = serde_json::from_slice(&body).ok()?;
        // First what it needs to come back, then what it uses.
        keep(&self.file, &tokens.refresh_token).ok()?;
        *self.access.lock().await = Some(tokens.access_token);
        Some(true)
    }

    /// `Some(None)`: the token is not good.
    async fn cameras(&self, access: &str) -> Option<Option<Vec<ClientCamera>>> {
        let request = Request::get(format!("{}{}", self.issuer, path::CLIENT_CAMERAS))
            .header(header::AUTHORIZATION, format!("Bearer {access}"))
            .body(Body::empty());
        let (granted, body) = answered(request.ok()?).await?;
        Some(if granted {
            Some(serde_json::from_slice(&body).ok()?)
        } else {
            None
        })
    }

    fn redirect_uri(&self) -> Option<&str> {
        self.client.redirect_uris.first().map(String::as_str)
    }

    /// Once, and in time.
    fn verifier_of(&self, state: &str) -> Option<String> {
        let now = self.clock.now();
        let mut begun = self.begun();
        begun.retain(|begun| now - begun.at <= BEGUN_FOR);
        let at = begun.iter().position(|begun| begun.state == state)?;
        begun.remove(at).map(|begun| begun.verifier)
    }

    fn begun(&self) -> std::sync::MutexGuard<'_, VecDeque<Begun>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answered(request: Request<Body>) -> Option<(bool, Bytes)> {
    let answer = tokio::time::timeout(PATIENCE, send(request)).await;
    answer.ok().flatten()
}

fn random() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    Text::encode(&bytes)
}

fn keep(file: &Path, token: &str) -> io::Result<()> {
    replace_private(file, token)
}
