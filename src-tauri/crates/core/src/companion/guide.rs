//! The way back after an incident: begun by what the service says, ticked off by what is known, put off by the owner.

use std::time::Duration;

use super::requests::{Reply, Report};
use super::state::{Connection, State};
use crate::error::{Failure, FailureCode};
use crate::guide::{AccountHistory, Guide, GuideCause, GuideFacts, PutOff, steps};
use crate::ports::integrations::Integrations;
use crate::ports::local_store::StoredConnection;
use crate::session::EndReason;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::incidents::{GuideState, GuideView, GuideWish};

const UNTIL_TOMORROW: Duration = Duration::from_secs(24 * 60 * 60);

impl State {
    /// A reset that is an incident begins a guide; a session that the owner ended does not.
    pub(super) async fn guide_after_reset(&mut self, id: ConnectionId) {
        let Some(end) = self
            .connection(id)
            .and_then(|connection| connection.kept.session.reset())
            .map(|reset| reset.end.clone())
        else {
            return;
        };
        match end.reason {
            // Where nobody says why, it may have been either.
            EndReason::GlobalReset | EndReason::NotStated | EndReason::SuspectedTheft => {
                let reason = end.reason;
                self.begin_guide(id, GuideCause::Reset { reason }, end.at, true)
                    .await;
            }
            EndReason::AccountDeleted
            | EndReason::AccountDisabled
            | EndReason::Expired
            | EndReason::PasswordChanged
            | EndReason::RevokedElsewhere
            | EndReason::TooManyComputers
            | EndReason::TwoFactorChanged => {}
        }
    }

    /// Joins the one that is under way. One that was finished is not begun again by the same incident.
    pub(super) async fn begin_guide(
        &mut self,
        id: ConnectionId,
        cause: GuideCause,
        since: Timestamp,
        signed_out: bool,
    ) {
        let begun_at = self.parts.clock.now();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some(account) = connection.kept.session.account().map(ToOwned::to_owned) else {
            return;
        };
        let fresh = Guide {
            account: account.clone(),
            cause: cause.clone(),
            since,
            begun_at,
            signed_out,
            integrations: Vec::new(),
            put_off: None,
            finished_at: None,
        };
        let facts = connection.guide_facts();
        let done_already = Guide::finished(&steps(&fresh, &facts));
        let news = match &mut connection.kept.guide {
            Some(guide) if guide.account == account && guide.finished_at.is_none() => {
                guide.join(cause, since, signed_out)
            }
            Some(guide)
                if guide.account == account
                    && since <= guide.since
                    && cause != GuideCause::NotMe =>
            {
                false
            }
            _ if done_already => false,
            guide => {
                *guide = Some(fresh);
                true
            }
        };
        if news {
            self.keep_guide(id).await;
        }
    }

    /// What was done before the owner said so does not count: somebody else may have done it.
    pub(super) async fn not_me(&mut self, id: ConnectionId, reply: Reply<()>) {
        let session = self
            .connection(id)
            .map(|connection| &connection.kept.session);
        let Some(session) = session.filter(|session| session.account().is_some()) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let signed_out = session.active().is_none();
        let now = self.parts.clock.now();
        self.begin_guide(id, GuideCause::NotMe, now, signed_out)
            .await;
        self.answer(reply, Ok(()));
    }

