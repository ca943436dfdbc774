//! Fetching security events (RFC 8936), and being told that there are some.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::{Extension, Json};
use futures_util::Stream;
use porchlight_protocol::event::{PollRequest, PollResponse};
use porchlight_protocol::service::path;
use tokio::time::Instant;

use super::App;
use super::request::{Body, Caller, MyTurn};
use crate::refusal::Refusal;
use crate::sessions::Session;
use crate::wakes::{Listener, Woken};

/// Keeps the way open through home routers.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);
/// A client comes back after this, so that a session that merely ran out is noticed too.
const LONGEST_STREAM: Duration = Duration::from_secs(3600);

/// Acknowledges events and fetches those that are open; waits for some unless `returnImmediately`.
#[utoipa::path(
    post, path = path::EVENTS_POLL, operation_id = "poll_events",
    request_body = PollRequest, security(("session" = [])),
    responses((status = 200, body = PollResponse, description = "what is open")),
)]
pub(super) async fn poll(
    State(app): State<App>,
    Extension(turn): Extension<MyTurn>,
    Caller(session): Caller,
    Body(poll): Body<PollRequest>,
) -> Result<Json<PollResponse>, Refusal> {
    app.service.acknowledge(&session, &poll).await?;
    let until = Instant::now() + app.service.inner.limits.long_poll;
    let mut news = app.service.listen(&session);
    if !poll.return_immediately {
        // It may have ended between the check of the token and now: nobody would be woken for that any more.
        app.service.still_good(&session).await?;
    }
    loop {
        let open = app.service.open_events(&session, &poll).await?;
        let only_acknowledging = poll.max_events == Some(0);
        if !open.sets.is_empty() || poll.return_immediately || only_acknowledging {
            return Ok(Json(open));
        }
        turn.give_back();
        tokio::select! {
            woken = news.woken() => if woken == Woken::Displaced {
                return Ok(Json(open));
            },
            () = tokio::time::sleep_until(until) => return Ok(Json(open)),
            () = app.stop.cancelled() => return Ok(Json(open)),
        }
        turn.again(&app).await?;
        app.service.still_good(&session).await?;
    }
}

/// Server-sent events: `wake` at once, and whenever there is something to poll or the session is over. A computer that listens too
/// often loses the oldest of its streams and polls.
#[utoipa::path(
    get, path = path::EVENTS_WAKE, operation_id = "listen_for_events", security(("session" = [])),
    responses((status = 200, content_type = "text/event-stream", body = String, description = "goes on for up to an hour")),
)]
pub(super) async fn wake(
    State(app): State<App>,
    Extension(turn): Extension<MyTurn>,
    Caller(session): Caller,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    let news = app.service.listen(&session);
    // It may have ended between the check of the token and now.
    app.service.still_good(&session).await?;
    turn.give_back();
    let subscription = Subscription {
        app,
        session,
        news,
        state: Phase::Greeting,
        until: Instant::now() + LONGEST_STREAM,
        _turn: turn,
    };
    let stream = futures_util::stream::unfold(subscription, Subscription::next);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)))
}

/// One who listens.
struct Subscription {
    app: App,
    session: Session,
    news: Listener,
    state: Phase,
    until: Instant,
    /// Given back; its connection stays busy.
    _turn: MyTurn,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Greeting,
    Listening,
    Over,
}

impl Subscription {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        match self.state {
            Phase::Greeting => self.state = Phase::Listening,
            Phase::Over => return None,
            Phase::Listening => {
                let woken = tokio::select! {
                    woken = self.news.woken() => woken,
                    () = tokio::time::sleep_until(self.until) => return None,
                    () = self.app.stop.cancelled() => return None,
                };
                let over = match woken {
                    Woken::Displaced => return None,
                    Woken::Announced => false,
                    Woken::Everybody => true,
                    Woken::Account => self.app.service.still_good(&self.session).await.is_err(),
                };
                if over {
                    self.state = Phase::Over;
                }
            }
        }
        let wake = Event::default().event("wake").data("{}");
        Some((Ok(wake), self))
    }
}
