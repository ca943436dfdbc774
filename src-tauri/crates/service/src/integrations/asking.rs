//! The browser's side: a client asks, a page shows a number, and brings a code back once the owner has chosen it.

use porchlight_protocol::UnixSeconds;
use rand::Rng;
use rand::rngs::OsRng;
use rand::seq::SliceRandom;
use rand::seq::index::sample;
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::limits::FROM_ONE_PLACE;
use super::{CODE_VALID_FOR, Kind, REQUEST_VALID_FOR, expired, random_token};
use crate::connections::Source;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::{LinkRequestRow, LinkState, StoreError, events, link_requests};

/// A client's `state` beyond this is no state.
const LONGEST_STATE: usize = 2_048;
/// The base64url of a SHA-256 (RFC 7636 §4.2).
const CHALLENGE: usize = 43;
/// Seconds that the page which asks for an address may lie open.
const FORM_VALID_FOR: i64 = 1_800;

/// Parameters of an OAuth request: each at most once (RFC 6749 §3.1), and one without a value is none.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded).into_owned();
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// `None` as well when it is there twice.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        let mut all = self.0.iter().filter(|(other, _)| other == name);
        let (_, value) = all.next()?;
        all.next().is_none().then_some(value.as_str())
    }

    pub(crate) fn any_twice(&self) -> bool {
        let twice = |(at, (name, _)): (usize, &(String, String))| {
            self.0[..at].iter().any(|(other, _)| other == name)
        };
        self.0.iter().enumerate().any(twice)
    }
}

/// What a client asks for; the client and the redirect address are checked.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub(crate) client: String,
    pub(crate) client_name: String,
    pub(crate) redirect_uri: Url,
    /// As the client wrote it: the token request must repeat it.
    redirect_text: String,
    state: Option<String>,
    /// Of PKCE.
    challenge: Option<String>,
}

/// Why a client's request goes no further.
pub(crate) enum NotAsked {
    /// Where it would lead is not known to be the client's: only said, never redirected (RFC 9700 §4.11).
    Untrusted,
    /// `error` for the client.
    Back(Url),
    Store(StoreError),
}

impl From<StoreError> for NotAsked {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Sealed at rest, next to what the owner sees of it.
#[derive(Serialize, Deserialize)]
pub(super) struct Asked {
    pub(super) wanted: Wanted,
    pub(super) numbers: [u8; 3],
    /// The one on the page.
    pub(super) right: u8,
}

/// What the page shows now.
pub(crate) enum Waiting {
    Number {
        number: u8,
        client_name: String,
    },
    /// To the client, with a code or an error.
    Leads(Url),
    /// The client has its code.
    Done {
        client_name: String,
    },
    /// There is no such request, or it is another browser's.
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct Ticket {
    wanted: Wanted,
    browser_index: [u8; 32],
    valid_until: UnixSeconds,
}

impl Service {
    /// What the query of `GET /oauth/authorize` asks for.
    pub(crate) async fn wanted(
        &self,
        issuer: &str,
        query: &Parameters,
    ) -> Result<Wanted, NotAsked> {
        let client = query.one("client_id").ok_or(NotAsked::Untrusted)?;
        let client = self.inner.store.client(client).await?;
        let client = client.ok_or(NotAsked::Untrusted)?;
        let redirect_text = query
            .one("redirect_uri")
            .filter(|uri| client.is_led_back_to(uri))
            .ok_or(NotAsked::Untrusted)?
            .to_owned();
        let redirect_uri = Url::parse(&redirect_text).map_err(|_| NotAsked::Untrusted)?;
        let mut wanted = Wanted {
            client: client.id.clone(),
            client_name: client.name.clone(),
            redirect_uri,
            redirect_text,
            state: query
                .one("state")
                .filter(|state| state.len() <= LONGEST_STATE)
                .map(Into::into),
            challenge: None,
        };
        let challenge = query.one("code_challenge");
        let method = query.one("code_challenge_method");
        let error = if query.any_twice()
            || (query.one("state").is_some() && wanted.state.is_none())
            || query.one("response_type").is_none()
        {
            "invalid_request"
        } else if query.one("response_type") != Some("code") {
            "unsupported_response_type"
        } else if query.one("request").is_some() {
            "request_not_supported"
        } else if query.one("request_uri").is_some() {
            "request_uri_not_supported"
        } else if query
            .one("response_mode")
            .is_some_and(|mode| mode != "query")
        {
            "invalid_request"
        } else if query
            .one("scope")
            .is_some_and(|scope| !client.may_ask_for(scope))
        {
            "invalid_scope"
        } else {
            match (challenge, method) {
                (Some(challenge), Some("S256")) if is_challenge(challenge) => {
                    wanted.challenge = Some(challenge.into());
                    return Ok(wanted);
                }
                (None, None) if client.without_pkce => return Ok(wanted),
                _ => "invalid_request",
            }
        };
        Err(NotAsked::Back(wanted.leads(issuer, "error", error)))
    }

