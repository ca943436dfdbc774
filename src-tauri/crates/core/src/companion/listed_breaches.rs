//! Once a day, if the owner wants it, a public list of breaches is looked through for the makes that they have.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use rand::Rng;
use tokio::task::AbortHandle;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::state::State;
use crate::alerts::{Alert, AlertKind};
use crate::error::{Failure, FailureCode};
use crate::listed_breaches::{BreachNews, BreachWatch, ListedBreach, Make};
use crate::ports::breach_catalogue::CatalogueAnswer;
use crate::ports::breach_list::NoAnswer;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::incidents::BreachWatchView;

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// On top, so that computers that were switched on together do not ask together for ever.
const DAILY_JITTER: Duration = Duration::from_secs(2 * 60 * 60);
/// After a try that came to nothing; doubled by chance for the same reason.
const AN_HOUR: Duration = Duration::from_secs(60 * 60);
/// A computer that slept looks at its clock this often.
const NAP: Duration = Duration::from_secs(15 * 60);
/// Of one summary, and of one look: more of them say nothing more.
const MOST_TOLD: usize = 20;

/// The looking of this run.
#[derive(Default)]
pub(super) struct BreachLooking {
    pub watch: BreachWatch,
    /// A look is under way, and its answer is this one's.
    under_way: Option<u64>,
    last_look: u64,
    /// Whoever asked for it.
    waiting: Vec<Reply<()>>,
    sleeper: Option<Sleeper>,
}

/// Ends its task when dropped.
struct Sleeper(AbortHandle);

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl CompanionHandle {
    /// Looks through the public list of breaches now, if the owner wants it looked through at all.
    pub async fn look_up_breaches(&self) -> Answer<()> {
        self.ask(|reply| Request::LookUpBreaches { reply }).await
    }
}

impl State {
    /// At the start, and whenever what the owner wants may have changed.
    pub(super) fn plan_breach_look(&mut self) {
        self.breaches.sleeper = None;
        if !self.wants_breach_looks() || self.breaches.under_way.is_some() {
            return;
        }
        let now = self.parts.clock.now();
        let unseen = self.breaches.watch.is_new_to(&self.breach_domains());
        let due = match self.breaches.watch.next_at {
            Some(next) if !unseen => next,
            Some(_) | None => now,
        };
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let task = tokio::spawn(async move {
            loop {
                let left = due.0.saturating_sub(clock.now().0);
                match u64::try_from(left) {
                    Ok(left @ 1..) => clock.sleep(Duration::from_millis(left).min(NAP)).await,
                    Ok(0) | Err(_) => return report(Report::BreachLookDue),
                }
            }
        });
        self.breaches.sleeper = Some(Sleeper(task.abort_handle()));
    }

