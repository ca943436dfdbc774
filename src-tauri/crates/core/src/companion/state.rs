//! What the companion's task owns.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::CompanionParts;
use super::authenticators::Authenticators;
use super::away::Away;
use super::bell::Bell;
use super::camera_access::CameraLines;
use super::discovery::Discovery;
use super::farewells::Farewells;
use super::integrations::Linking;
use super::listed_breaches::BreachLooking;
use super::listening::Listener;
use super::new_account::NewAccount;
use super::password_recovery::PasswordRecovery;
use super::recovery_key::NewKeys;
use super::removal::Removals;
use super::requests::{Message, Reply, Report};
use super::secrets::SecretKeeper;
use super::setup::Plans;
use super::sign_in::{Attempt, SignInReply};
use super::two_factor::TwoFactor;
use super::views::Published;
use super::watching::Watch;
use crate::cameras::{ListOrders, Registry};
use crate::error::{Failure, FailureCode};
use crate::outbox::{Change, Outbox};
use crate::ports::grant::Grant;
use crate::ports::local_store::{LocalStore, StoredConnection, StoredExposure};
use crate::ports::provider::{Naming, Provider, SessionId};
use crate::private_names::PrivateNames;
use crate::session::Session;
use crate::view::{
    AlertsView, CameraKey, ConnectionId, Preferences, ProtectionKind, ProtectionView, ReachView,
};

pub(super) struct State {
    pub parts: CompanionParts,
    /// For the reports of tasks.
    pub messages: mpsc::UnboundedSender<Message>,
    pub farewells: Farewells,
    pub protection: ProtectionView,
    /// `None` until the vault is open.
    pub home: Option<Home>,
    /// In the order in which the owner added them.
    pub connections: Vec<Connection>,
    pub registry: Registry,
    pub list_orders: ListOrders,
    pub outbox: Outbox,
    pub private_names: PrivateNames,
    pub preferences: Preferences,
    pub alerts: AlertsView,
    pub away: Away,
    pub bell: Bell,
    pub plans: Plans,
    pub authenticators: Authenticators,
    pub breaches: BreachLooking,
    pub discovery: Option<Discovery>,
    pub published: Published,
    /// Answers to requests; sent after what they changed is published.
    pub answers: Vec<Box<dyn FnOnce() + Send + Sync>>,
    last_attempt: u64,
}

/// The open vault.
pub(super) struct Home {
    pub kind: ProtectionKind,
    pub store: Arc<dyn LocalStore>,
    pub secrets: SecretKeeper,
}

pub(super) struct Connection {
    /// As it is kept, except that `session` may be half way through a sign-in.
    pub kept: StoredConnection,
    /// `None` while there is nothing at its place.
    pub provider: Option<Arc<dyn Provider>>,
    pub grant: Option<Arc<Grant>>,
    /// In this run, the service was told what this computer is called.
    pub computer_named: bool,
    pub reach: ReachView,
    /// Sessions of this computer in this run: their sign-ins are no news.
    pub own_sessions: HashSet<SessionId>,
    pub listener: Option<Listener>,
    /// The account is being deleted from here: that its session ends is no news.
    pub leaving: bool,
    pub attempt: Option<Attempt>,
    pub new_account: Option<NewAccount>,
    /// The address of an account that was made here, until it is signed in.
    pub just_made: Option<String>,
    pub linking: Linking,
    pub two_factor: TwoFactor,
    pub new_keys: NewKeys,
    pub password_recovery: PasswordRecovery,
    /// In the order in which they were heard.
    pub exposures: Vec<StoredExposure>,
    /// Sign-ins that are answered after the first list.
    pub until_listed: Vec<SignInReply>,
    /// In a row.
    pub send_failures: u32,
    pub sends_again: bool,
    pub watch: Watch,
    pub removals: Removals,
    /// Where there is no sign-in but those of the cameras.
    pub cameras: CameraLines,
}

impl Connection {
    pub(super) fn new(kept: StoredConnection, provider: Option<Arc<dyn Provider>>) -> Self {
        let own_sessions = kept
            .session
            .active()
            .or(kept.session.reset().map(|reset| &reset.session))
            .cloned()
            .into_iter()
            .collect();
        let watch = Watch::of(kept.session.account());
        Self {
            kept,
            provider,
            grant: None,
            computer_named: false,
            reach: ReachView::Unknown,
            own_sessions,
            listener: None,
            leaving: false,
            attempt: None,
            new_account: None,
            just_made: None,
            linking: Linking::default(),
            two_factor: TwoFactor::default(),
            new_keys: NewKeys::default(),
            password_recovery: PasswordRecovery::default(),
            exposures: Vec::new(),
            until_listed: Vec::new(),
            send_failures: 0,
            sends_again: false,
            watch,
            removals: Removals::default(),
            cameras: CameraLines::default(),
        }
    }

    pub(super) fn is_demo(&self) -> bool {
        self.provider
            .as_ref()
            .is_some_and(|provider| provider.profile().demo)
    }

    /// The secret that was fetched or signed in for gives way to another, or to none.
    pub(super) fn hold(&mut self, grant: Option<Arc<Grant>>) {
        if let Some(before) = std::mem::replace(&mut self.grant, grant) {
            before.end();
        }
    }

    pub(super) fn is_at(&self, session: &SessionId) -> bool {
        self.kept.session.active() == Some(session)
    }

    /// `None` while there is nothing at its place.
    pub(super) fn naming(&self) -> Option<Naming> {
        let provider = self.provider.as_ref()?;
        Some(provider.profile().naming)
    }

