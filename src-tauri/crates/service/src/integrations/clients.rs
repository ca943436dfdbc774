//! Clients: who may ask owners at all. Registered by the people who run the service, never over the network.

use std::net::IpAddr;

use porchlight_protocol::integration::ClientRecord;
use porchlight_protocol::plain::is_plain_line;
use serde_json::json;
use url::{Host, Url};
use zeroize::Zeroizing;

use super::{SCOPE, random_token};
use crate::incidents::Incident;
use crate::service::Service;
use crate::store::{ClientRow, StoreError, clients};

/// What is said of a client when it is registered.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// `client_id`
    pub id: String,
    /// What owners see it called.
    pub name: String,
    pub redirect_uris: Vec<String>,
    /// Where linking begins from the app (OpenID Connect Core §4).
    pub initiate_login_uri: Option<String>,
    /// It cannot keep a secret: an app on a telephone, a page.
    pub public: bool,
    /// It may ask without PKCE (RFC 7636).
    pub without_pkce: bool,
    /// What it calls what it asks for, beside [`SCOPE`].
    pub scopes: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("an identifier has 1 to 64 characters: a-z, 0-9, '-', '_' and '.'")]
    Identifier,
    #[error("a name has 1 to 64 characters")]
    Name,
    #[error("give at least one redirect address")]
    NoRedirect,
    #[error(
        "{0} cannot be used: it must be https, or http on 127.0.0.1 or [::1], without a fragment or user name"
    )]
    Address(String),
    #[error(
        "a client without a secret needs PKCE: nothing else shows that a code is used by the client that asked for it"
    )]
    NeedsPkce,
    #[error("a scope has 1 to 64 characters, without spaces, '\"' or '\\'")]
    Scope,
    #[error("there is no client {0}; list-clients shows all clients")]
    Unknown(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Whether [`Service::register_client`] would put other words and a new secret in the place of an earlier registration.
    ///
    /// # Errors
    /// [`ClientError`]
    pub async fn is_registered(&self, client: &NewClient) -> Result<bool, ClientError> {
        check(client)?;
        Ok(self.inner.store.client(&client.id).await?.is_some())
    }

    /// Registers a client, or puts other words and a new secret in the place of an earlier registration. The secret is told once. Leaves
    /// an entry in the audit record.
    ///
    /// # Errors
    /// [`ClientError`]
    pub async fn register_client(
        &self,
        client: &NewClient,
    ) -> Result<Option<Zeroizing<String>>, ClientError> {
        check(client)?;
        let secret = (!client.public).then(random_token);
        let row = ClientRow {
            id: client.id.clone(),
            name: client.name.trim().to_owned(),
            secret_hash: secret
                .as_ref()
                .and_then(|secret| self.secret_hash(&client.id, secret)),
            redirect_uris: client.redirect_uris.clone(),
            initiate_login_uri: client.initiate_login_uri.clone(),
            without_pkce: client.without_pkce,
            scopes: client.scopes.clone(),
        };
        let mut tx = self.inner.store.begin().await?;
        clients::put(&mut tx, &row).await?;
        let arguments = json!({
            "id": row.id,
            "name": row.name,
            "public": client.public,
            "redirect_uris": row.redirect_uris,
            "initiate_login_uri": row.initiate_login_uri,
            "without_pkce": row.without_pkce,
            "scopes": row.scopes,
        });
        self.record(tx, "register-client", arguments, 1).await?;
        Ok(secret)
    }

    /// By name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn registered_clients(&self) -> Result<Vec<ClientRow>, StoreError> {
        self.inner.store.clients().await
    }

    /// Nobody can be asked by it any more, and whoever is linked to it is unlinked and told why. How many were.
    ///
    /// # Errors
    /// [`ClientError`]
    pub async fn remove_client(&self, id: &str, why: &Incident) -> Result<u64, ClientError> {
        let mut tx = self.inner.store.begin().await?;
        if !clients::remove(&mut tx, id, self.now()).await? {
            return Err(ClientError::Unknown(id.to_owned()));
        }
        let unlinked = self
            .unlink_many(&mut tx, Some(id), None, why.reason())
            .await?;
        let arguments = json!({ "id": id, "reason": why.reason() });
        self.record(tx, "remove-client", arguments, unlinked)
            .await?;
        self.tell_of_unlinked().await?;
        Ok(unlinked)
    }

    /// The client that shows an identifier and a secret. A public one has none to show.
    pub(super) async fn client_with(
        &self,
        id: &str,
        secret: Option<&str>,
    ) -> Result<Option<ClientRow>, StoreError> {
        let row = self.inner.store.client(id).await?;
        Ok(row.filter(|row| match (&row.secret_hash, secret) {
            (Some(hash), Some(secret)) => self.is_secret(hash, id, secret),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }))
    }

    fn secret_hash(&self, id: &str, secret: &str) -> Option<Vec<u8>> {
        let mac = self
            .inner
            .secrets
            .mac(b"oauth-client-secret", &both(id, secret))?;
        Some(hmac::Mac::finalize(mac).into_bytes().to_vec())
    }

    /// In the same time whatever it is.
    fn is_secret(&self, hash: &[u8], id: &str, secret: &str) -> bool {
        self.inner
            .secrets
            .mac(b"oauth-client-secret", &both(id, secret))
            .is_some_and(|mac| hmac::Mac::verify_slice(mac, hash).is_ok())
    }
}