    /// It did not happen: what began with it alone is over.
    pub(super) async fn guide_after_withdrawal(&mut self, id: ConnectionId, exposure: &str) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let began = |guide: &mut Guide| {
            matches!(&guide.cause, GuideCause::Exposed { exposure: one } if one == exposure)
                && !guide.signed_out
                && guide.integrations.is_empty()
        };
        if connection.kept.guide.take_if(began).is_some() {
            self.keep_guide(id).await;
        }
    }

    /// The incident may be known by nothing but this.
    pub(super) async fn guide_after_unlinking(
        &mut self,
        id: ConnectionId,
        client: &str,
        at: Timestamp,
    ) {
        self.begin_guide(id, GuideCause::Unlinked, at, false).await;
        self.move_guide(id, |guide| guide.unlinked(client)).await;
    }

    pub(super) async fn guide_after_linking(&mut self, id: ConnectionId, client: &str) {
        self.move_guide(id, |guide| guide.linked(client)).await;
    }

    /// By whichever computer; an event may tell of it long after.
    pub(super) async fn note_password_changed(&mut self, id: ConnectionId, at: Timestamp) {
        self.note(id, |history| {
            history.password_changed_at = history.password_changed_at.max(Some(at));
        })
        .await;
    }

    /// On this computer, now: after whatever is known of an incident, whatever the clocks say.
    pub(super) async fn note_own_password_change(&mut self, id: ConnectionId) {
        let now = self.parts.clock.now();
        let guide = self.connection(id).and_then(Connection::guide);
        let at = guide.map_or(now, |guide| now.max(guide.since));
        self.note_password_changed(id, at).await;
    }

    pub(super) async fn note_account_made(&mut self, id: ConnectionId) {
        let at = self.parts.clock.now();
        self.note(id, |history| history.made_at = Some(at)).await;
    }

    async fn note(&mut self, id: ConnectionId, change: impl FnOnce(&mut AccountHistory)) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some(account) = connection.kept.session.account().map(ToOwned::to_owned) else {
            return;
        };
        let known = connection
            .kept
            .history
            .take_if(|history| history.account == account);
        let mut history = known.unwrap_or(AccountHistory {
            account,
            made_at: None,
            password_changed_at: None,
        });
        change(&mut history);
        connection.kept.history = Some(history);
        self.keep_guide(id).await;
    }

    /// What is linked now: what was unlinked while nobody was signed in came by no event, nor does what is linked from here.
    pub(super) async fn guide_after_listing(&mut self, id: ConnectionId, list: &Integrations) {
        self.move_guide(id, |guide| guide.hear(list)).await;
    }

    async fn move_guide(&mut self, id: ConnectionId, change: impl FnOnce(&mut Guide) -> bool) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let account = connection.kept.session.account().map(ToOwned::to_owned);
        let moved = connection
            .kept
            .guide
            .as_mut()
            .filter(|guide| Some(&guide.account) == account.as_ref())
            .is_some_and(change);
        if moved {
            self.keep_guide(id).await;
        }
    }

    /// It holds even if it cannot be kept; facts are asked anew.
    async fn keep_guide(&self, id: ConnectionId) {
        if self.keep(id).await.is_err() {
            tracing::warn!("the way back could not be kept");
        }
    }

    /// After each message: one whose last step is done is finished, and says how long it took.
    pub(super) async fn settle_guides(&mut self) {
        let now = self.parts.clock.now();
        let mut finished = Vec::new();
        for connection in &mut self.connections {
            let facts = connection.guide_facts();
            let id = connection.kept.id;
            if connection.guide().is_some()
                && let Some(guide) = &mut connection.kept.guide
                && guide.finished_at.is_none()
                && Guide::finished(&steps(guide, &facts))
            {
                guide.finished_at = Some(now);
                guide.put_off = None;
                finished.push(id);
            }
        }
        for id in finished {
            self.keep_guide(id).await;
        }
    }

    pub(super) fn guide_views(&self) -> Vec<GuideView> {
        let now = self.parts.clock.now();
        self.connections
            .iter()
            .filter_map(|connection| {
                let guide = connection.guide()?;
                let state = match (guide.finished_at, guide.put_off) {
                    (Some(at), _) => GuideState::Finished { at },
                    (None, Some(PutOff { until })) if until.is_none_or(|until| now < until) => {
                        GuideState::PutOff { until }
                    }
                    (None, _) => GuideState::Going,
                };
                Some(GuideView {
                    connection: connection.kept.id,
                    cause: guide.cause.clone(),
                    exposure: connection.exposure_of(guide),
                    begun_at: guide.begun_at,
                    steps: steps(guide, &connection.guide_facts()),
                    integrations: guide.integrations.clone(),
                    state,
                })
            })
            .collect()
    }

    pub(super) async fn wish_guide(&mut self, id: ConnectionId, wish: GuideWish, reply: Reply<()>) {
        let tomorrow = Timestamp(
            self.parts
                .clock
                .now()
                .0
                .saturating_add(i64::try_from(UNTIL_TOMORROW.as_millis()).unwrap_or(i64::MAX)),
        );
        let done = self
            .decide_guide(id, |guide| {
                let put_off = |guide: &mut Option<Guide>, put_off| {
                    if let Some(guide) = guide {
                        guide.put_off = put_off;
                    }
                };
                match wish {
                    GuideWish::Close if guide.as_ref().is_some_and(|g| g.finished_at.is_none()) => {
                        return Err(FailureCode::NotNow.into());
                    }
                    GuideWish::Close => *guide = None,
                    GuideWish::GoOn => put_off(guide, None),
                    GuideWish::NotAgain => put_off(guide, Some(PutOff { until: None })),
                    GuideWish::Tomorrow => {
                        let until = Some(tomorrow);
                        put_off(guide, Some(PutOff { until }));
                    }
                }
                Ok(())
            })
            .await;
        self.wake_guides();
        self.answer(reply, done);
    }

    pub(super) async fn dismiss_integration(
        &mut self,
        id: ConnectionId,
        client: &str,
        dismissed: bool,
        reply: Reply<()>,
    ) {
        let Some(connection) = self.connection_mut(id) else {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        };
        let before = connection.kept.put_aside.clone();
        connection.put_client_aside(client, dismissed);
        let done = self
            .decide_guide(id, |guide| {
                if let Some(guide) = guide {
                    guide.dismiss(client, dismissed);
                }
                Ok(())
            })
            .await;
        if done.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            connection.kept.put_aside = before;
        }
        self.answer(reply, done);
    }

    /// The owner's word counts only if it is kept.
    async fn decide_guide(
        &mut self,
        id: ConnectionId,
        change: impl FnOnce(&mut Option<Guide>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let connection = self
            .connection_mut(id)
            .filter(|connection| connection.guide().is_some())
            .ok_or(FailureCode::NotThere)?;
        let before = connection.kept.guide.clone();
        change(&mut connection.kept.guide)?;
        let kept = self.keep(id).await;
        if kept.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            connection.kept.guide = before;
        }
        kept
    }

    /// When the next one that was put off comes back, everything is published anew.
    pub(super) fn wake_guides(&self) {
        let now = self.parts.clock.now();
        let due = self
            .connections
            .iter()
            .filter_map(|connection| connection.guide()?.put_off?.until)
            .filter(|until| *until > now)
            .min();
        let Some(due) = due else {
            return;
        };
        let wait = u64::try_from(due.0.saturating_sub(now.0)).unwrap_or(0);
        let (clock, report) = (std::sync::Arc::clone(&self.parts.clock), self.reporter());
        tokio::spawn(async move {
            clock.sleep(Duration::from_millis(wait)).await;
            report(Report::GuideDue);
        });
    }
}

