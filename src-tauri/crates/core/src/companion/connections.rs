//! Adding places that cameras come from, and forgetting them.

use uuid::Uuid;

use super::requests::{Reply, Report};
use super::state::{Connection, State};
use crate::email_changes::EmailChanges;
use crate::error::{Failure, FailureCode};
use crate::ports::local_store::{Place, StoredConnection};
use crate::ports::provider::ServiceError;
use crate::session::{Session, SessionEvent};
use crate::view::ConnectionId;

impl State {
    pub(super) fn open_demo_home(&mut self, reply: Reply<ConnectionId>) {
        self.add_place(Place::DemoHome, reply);
    }

    pub(super) fn connect_service(&mut self, address: &str, reply: Reply<ConnectionId>) {
        match tidy_address(address) {
            Some(address) => self.add_place(Place::Service { address }, reply),
            None => self.answer(reply, Err(FailureCode::AddressNotAllowed.into())),
        }
    }

    /// A place that is known already is returned without asking it.
    fn add_place(&mut self, place: Place, reply: Reply<ConnectionId>) {
        if self.home.is_none() {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        if let Some(known) = self.at_place(&place) {
            // It may have been out of reach at the start.
            if self.find_provider(known).is_ok() {
                self.connect_unless_connected(known);
            }
            return self.answer(reply, Ok(known));
        }
        let provider = match self.parts.providers.provider(&place) {
            Ok(provider) => provider,
            Err(error) => return self.answer(reply, Err(Failure::from(&error))),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.account() {
                Some(account) => account.name().await,
                None => Err(ServiceError::NotFound),
            };
            report(Report::ServiceChecked {
                place,
                result,
                reply,
            });
        });
    }

    pub(super) async fn service_checked(
        &mut self,
        place: Place,
        result: Result<String, ServiceError>,
        reply: Reply<ConnectionId>,
    ) {
        // Asked for twice at once.
        if let Some(known) = self.at_place(&place) {
            return self.answer(reply, Ok(known));
        }
        let provider = self.parts.providers.provider(&place);
        let (name, provider) = match (result, provider) {
            (Ok(name), Ok(provider)) => (name, provider),
            (Err(error), _) | (_, Err(error)) => {
                return self.answer(reply, Err(Failure::from(&error)));
            }
        };
        let id = ConnectionId(Uuid::new_v4());
        let kept = StoredConnection {
            id,
            place,
            name,
            email: String::new(),
            session: Session::SignedOut,
            known_computers: None,
            rehearsed: None,
            key_heard: None,
            recovery_waits: None,
            email_changes: EmailChanges::default(),
            guide: None,
            history: None,
            aftermath: None,
            put_aside: Vec::new(),
        };
        self.connections.push(Connection::new(kept, Some(provider)));
        let stored = self.keep(id).await;
        if stored.is_err() {
            self.connections
                .retain(|connection| connection.kept.id != id);
        }
        self.answer(reply, stored.map(|()| id));
    }

    /// With all that is kept of it here, also edits that were never sent. Who is signed in signs out first.
    pub(super) async fn forget_connection(&mut self, id: ConnectionId, reply: Reply<()>) {
        let Some(connection) = self.connection(id) else {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        };
        match connection.kept.session {
            Session::Reset(_) | Session::SignedOut => {}
            Session::Active { .. }
            | Session::AwaitingSecondFactor { .. }
            | Session::SigningIn { .. } => {
                return self.answer(reply, Err(FailureCode::NotNow.into()));
            }
        }
        if let Err(failure) = self.session_event(id, SessionEvent::OwnerSignsOut).await {
            return self.answer(reply, Err(failure));
        }
        let removed = match self.store() {
            Ok(store) => store
                .remove_connection(id)
                .await
                .map_err(|error| Failure::from(&error)),
            Err(failure) => Err(failure),
        };
        if removed.is_ok() {
            self.drop_credential(id);
            self.connections
                .retain(|connection| connection.kept.id != id);
            self.registry.forget(id);
            self.outbox.forget_connection(id);
            self.private_names.forget_connection(id);
            self.drop_plans_of(id).await;
            self.count_unread().await;
        }
        self.answer(reply, removed);
    }