    pub(super) fn look_up_breaches(&mut self, reply: Reply<()>) {
        if !self.wants_breach_looks() {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        self.breaches.waiting.push(reply);
        self.look_through_breaches();
    }

    pub(super) fn look_through_breaches(&mut self) {
        let domains = self.breach_domains();
        if self.breaches.under_way.is_some() || !self.wants_breach_looks() {
            return;
        }
        let Some(catalogue) = self.parts.breach_catalogue.clone() else {
            return;
        };
        self.breaches.sleeper = None;
        self.breaches.last_look += 1;
        let look = self.breaches.last_look;
        self.breaches.under_way = Some(look);
        let watch = &self.breaches.watch;
        let version = watch.version.clone().filter(|_| !watch.is_new_to(&domains));
        let report = self.reporter();
        tokio::spawn(async move {
            let result = catalogue.breaches(version.as_deref()).await;
            report(Report::BreachesListed {
                look,
                domains,
                result,
            });
        });
    }

    pub(super) async fn breaches_listed(
        &mut self,
        look: u64,
        domains: BTreeSet<String>,
        result: Result<CatalogueAnswer, NoAnswer>,
    ) {
        if self.breaches.under_way != Some(look) {
            return;
        }
        self.breaches.under_way = None;
        let now = self.parts.clock.now();
        let mut watch = self.breaches.watch.clone();
        watch.tried_at = Some(now);
        let (wait, answered) = match &result {
            Ok(_) => (A_DAY + some_of(DAILY_JITTER), Ok(())),
            Err(NoAnswer) => (
                AN_HOUR + some_of(AN_HOUR),
                Err(Failure::new(FailureCode::ServiceUnreachable)),
            ),
        };
        watch.next_at = Some(after(now, wait));
        let mut told = Ok(());
        if let Ok(answer) = result {
            watch.looked_at = Some(now);
            if let CatalogueAnswer::Breaches { breaches, version } = answer {
                let news = watch.hear(&domains, breaches, now);
                watch.version = version;
                told = self.tell_breaches(now, news).await;
            }
        }
        // What could not be told is looked for again; what was told twice is one alert by its identity.
        let kept = match (told, self.store()) {
            (Ok(()), Ok(store)) => store.put_breach_watch(&watch).await.is_ok(),
            (Err(_), _) | (_, Err(_)) => false,
        };
        if kept {
            self.breaches.watch = watch;
        } else {
            self.breaches.watch.tried_at = watch.tried_at;
            self.breaches.watch.next_at = Some(after(now, AN_HOUR));
        }
        for reply in std::mem::take(&mut self.breaches.waiting) {
            self.answer(reply, answered.clone());
        }
        self.plan_breach_look();
    }

    async fn tell_breaches(&mut self, now: Timestamp, news: BreachNews) -> Result<(), Failure> {
        let BreachNews {
            mut known_before,
            new,
        } = news;
        known_before.truncate(MOST_TOLD);
        if let Some(newest) = known_before.first() {
            let id = format!("breaches-before:{}", newest.name);
            let connection = self.connection_of(&known_before);
            self.tell_breach_alert(id, connection, now, known_before, true)
                .await?;
        }
        for breach in new.into_iter().take(MOST_TOLD) {
            let id = format!("breach:{}", breach.name);
            let told = vec![breach];
            let connection = self.connection_of(&told);
            self.tell_breach_alert(id, connection, now, told, false)
                .await?;
        }
        Ok(())
    }

    async fn tell_breach_alert(
        &mut self,
        id: String,
        connection: ConnectionId,
        at: Timestamp,
        breaches: Vec<ListedBreach>,
        known_before: bool,
    ) -> Result<(), Failure> {
        let kind = AlertKind::ListedBreach {
            breaches,
            known_before,
        };
        let alert = Alert {
            id,
            connection,
            at,
            kind,
            read: false,
        };
        self.raise(alert).await.map(drop)
    }

    /// Where all of them are about one that is connected.
    fn connection_of(&self, breaches: &[ListedBreach]) -> ConnectionId {
        let of = |breach: &ListedBreach| {
            self.connections.iter().find_map(|connection| {
                let host = host_name(&connection.kept.place.host()?)?;
                let same = host == breach.domain
                    || host
                        .strip_suffix(&breach.domain)
                        .is_some_and(|rest| rest.ends_with('.'));
                same.then_some(connection.kept.id)
            })
        };
        let mut all = breaches.iter().map(of);
        match all.next().flatten() {
            Some(first) if all.all(|one| one == Some(first)) => first,
            Some(_) | None => ConnectionId::NONE,
        }
    }

    fn wants_breach_looks(&self) -> bool {
        self.home.is_some()
            && self.preferences.breaches.on
            && self.parts.breach_catalogue.is_some()
            && !self.breach_domains().is_empty()
    }

    /// Hosts of connections, makes of cameras, and makes that the owner named.
    fn breach_domains(&self) -> BTreeSet<String> {
        let named = self.preferences.breaches.makes.iter().copied();
        let of_cameras = self.connections.iter().flat_map(|connection| {
            let cameras = self.registry.of(connection.kept.id);
            cameras.filter_map(|camera| Make::of_model(&camera.model))
        });
        let makes = named.chain(of_cameras).flat_map(|make| make.domains());
        let hosts = self
            .connections
            .iter()
            .filter_map(|connection| host_name(&connection.kept.place.host()?));
        makes
            .map(|domain| (*domain).to_owned())
            .chain(hosts)
            .collect()
    }

    pub(super) fn breach_watch_view(&self) -> BreachWatchView {
        let watch = &self.breaches.watch;
        BreachWatchView {
            offered: self.parts.breach_catalogue.is_some(),
            looking: self.breaches.under_way.is_some(),
            looked_at: watch.looked_at,
            failed_at: watch
                .tried_at
                .filter(|tried| watch.looked_at.is_none_or(|looked| looked < *tried)),
        }
    }
}

/// The name of a host with an optional port; `None` for an address of numbers and for names of a local network.
fn host_name(host: &str) -> Option<String> {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let numbers = name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[');
    let local = !name.contains('.') || name.ends_with(".local") || name.ends_with(".lan");
    (!numbers && !local).then_some(name)
}

fn some_of(most: Duration) -> Duration {
    rand::thread_rng().gen_range(Duration::ZERO..=most)
}

fn after(now: Timestamp, wait: Duration) -> Timestamp {
    Timestamp(
        now.0
            .saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)),
    )
}