impl Connection {
    /// Of the account that is signed in, or was until a reset. No way leads back to an account that is closed.
    pub(super) fn guide(&self) -> Option<&Guide> {
        let StoredConnection { session, guide, .. } = &self.kept;
        guide
            .as_ref()
            .filter(|guide| session.account() == Some(&guide.account) && !self.account_is_closed())
    }

    pub(super) fn account_is_closed(&self) -> bool {
        let reset = self.kept.session.reset();
        reset.is_some_and(|reset| reset.end.reason.closes_account())
    }

    pub(super) fn history(&self) -> Option<&AccountHistory> {
        let StoredConnection {
            session, history, ..
        } = &self.kept;
        history
            .as_ref()
            .filter(|history| session.account() == Some(&history.account))
    }

    pub(super) fn changes_password(&self) -> bool {
        self.provider
            .as_ref()
            .is_some_and(|provider| provider.password().is_some())
    }

    pub(super) fn lists_computers(&self) -> bool {
        self.provider
            .as_ref()
            .is_some_and(|provider| provider.devices().is_some())
    }

    /// In the session that is active.
    pub(super) fn computers_looked_at(&self) -> Option<Timestamp> {
        let known = self.kept.known_computers.as_ref()?;
        known.looked_at(self.kept.session.active())
    }

    fn guide_facts(&self) -> GuideFacts {
        GuideFacts {
            signed_in: self.kept.session.active().is_some(),
            changes_password: self.changes_password(),
            password_changed: self
                .history()
                .and_then(|history| history.password_changed_at),
            two_factor: self.two_factor_view(),
            lists_computers: self.lists_computers(),
            computers_looked_at: self.computers_looked_at(),
        }
    }

    /// The one that it began with, or the last one told.
    fn exposure_of(&self, guide: &Guide) -> Option<String> {
        match &guide.cause {
            GuideCause::Exposed { exposure } => Some(exposure.clone()),
            GuideCause::NotMe => None,
            GuideCause::Reset { .. } | GuideCause::Unlinked => self
                .exposures
                .iter()
                .max_by_key(|one| one.told_at)
                .map(|one| one.exposure.exposure.clone()),
        }
    }
}