    /// Lists the cameras and sends what waits, now. Where the token is not at hand, the keychain is asked again.
    pub(super) fn refresh(&mut self, id: ConnectionId, reply: Reply<()>) {
        if let Err(failure) = self.find_provider(id) {
            return self.answer(reply, Err(failure));
        }
        self.outbox.unpark();
        match self.connection(id).and_then(Connection::line) {
            Some((provider, credential)) => {
                self.listen_at_once(id);
                self.send_waiting(id);
                let (orders, report) = (self.list_orders.clone(), self.reporter());
                tokio::spawn(async move {
                    let asked = orders.now();
                    let result = provider.cameras().list(&credential).await;
                    let session = credential.session.clone();
                    report(Report::Listed {
                        connection: id,
                        session,
                        asked,
                        result,
                        reply: Some(reply),
                    });
                });
            }
            None => {
                self.connect(id);
                let trouble = self.connection(id).and_then(Connection::trouble);
                self.answer(
                    reply,
                    Err(trouble.unwrap_or_else(|| FailureCode::NotNow.into())),
                );
            }
        }
    }

    /// # Errors
    /// There is no such connection, or nothing at its place.
    pub(super) fn find_provider(&mut self, id: ConnectionId) -> Result<(), Failure> {
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        if connection.provider.is_some() {
            return Ok(());
        }
        let found = self.parts.providers.provider(&connection.kept.place);
        let provider = found.map_err(|error| Failure::from(&error))?;
        if let Some(connection) = self.connection_mut(id) {
            connection.provider = Some(provider);
        }
        Ok(())
    }

    fn at_place(&self, place: &Place) -> Option<ConnectionId> {
        self.connections
            .iter()
            .find(|connection| connection.kept.place == *place)
            .map(|connection| connection.kept.id)
    }
}

/// `https://` is understood; a final slash and the case of the host do not make another service. `None` for what can
/// be no address of a service. Whether the address is allowed is for the providers to say.
fn tidy_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
    let rest = rest.trim_end_matches('/');
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, ""), |(host, path)| (host, path));
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    if host.is_empty() || rest.chars().any(odd) {
        return None;
    }
    let slash = if path.is_empty() { "" } else { "/" };
    Some(format!(
        "{}://{}{slash}{path}",
        scheme.to_lowercase(),
        host.to_lowercase()
    ))
}

/// Host and port, for the window.
pub(super) fn host(place: &Place) -> Option<String> {
    match place {
        Place::DemoHome => None,
        Place::Service { address } => {
            let rest = address
                .split_once("://")
                .map_or(address.as_str(), |(_, rest)| rest);
            Some(rest.split('/').next().unwrap_or(rest).to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_typed() {
        for typed in [
            "cameras.example",
            " https://Cameras.example/ ",
            "HTTPS://cameras.example",
        ] {
            assert_eq!(
                tidy_address(typed).as_deref(),
                Some("https://cameras.example"),
                "{typed}"
            );
        }
        assert_eq!(
            tidy_address("http://127.0.0.1:8080").as_deref(),
            Some("http://127.0.0.1:8080")
        );
        assert_eq!(
            tidy_address("home.example/Porch/").as_deref(),
            Some("https://home.example/Porch")
        );
    }

    #[test]
    fn what_can_be_no_address_is_refused() {
        for typed in [
            "",
            "  ",
            "https://",
            "https:///path",
            "anna@example.org",
            "two words",
        ] {
            assert_eq!(tidy_address(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_window_sees_host_and_port() {
        let place = Place::Service {
            address: "http://127.0.0.1:8080/a".into(),
        };
        assert_eq!(host(&place).as_deref(), Some("127.0.0.1:8080"));
        assert_eq!(host(&Place::DemoHome), None);
    }
}