impl ClientRow {
    pub(crate) fn record(&self) -> ClientRecord {
        ClientRecord {
            id: self.id.clone(),
            name: self.name.clone(),
            starts_here: self.initiate_login_uri.is_some(),
        }
    }

    /// Letter for letter, but for the port on the owner's own computer, which an app there does not choose (RFC 8252 §7.3).
    pub(super) fn is_led_back_to(&self, address: &str) -> bool {
        let public = self.secret_hash.is_none();
        let on_this_computer = on_loopback(address).filter(|_| public);
        self.redirect_uris.iter().any(|known| {
            known == address || on_this_computer.is_some() && on_loopback(known) == on_this_computer
        })
    }

    /// Whether all that is asked for is what there is, under our name or its own (RFC 6749 §3.3).
    pub(crate) fn may_ask_for(&self, scope: &str) -> bool {
        let is_known = |name| name == SCOPE || self.scopes.iter().any(|own| own == name);
        scope.split(' ').all(is_known)
    }
}

/// What stands before and after the port of an address on the owner's own computer.
fn on_loopback(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host_ends = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let (host, port) = match authority[host_ends..].find(':') {
        Some(colon) => authority.split_at(host_ends + colon),
        None => (authority, ""),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok() && !port.starts_with('+');
    let ip = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let ip: IpAddr = ip.unwrap_or(host).parse().ok()?;
    let fits = ip.is_loopback() && port.strip_prefix(':').is_none_or(is_port);
    fits.then_some((host, path))
}

fn both(id: &str, secret: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([id.as_bytes(), &[0], secret.as_bytes()].concat())
}

fn check(client: &NewClient) -> Result<(), ClientError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    if !(1..=64).contains(&client.id.len()) || !client.id.chars().all(plain) {
        return Err(ClientError::Identifier);
    }
    let name = client.name.trim();
    if !(1..=64).contains(&name.chars().count()) || !is_plain_line(name) {
        return Err(ClientError::Name);
    }
    if client.redirect_uris.is_empty() {
        return Err(ClientError::NoRedirect);
    }
    if client.public && client.without_pkce {
        return Err(ClientError::NeedsPkce);
    }
    if !client.scopes.iter().all(|scope| is_scope(scope)) {
        return Err(ClientError::Scope);
    }
    let addresses = client
        .redirect_uris
        .iter()
        .chain(&client.initiate_login_uri);
    for address in addresses {
        if !Url::parse(address).is_ok_and(|url| safe(&url)) {
            return Err(ClientError::Address(address.clone()));
        }
    }
    Ok(())
}

