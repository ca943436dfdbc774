//! Adding places that cameras come from, and forgetting them.

use std::sync::Arc;

use uuid::Uuid;

use super::listening::listed;
use super::requests::{Reply, Report};
use super::state::{Connection, State};
use crate::email_changes::EmailChanges;
use crate::error::{Failure, FailureCode};
use crate::ports::access::Access;
use crate::ports::local_store::StoredConnection;
use crate::ports::place::{Place, ProviderId, tidy_address};
use crate::ports::provider::{Provider, ServiceError};
use crate::session::{Session, SessionEvent};
use crate::view::ConnectionId;

impl State {
    pub(super) fn open_demo_home(&mut self, reply: Reply<ConnectionId>) {
        let place = self.parts.providers.in_demo_home().anywhere();
        self.add_place(place, reply);
    }

    pub(super) fn connect_service(&mut self, address: &str, reply: Reply<ConnectionId>) {
        match tidy_address(address) {
            Some(address) => {
                let place = self.parts.providers.at_addresses().at(address);
                self.add_place(place, reply);
            }
            None => self.answer(reply, Err(FailureCode::AddressNotAllowed.into())),
        }
    }

    pub(super) fn add_place_by_name(&mut self, provider: &ProviderId, reply: Reply<ConnectionId>) {
        if self.parts.providers.by_name().contains(provider) {
            self.add_place(provider.clone().anywhere(), reply);
        } else {
            self.answer(reply, Err(FailureCode::ProviderUnknown.into()));
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
            let name = match provider.access() {
                Access::Account { account, .. } => account.name().await,
                Access::PerCamera(cameras) => cameras.name().await,
            };
            report(Report::ServiceChecked {
                place,
                result: name.map(|name| (name, provider)),
                reply,
            });
        });
    }

    pub(super) async fn service_checked(
        &mut self,
        place: Place,
        result: Result<(String, Arc<dyn Provider>), ServiceError>,
        reply: Reply<ConnectionId>,
    ) {
        // Asked for twice at once.
        if let Some(known) = self.at_place(&place) {
            return self.answer(reply, Ok(known));
        }
        let added = match result {
            Ok((name, provider)) => self.keep_new(place, name, provider).await,
            Err(error) => Err(Failure::from(&error)),
        };
        self.answer(reply, added);
    }

    pub(super) async fn add_account(&mut self, id: ConnectionId, reply: Reply<ConnectionId>) {
        let added = self.account_beside(id).await;
        self.answer(reply, added);
    }

    async fn account_beside(&mut self, id: ConnectionId) -> Result<ConnectionId, Failure> {
        let known = self.connection(id).ok_or(FailureCode::NotThere)?;
        if known.kept.session == Session::NotNeeded {
            return Err(FailureCode::NotThere.into());
        }
        let (place, name) = (known.kept.place.clone(), known.kept.name.clone());
        let never_used =
            |other: &&Connection| other.kept.place == place && other.kept.email.is_empty();
        if let Some(empty) = self.connections.iter().find(never_used) {
            return Ok(empty.kept.id);
        }
        let provider = self.parts.providers.provider(&place);
        let provider = provider.map_err(|error| Failure::from(&error))?;
        self.keep_new(place, name, provider).await
    }

    async fn keep_new(
        &mut self,
        place: Place,
        name: String,
        provider: Arc<dyn Provider>,
    ) -> Result<ConnectionId, Failure> {
        let id = ConnectionId(Uuid::new_v4());
        let kept = StoredConnection {
            id,
            place,
            name,
            email: String::new(),
            session: match provider.access() {
                Access::Account { .. } => Session::SignedOut,
                Access::PerCamera(_) => Session::NotNeeded,
            },
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
        } else {
            self.connect_unless_connected(id);
        }
        stored.map(|()| id)
    }

    /// Whether another connection at the same place shows this account already, or is about to: two would show each of its cameras
    /// twice, and send each edit twice.
    pub(super) fn shows_elsewhere(&self, id: ConnectionId, account: &str) -> bool {
        let place = self.connection(id).map(|connection| &connection.kept.place);
        self.connections.iter().any(|other| {
            other.kept.id != id
                && Some(&other.kept.place) == place
                && (other.kept.session.account() == Some(account) || other.is_coming_into(account))
        })
    }

    /// With all that is kept of it here, also edits that were never sent. Who is signed in signs out first.
    pub(super) async fn forget_connection(&mut self, id: ConnectionId, reply: Reply<()>) {
        let Some(connection) = self.connection(id) else {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        };
        match connection.kept.session {
            Session::NotNeeded | Session::Reset(_) | Session::SignedOut => {}
            Session::Active { .. }
            | Session::AwaitingSecondFactor { .. }
            | Session::SigningIn { .. } => {
                return self.answer(reply, Err(FailureCode::NotNow.into()));
            }
        }
        if self.is_per_camera(id) {
            return self.forget_cameras_first(id, reply);
        }
        self.remove_connection(id, reply).await;
    }

    /// Nobody is signed in there, and no camera of it has a secret in the keychain.
    pub(super) async fn remove_connection(&mut self, id: ConnectionId, reply: Reply<()>) {
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
            self.discovery.take_if(|look| look.is_at(id));
            self.drop_credential(id);
            if let Some(home) = &self.home {
                home.secrets.forget_device(id);
            }
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
        if self.is_per_camera(id) {
            self.watch_cameras_at_once(id);
            return self.answer(reply, Ok(()));
        }
        self.outbox.unpark();
        match self.connection(id).and_then(Connection::line) {
            Some((provider, grant)) => {
                self.listen_at_once(id);
                self.send_waiting(id);
                let (orders, report) = (self.list_orders.clone(), self.reporter());
                tokio::spawn(async move {
                    let asked = orders.now();
                    let result = listed(&*provider, &grant).await;
                    let session = grant.session().clone();
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

    /// There is nothing to sign in to but the cameras.
    pub(super) fn is_per_camera(&self, id: ConnectionId) -> bool {
        let connection = self.connection(id);
        connection.is_some_and(|connection| connection.kept.session == Session::NotNeeded)
    }

    fn at_place(&self, place: &Place) -> Option<ConnectionId> {
        self.connections
            .iter()
            .find(|connection| connection.kept.place == *place)
            .map(|connection| connection.kept.id)
    }
}
