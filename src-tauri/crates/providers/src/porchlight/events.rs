//! Security events: a stream says that there is something, a poll (RFC 8936) says what, a signature says who.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::{Stream, StreamExt};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{AlertService, EventBatch, ServiceError};
use porchlight_protocol::event::{PollRequest, PollResponse, SetError};
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::{Pinned, Session};
use super::requests::Request;
use super::signed_word::{self, Refusal};

/// After this long without a wake-up the service is asked anyway.
const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// After a stream that ended with nothing to tell, so that a service that hangs up is not pestered.
const PAUSE: Duration = Duration::from_secs(2);
/// Tokens that were refused once are not reported again; a service that sends more than this starts over.
const MOST_REFUSED: usize = 1_000;

type WakeUps = Pin<Box<dyn Stream<Item = ()> + Send>>;

/// What is kept between two calls: the open stream, and what was refused.
#[derive(Default)]
pub(super) struct StreamCell(Mutex<Listening>);

#[derive(Default)]
struct Listening {
    stream: Option<(Uuid, WakeUps)>,
    refused: BTreeSet<String>,
    /// Refused, and not yet reported to the service.
    unreported: BTreeMap<String, Refusal>,
    /// Good, of no use to this version, and not yet acknowledged.
    done_with: BTreeSet<String>,
}

/// Why the waiting ended.
enum Wait {
    Woken,
    LongEnough,
    HungUp,
}

#[async_trait]
impl AlertService for Porchlight {
    async fn next(&self, grant: &Grant, ack: &[String]) -> Result<EventBatch, ServiceError> {
        let session = Session::open(grant)?;
        // Listen first, look then: nothing falls between.
        let mut stream = match self.stream.take(session.id) {
            Some(stream) => stream,
            None => self.listen(&session).await?,
        };
        let now = self.poll(grant, &session, ack).await?;
        if now != EventBatch::default() {
            self.stream.keep(session.id, stream);
            return Ok(now);
        }
        let wait = tokio::select! {
            woken = stream.next() => if woken.is_some() { Wait::Woken } else { Wait::HungUp },
            () = self.requests.clock.sleep(LONGEST_WAIT) => Wait::LongEnough,
        };
        let after = self.poll(grant, &session, &[]).await?;
        match wait {
            Wait::Woken => self.stream.keep(session.id, stream),
            // A stream that slept through something is dead.
            Wait::LongEnough if after == EventBatch::default() => {
                self.stream.keep(session.id, stream)
            }
            Wait::LongEnough => {}
            Wait::HungUp if after == EventBatch::default() => {
                self.requests.clock.sleep(PAUSE).await
            }
            Wait::HungUp => {}
        }
        Ok(after)
    }
}

impl Porchlight {
    async fn listen(&self, session: &Session) -> Result<WakeUps, ServiceError> {
        let request = Request::new(Method::GET, path::EVENTS_WAKE).of_session(session);
        Ok(Box::pin(self.requests.open(&request).await?))
    }

    async fn poll(
        &self,
        grant: &Grant,
        session: &Session,
        ack: &[String],
    ) -> Result<EventBatch, ServiceError> {
        let poll = self.stream.poll_request(ack);
        let request = Request::new(Method::POST, path::EVENTS_POLL)
            .of_session(session)
            .json(&poll);
        let answer: PollResponse = self.requests.ask(&request).await?;
        self.stream.told(&poll);
        let mut pinned = self.requests.followed.pinned(session);
        if answer
            .event_key
            .as_ref()
            .is_some_and(|key| !pinned.knows(key))
        {
            pinned = self.requests.follow_key(session).await?;
            Session::pin(grant, pinned.clone()).await;
        }
        Ok(self.sorted(answer, session, &pinned))
    }

    fn sorted(&self, answer: PollResponse, session: &Session, pinned: &Pinned) -> EventBatch {
        let now = self.requests.clock.now();
        let mut batch = EventBatch {
            more: answer.more_available,
            ..EventBatch::default()
        };
        for (jti, token) in answer.sets {
            match signed_word::event((&jti, &token), session, pinned, now) {
                Ok(Some(event)) => batch.events.push(event),
                // Good, but of a kind that this version does not know: done with it.
                Ok(None) => self.stream.done_with(jti),
                Err(refusal) => {
                    tracing::warn!(%refusal, "a security event was refused");
                    if self.stream.refuse(&jti, refusal) {
                        batch.refused.push(jti);
                    }
                }
            }
        }
        batch
            .events
            .sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        batch
    }
}

impl StreamCell {
    fn lock(&self) -> std::sync::MutexGuard<'_, Listening> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stream of an earlier session is closed.
    fn take(&self, session: Uuid) -> Option<WakeUps> {
        self.lock()
            .stream
            .take()
            .filter(|(of, _)| *of == session)
            .map(|(_, stream)| stream)
    }

    fn keep(&self, session: Uuid, stream: WakeUps) {
        self.lock().stream = Some((session, stream));
    }

    /// Whether it is news.
    fn refuse(&self, jti: &str, refusal: Refusal) -> bool {
        let mut listening = self.lock();
        if listening.refused.len() >= MOST_REFUSED {
            listening.refused.clear();
            listening.unreported.clear();
        }
        listening.unreported.insert(jti.to_owned(), refusal);
        listening.refused.insert(jti.to_owned())
    }

    fn done_with(&self, jti: String) {
        self.lock().done_with.insert(jti);
    }

    /// RFC 8936 §2.4: what is acknowledged or refused need not be sent again.
    fn poll_request(&self, ack: &[String]) -> PollRequest {
        let listening = self.lock();
        let why = |(jti, refusal): (&String, &Refusal)| {
            let error = SetError {
                err: refusal.code().into(),
                description: refusal.to_string(),
            };
            (jti.clone(), error)
        };
        PollRequest {
            max_events: None,
            return_immediately: true,
            ack: ack.iter().chain(&listening.done_with).cloned().collect(),
            set_errs: listening.unreported.iter().map(why).collect(),
        }
    }

    fn told(&self, poll: &PollRequest) {
        let mut listening = self.lock();
        listening
            .unreported
            .retain(|jti, _| !poll.set_errs.contains_key(jti));
        listening.done_with.retain(|jti| !poll.ack.contains(jti));
    }
}