    /// What the form of the first page carries. Only the browser that it was made for can send it.
    pub(crate) fn ticket(&self, wanted: &Wanted, browser: &str) -> Vec<u8> {
        let ticket = Ticket {
            wanted: wanted.clone(),
            browser_index: self.oauth_index(Kind::Browser, browser),
            valid_until: self.now() + FORM_VALID_FOR,
        };
        // Strings and numbers: serialising them cannot fail.
        let plain = serde_json::to_vec(&ticket).unwrap_or_default();
        self.inner.secrets.seal(&plain, TICKET)
    }

    /// `None`: of another browser, too old, or not from here.
    pub(crate) fn wanted_by(&self, ticket: &[u8], browser: &str) -> Option<Wanted> {
        let plain = self.inner.secrets.unseal(ticket, TICKET)?;
        let ticket: Ticket = serde_json::from_slice(&plain).ok()?;
        let its = ticket.browser_index == self.oauth_index(Kind::Browser, browser);
        (its && self.now() <= ticket.valid_until).then_some(ticket.wanted)
    }

    /// Asks whoever has the address. An address that nobody has is asked just the same.
    ///
    /// # Errors
    /// `invalid-request` for what is no address; `too-many-tries`, `overloaded`
    pub(crate) async fn ask_address(
        &self,
        wanted: Wanted,
        email: &str,
        browser: &str,
        source: Source,
    ) -> Result<Uuid, Refusal> {
        let index = self.email_index(email)?;
        if let Some(place) = source.place() {
            self.may_ask(&place, FROM_ONE_PLACE)?;
        }
        self.may_ask(&index, 1)?;
        let account = self.inner.store.account_at(&index).await?;
        let account = account.map(|(id, _)| id);
        self.ask(wanted, account, Some(index.to_vec()), browser)
            .await
    }

    /// Asks the account that a computer of its owner has named. `None`: the hint names nobody (any more).
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn ask_hinted(
        &self,
        wanted: &Wanted,
        hint: &str,
        browser: &str,
    ) -> Result<Option<Uuid>, Refusal> {
        let index = self.oauth_index(Kind::Hint, hint);
        let mut tx = self.inner.store.begin().await?;
        let account =
            link_requests::spend_hint(&mut tx, &index, &wanted.client, self.now()).await?;
        tx.commit().await.map_err(StoreError::from)?;
        match account {
            Some(account) => self
                .ask(wanted.clone(), Some(account), None, browser)
                .await
                .map(Some),
            None => Ok(None),
        }
    }

    /// # Errors
    /// `too-many-tries`
    pub(super) fn may_ask(&self, whom: &[u8; 32], as_often: usize) -> Result<(), Refusal> {
        self.inner
            .asked
            .once_more(whom, as_often, self.now())
            .map_err(|retry_after| Refusal::TooManyTries { retry_after })
    }

    async fn ask(
        &self,
        wanted: Wanted,
        account: Option<Uuid>,
        address_index: Option<Vec<u8>>,
        browser: &str,
    ) -> Result<Uuid, Refusal> {
        let (id, now) = (Uuid::new_v4(), self.now());
        let (numbers, right) = draw();
        let asked = Asked {
            wanted,
            numbers,
            right,
        };
        let plain = serde_json::to_vec(&asked).map_err(|_| StoreError::Damaged("request"))?;
        let row = LinkRequestRow {
            id,
            client: asked.wanted.client,
            account,
            address_index,
            browser_index: self.oauth_index(Kind::Browser, browser).to_vec(),
            sealed_request: self.inner.secrets.seal(&plain, &place(id)),
            requested_at: now,
            expires_at: now + REQUEST_VALID_FOR,
            tries: 0,
            state: LinkState::Open,
            integration: None,
            code_expires_at: None,
            grant: None,
        };
        // Made for nobody as well, so that it takes as long.
        let event = self.link_requested(account.unwrap_or(id), id);
        let mut tx = self.inner.store.begin().await?;
        link_requests::insert(&mut tx, &row, self.inner.limits.pages_waiting).await?;
        if account.is_some() {
            events::insert(&mut tx, &event).await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(id)
    }

    /// What the page of a request shows to the browser that made it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn waiting(
        &self,
        issuer: &str,
        request: Uuid,
        browser: &str,
    ) -> Result<Waiting, StoreError> {
        let browser_index = self.oauth_index(Kind::Browser, browser);
        let row = self.inner.store.link_request(request).await?;
        let Some(row) = row.filter(|row| row.browser_index == browser_index) else {
            return Ok(Waiting::Unknown);
        };
        let (asked, now) = (self.asked(&row)?, self.now());
        Ok(match row.state {
            LinkState::Open if !expired(row.expires_at, now) => Waiting::Number {
                number: asked.right,
                client_name: asked.wanted.client_name,
            },
            LinkState::Approved if row.grant.is_some() => Waiting::Done {
                client_name: asked.wanted.client_name,
            },
            // Approved in the last moment, it is still brought back.
            LinkState::Approved if !expired(row.expires_at + REQUEST_VALID_FOR, now) => {
                match self.code(request).await? {
                    Some(code) => Waiting::Leads(asked.wanted.leads(issuer, "code", &code)),
                    None => Waiting::Unknown,
                }
            }
            LinkState::Open | LinkState::Approved | LinkState::Over => {
                Waiting::Leads(asked.wanted.leads(issuer, "error", "access_denied"))
            }
        })
    }

