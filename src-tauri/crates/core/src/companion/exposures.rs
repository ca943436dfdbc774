//! What services have announced about data that lay open: kept with every revision, told as an alert, and weighed against what
//! is known here.

use std::collections::BTreeSet;

use super::requests::Reply;
use super::state::{Connection, State};
use crate::alerts::impact::{Impact, OwnerFacts, Standing, impact};
use crate::alerts::revisions::revisions;
use crate::alerts::{AlertKind, Exposure};
use crate::error::{FailureCode, in_browser};
use crate::guide::{GuideCause, RelinkState};
use crate::ports::local_store::StoredExposure;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::incidents::ExposureView;
use crate::view::two_factor::TwoFactorView;

/// Of one connection, with all revisions. A service that announces more is heard (as alerts), and no more of it is kept.
const MOST_REVISIONS: usize = 200;

impl State {
    /// `false`: it could not be kept, and the service must say it again.
    pub(super) async fn exposed(
        &mut self,
        id: ConnectionId,
        event: &str,
        told_at: Timestamp,
        exposure: Exposure,
        advisory: Option<String>,
    ) -> bool {
        let heard = StoredExposure {
            connection: id,
            told_at,
            exposure: exposure.clone(),
            advisory,
        };
        let Some(connection) = self.connection(id) else {
            return true;
        };
        let known = connection.exposures.iter().any(|one| {
            one.exposure.exposure == exposure.exposure && one.exposure.revision == exposure.revision
        });
        // The same word in another event is no news.
        if known {
            return true;
        }
        let room = connection.exposures.len() < MOST_REVISIONS;
        // The alert first: told twice is better than kept and not told.
        let kind = AlertKind::Exposed { exposure };
        if self.account_event(id, event, told_at, kind).await.is_err() {
            return false;
        }
        if !room {
            tracing::warn!("a service announces more exposures than are kept");
            return true;
        }
        let Ok(store) = self.store() else {
            return false;
        };
        if store.put_exposure(&heard).await.is_err() {
            return false;
        }
        let exposure = heard.exposure.exposure.clone();
        if let Some(connection) = self.connection_mut(id) {
            connection.exposures.push(heard);
        }
        self.guide_after_exposure(id, &exposure).await;
        true
    }

    /// An exposure leads to a guide when there is something to do about it, whatever its last word was before.
    async fn guide_after_exposure(&mut self, id: ConnectionId, exposure: &str) {
        let Some(weighed) = self
            .connection(id)
            .and_then(|connection| self.weighed(connection, exposure))
        else {
            return;
        };
        if weighed.impact.standing == Standing::Withdrawn {
            return self.guide_after_withdrawal(id, exposure).await;
        }
        if weighed.impact.calls_for_action()
            && let Some(newest) = weighed.revisions.first()
        {
            let cause = GuideCause::Exposed {
                exposure: exposure.to_owned(),
            };
            let since = newest.said.over_at(newest.told_at);
            self.begin_guide(id, cause, since, false).await;
        }
    }

    /// Told last, first.
    pub(super) fn exposure_views(&self) -> Vec<ExposureView> {
        let mut views: Vec<_> = self
            .connections
            .iter()
            .flat_map(|connection| {
                let names: BTreeSet<_> = connection
                    .exposures
                    .iter()
                    .map(|one| one.exposure.exposure.as_str())
                    .collect();
                names
                    .into_iter()
                    .filter_map(|name| self.weighed(connection, name))
            })
            .collect();
        let told = |view: &ExposureView| view.revisions.iter().map(|one| one.told_at).max();
        views.sort_by_key(|view| std::cmp::Reverse(told(view)));
        views
    }

    fn weighed(&self, connection: &Connection, exposure: &str) -> Option<ExposureView> {
        let of_it = |one: &&StoredExposure| one.exposure.exposure == exposure;
        let revisions = revisions(connection.exposures.iter().filter(of_it));
        let newest = revisions.first()?;
        let owner = self.owner_facts(connection);
        let impact: Impact = impact(&newest.said, newest.told_at, &owner);
        Some(ExposureView {
            connection: connection.kept.id,
            exposure: exposure.to_owned(),
            impact,
            two_factor: owner.two_factor,
            revisions,
        })
    }

    fn owner_facts(&self, connection: &Connection) -> OwnerFacts {
        let kept = &connection.kept;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        // Signed out, the list is gone.
        let cameras: Option<Vec<_>> = kept
            .session
            .account()
            .map(|_| self.registry.of(kept.id).collect());
        let networks = cameras.as_ref().map(|cameras| {
            let names: BTreeSet<_> = cameras
                .iter()
                .filter_map(|camera| camera.profile.network.as_deref())
                .collect();
            count(names.len())
        });
        let history = connection.history();
        // As its service says, and as the way back remembers it until then.
        let guide = connection.guide();
        let remembered = guide.into_iter().flat_map(|guide| {
            let waiting = guide.integrations.iter();
            waiting.filter(|one| one.state == RelinkState::Unlinked)
        });
        let mut unlinked: Vec<_> = remembered.map(|one| one.client.clone()).collect();
        for client in connection.waiting_to_be_linked().into_iter().flatten() {
            if !unlinked.contains(&client) {
                unlinked.push(client);
            }
        }
        OwnerFacts {
            account_made: history.and_then(|history| history.made_at),
            cameras: cameras.map(|cameras| {
                let named = |camera: &&&crate::cameras::Camera| !camera.profile.nickname.is_empty();
                count(cameras.iter().filter(named).count())
            }),
            networks,
            two_factor: match connection.two_factor_view() {
                TwoFactorView::NotOffered | TwoFactorView::Unknown => None,
                TwoFactorView::Off => Some(false),
                TwoFactorView::On { .. } => Some(true),
            },
            changes_password: connection.changes_password(),
            password_changed: history.and_then(|history| history.password_changed_at),
            lists_computers: connection.lists_computers(),
            computers_looked_at: connection.computers_looked_at(),
            unlinked,
        }
    }

    /// The page of the newest revision that has one. The link itself never crosses.
    pub(super) fn open_exposure_advisory(
        &mut self,
        id: ConnectionId,
        exposure: &str,
        reply: Reply<()>,
    ) {
        let of_it = |one: &&StoredExposure| one.exposure.exposure == exposure;
        let link = self.connection(id).and_then(|connection| {
            connection
                .exposures
                .iter()
                .filter(of_it)
                .filter(|one| one.advisory.is_some())
                .max_by_key(|one| one.exposure.revision)
                .and_then(|one| one.advisory.as_deref())
                .filter(|link| link.starts_with("https://"))
        });
        let found = match link {
            Some(link) => in_browser(self.parts.desktop.open_link(link)),
            None => Err(FailureCode::NotThere.into()),
        };
        self.answer(reply, found);
    }
}