    /// What a request needs: the provider, and the token of the session that is active.
    pub(super) fn line(&self) -> Option<(Arc<dyn Provider>, Arc<Grant>)> {
        let active = self.kept.session.active()?;
        let grant = self
            .grant
            .as_ref()
            .filter(|grant| grant.session() == active)?;
        Some((Arc::clone(self.provider.as_ref()?), Arc::clone(grant)))
    }
}

impl State {
    pub(super) fn new(
        parts: CompanionParts,
        messages: mpsc::UnboundedSender<Message>,
        farewells: Farewells,
    ) -> Self {
        Self {
            parts,
            messages,
            farewells,
            protection: ProtectionView::Opening,
            home: None,
            connections: Vec::new(),
            registry: Registry::default(),
            list_orders: ListOrders::default(),
            outbox: Outbox::default(),
            private_names: PrivateNames::default(),
            preferences: Preferences::default(),
            alerts: AlertsView::default(),
            away: Away::default(),
            bell: Bell::default(),
            plans: Plans::default(),
            authenticators: Authenticators::default(),
            breaches: BreachLooking::default(),
            discovery: None,
            published: Published::default(),
            answers: Vec::new(),
            last_attempt: 0,
        }
    }

    pub(super) fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections
            .iter()
            .find(|connection| connection.kept.id == id)
    }

    pub(super) fn connection_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.connections
            .iter_mut()
            .find(|connection| connection.kept.id == id)
    }

    /// # Errors
    /// Nothing can be kept yet.
    pub(super) fn store(&self) -> Result<Arc<dyn LocalStore>, Failure> {
        let home = self
            .home
            .as_ref()
            .ok_or_else(|| Failure::new(FailureCode::NotNow))?;
        Ok(Arc::clone(&home.store))
    }

    /// What a request needs, or why there is none now.
    pub(super) fn line_or_why(
        &self,
        id: ConnectionId,
    ) -> Result<(Arc<dyn Provider>, Arc<Grant>), Failure> {
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        connection.line().ok_or_else(|| {
            let ended = connection.kept.session.active().is_none();
            match connection.trouble() {
                _ if ended => FailureCode::SessionEnded.into(),
                Some(trouble) => trouble,
                None => FailureCode::NotNow.into(),
            }
        })
    }

    pub(super) fn next_attempt(&mut self) -> u64 {
        self.last_attempt += 1;
        self.last_attempt
    }

    pub(super) fn last_attempt(&self) -> u64 {
        self.last_attempt
    }

    pub(super) fn answer<T: Send + Sync + 'static>(
        &mut self,
        reply: Reply<T>,
        result: Result<T, Failure>,
    ) {
        // Whoever asked may be gone.
        self.answers
            .push(Box::new(move || drop(reply.send(result))));
    }

    /// For tasks that come back with something.
    pub(super) fn reporter(&self) -> impl Fn(Report) + Send + Sync + Clone + 'static {
        let messages = self.messages.clone();
        // The companion may have ended meanwhile.
        move |report| drop(messages.send(Message::Report(report)))
    }

    /// Keeps a connection as it is now.
    pub(super) async fn keep(&self, id: ConnectionId) -> Result<(), Failure> {
        let Some(connection) = self.connection(id) else {
            return Ok(());
        };
        let kept = StoredConnection {
            session: connection.kept.session.to_keep(),
            ..connection.kept.clone()
        };
        self.store()?
            .put_connection(&kept)
            .await
            .map_err(|error| Failure::from(&error))
    }

    /// Keeps the cameras of a connection as last seen.
    pub(super) async fn keep_cameras(&self, id: ConnectionId) -> Result<(), Failure> {
        let cameras: Vec<_> = self.registry.of(id).cloned().collect();
        self.store()?
            .put_cameras(id, &cameras)
            .await
            .map_err(|error| Failure::from(&error))
    }

    /// Keeps one camera as last seen.
    pub(super) async fn keep_camera(&self, key: &CameraKey) -> Result<(), Failure> {
        let Some(camera) = self.registry.get(key) else {
            return Ok(());
        };
        self.store()?
            .put_camera(key.connection, camera)
            .await
            .map_err(|error| Failure::from(&error))
    }

    /// Stores a change of the outbox, then makes it. If it cannot be stored, nothing changes.
    pub(super) async fn change_outbox(&mut self, change: Change) -> Result<(), Failure> {
        self.store_change(&change).await?;
        let touched = self.outbox.apply(change);
        self.registry.touch(touched);
        Ok(())
    }

    /// The same for what must hold even if it cannot be stored.
    pub(super) async fn impose_on_outbox(&mut self, change: Change) -> Result<(), Failure> {
        let stored = self.store_change(&change).await;
        let touched = self.outbox.apply(change);
        self.registry.touch(touched);
        stored
    }

    async fn store_change(&self, change: &Change) -> Result<(), Failure> {
        let store = self.store()?;
        for edit in &change.put {
            store
                .put_edit(edit)
                .await
                .map_err(|error| Failure::from(&error))?;
        }
        for edit in &change.remove {
            if let Err(error) = store.remove_edit(edit.id).await {
                // What took its place is stored; the next start tidies up.
                if change.put.is_empty() {
                    return Err(Failure::from(&error));
                }
                tracing::warn!(%error, "an edit that was decided could not be removed");
            }
        }
        Ok(())
    }

    pub(super) fn is_active(session: &Session) -> bool {
        session.active().is_some()
    }
}