/// RFC 6749 §3.3
fn is_scope(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
    (1..=64).contains(&name.len()) && name.chars().all(plain)
}

/// RFC 6749 §3.1.2, RFC 8252 §8.3
fn safe(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    let scheme = match url.scheme() {
        "https" => url.has_host(),
        "http" => loopback,
        _ => false,
    };
    scheme && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_redirect(address: &str) -> NewClient {
        NewClient {
            id: "alexa".into(),
            name: "Alexa".into(),
            redirect_uris: vec![address.into()],
            initiate_login_uri: None,
            public: false,
            without_pkce: false,
            scopes: Vec::new(),
        }
    }

    #[test]
    fn a_code_is_sent_over_https_or_to_this_computer() {
        for good in [
            "https://alexa.example/cb?skill=1",
            "http://127.0.0.1:8000/cb",
            "http://[::1]:9/cb",
        ] {
            assert!(check(&with_redirect(good)).is_ok(), "{good}");
        }
        for bad in [
            "http://alexa.example/cb",
            "https://alexa.example/cb#part",
            "https://somebody@alexa.example/cb",
            "javascript:alert(1)",
            "http://localhost/cb",
            "alexa",
            "",
        ] {
            assert!(check(&with_redirect(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_the_port_on_ones_own_computer_may_be_another_one() {
        let same =
            |one, other| on_loopback(one).is_some() && on_loopback(one) == on_loopback(other);
        for other in [
            "http://127.0.0.1:1/cb",
            "http://127.0.0.1:65535/cb",
            "http://127.0.0.1/cb",
        ] {
            assert!(same("http://127.0.0.1/cb", other), "{other}");
            assert!(same("http://127.0.0.1:8000/cb", other), "{other}");
        }
        assert!(same("http://[::1]/cb?a=1", "http://[::1]:9/cb?a=1"));
        for other in [
            "http://127.0.0.1:1/CB",
            "http://127.0.0.1:1/cb/",
            "http://127.0.0.1:1/cb?a",
            "http://127.0.0.1:1/cb#a",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:+1/cb",
            "http://127.0.0.1:1:2/cb",
            "http://127.0.0.1:1@evil.example/cb",
            "http://127.0.0.1.evil.example:1/cb",
            "http://127.0.0.2:1/cb",
            "http://127.1:1/cb",
            "http://localhost:1/cb",
            "http://[::1]:1/cb",
            "https://127.0.0.1:1/cb",
            "HTTP://127.0.0.1:1/cb",
            "http://10.0.0.1:1/cb",
        ] {
            assert!(!same("http://127.0.0.1/cb", other), "{other}");
        }
        assert_eq!(on_loopback("http://10.0.0.1/cb"), None);
        assert_eq!(on_loopback("http://[::1/cb"), None);
    }

    #[test]
    fn what_asks_without_pkce_keeps_a_secret_and_scopes_are_words() {
        let client = || with_redirect("https://a.example/cb");
        let refused = |client: NewClient| check(&client).unwrap_err().to_string();
        let public = NewClient {
            public: true,
            without_pkce: true,
            ..client()
        };
        assert!(refused(public).contains("needs PKCE"));
        for scope in ["", "two words", "a\"b", "è"] {
            let client = NewClient {
                scopes: vec![scope.into()],
                ..client()
            };
            assert!(refused(client).starts_with("a scope"), "{scope}");
        }
    }

    #[test]
    fn identifiers_are_plain_and_names_are_there() {
        for (id, name) in [
            ("", "A"),
            ("Ä", "A"),
            ("a b", "A"),
            ("a", " "),
            ("a", "x\ny"),
        ] {
            let client = NewClient {
                id: id.into(),
                name: name.into(),
                ..with_redirect("https://a.example/cb")
            };
            assert!(check(&client).is_err(), "{id} {name}");
        }
    }
}