    pub(super) fn asked(&self, row: &LinkRequestRow) -> Result<Asked, StoreError> {
        self.inner
            .secrets
            .unseal(&row.sealed_request, &place(row.id))
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(StoreError::Damaged("request to link"))
    }

    async fn code(&self, request: Uuid) -> Result<Option<String>, StoreError> {
        let code = random_token();
        let index = self.oauth_index(Kind::Code, &code);
        let mut tx = self.inner.store.begin().await?;
        let expires_at = self.now() + CODE_VALID_FOR;
        let set = link_requests::set_code(&mut tx, request, &index, expires_at).await?;
        tx.commit().await?;
        Ok(set.then(|| code.to_string()))
    }
}

impl Wanted {
    /// Back to the client, with who says so (RFC 9207) against mix-up.
    pub(crate) fn leads(&self, issuer: &str, name: &str, value: &str) -> Url {
        let mut url = self.redirect_uri.clone();
        let mut query = url.query_pairs_mut();
        query.append_pair(name, value);
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        query.append_pair("iss", issuer);
        drop(query);
        url
    }

    /// Whether a token request is of the client that asked, and repeats what it asked with.
    pub(super) fn is_of(
        &self,
        client: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
    ) -> bool {
        // A verifier for nothing is refused as well: somebody has taken the challenge out (RFC 9700 §4.8.2).
        let proved = match (&self.challenge, verifier) {
            (Some(challenge), Some(verifier)) => {
                is_verifier(verifier) && s256(verifier) == *challenge
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        self.client == client && redirect_uri == Some(self.redirect_text.as_str()) && proved
    }
}

const TICKET: &[u8] = b"porchlight/link-form/1";

pub(crate) fn place(request: Uuid) -> Vec<u8> {
    [b"porchlight/link-request/1".as_slice(), request.as_bytes()].concat()
}

/// Three different numbers of two digits, and which of them is right.
fn draw() -> ([u8; 3], u8) {
    let mut numbers = [0; 3];
    for (number, drawn) in numbers.iter_mut().zip(sample(&mut OsRng, 90, 3)) {
        *number = u8::try_from(drawn + 10).unwrap_or(10);
    }
    numbers.shuffle(&mut OsRng);
    (numbers, numbers[OsRng.gen_range(0..3)])
}

fn base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE && text.chars().all(base64url)
}

/// RFC 7636 §4.1
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.chars().all(|c| base64url(c) || c == '.' || c == '~')
}

/// RFC 7636 §4.6
pub(crate) fn s256(verifier: &str) -> String {
    use sha2::Digest;
    porchlight_protocol::bytes::Bytes::encode(&sha2::Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_counts_once_and_with_a_value() {
        let query = Parameters::parse(b"a=1&b=&c=2&c=3&d=x%20y");
        assert_eq!(query.one("a"), Some("1"));
        assert_eq!(query.one("b"), None);
        assert_eq!(query.one("c"), None);
        assert_eq!(query.one("d"), Some("x y"));
        assert!(query.any_twice());
    }

    #[test]
    fn the_challenge_is_that_of_the_specification() {
        // RFC 7636, appendix B
        assert_eq!(
            s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn three_numbers_differ_and_one_is_right() {
        for _ in 0..200 {
            let (numbers, right) = draw();
            assert!(numbers.iter().all(|number| (10..=99).contains(number)));
            assert!(numbers.contains(&right));
            let [a, b, c] = numbers;
            assert!(a != b && b != c && a != c, "{numbers:?}");
        }
    }
}
