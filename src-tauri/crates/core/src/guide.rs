//! The way back after an incident: sign in again, change the password, two-factor, link again, look through the computers.
//! Worked out from facts since the incident: nothing is ticked off by hand.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::integrations::{Integrations, UnlinkCause};
use crate::session::EndReason;
use crate::time::Timestamp;
use crate::view::two_factor::TwoFactorView;

/// As it is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Whose way back it is.
    pub account: String,
    pub cause: GuideCause,
    /// What was done from here on counts.
    pub since: Timestamp,
    pub begun_at: Timestamp,
    /// A session of this computer was ended, so there is a sign-in to do.
    pub signed_out: bool,
    pub integrations: Vec<GuideIntegration>,
    pub put_off: Option<PutOff>,
    /// Everything was done.
    pub finished_at: Option<Timestamp>,
}

/// What it began with. Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "cause")]
pub enum GuideCause {
    /// Data lay open, and there is something to do about it.
    Exposed { exposure: String },
    /// The owner says that somebody else did something in their name.
    NotMe,
    /// The service ended the session.
    Reset { reason: EndReason },
    /// The people who run the service unlinked something.
    Unlinked,
}

/// Something that the incident unlinked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideIntegration {
    pub client: String,
    pub state: RelinkState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RelinkState {
    /// The owner does not want it any more.
    Dismissed,
    Linked,
    Unlinked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PutOff {
    /// `None`: for good, or until another incident.
    pub until: Option<Timestamp>,
}

/// In the order in which they are done, unless somebody else is in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum GuideStepKind {
    SignIn,
    ChangePassword,
    TwoFactor,
    LinkAgain,
    LookAtComputers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GuideStepState {
    /// Its turn comes.
    Ahead,
    Done,
    /// The one to do now.
    Now,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideStep {
    pub step: GuideStepKind,
    pub state: GuideStepState,
}

/// What the steps are worked out from, beside the guide itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuideFacts {
    pub signed_in: bool,
    pub changes_password: bool,
    pub password_changed: Option<Timestamp>,
    pub two_factor: TwoFactorView,
    /// The service says which computers are signed in.
    pub lists_computers: bool,
    /// In the session that is active.
    pub computers_looked_at: Option<Timestamp>,
}

/// What is known here of an account's past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountHistory {
    pub account: String,
    /// When it was made, if that was on this computer.
    pub made_at: Option<Timestamp>,
    pub password_changed_at: Option<Timestamp>,
}

/// Steps that there is nothing to do at are left out.
pub fn steps(guide: &Guide, facts: &GuideFacts) -> Vec<GuideStep> {
    let since = |at: Option<Timestamp>| at.is_some_and(|at| at >= guide.since);
    let two_factor = match facts.two_factor {
        TwoFactorView::NotOffered => None,
        TwoFactorView::Unknown | TwoFactorView::Off => Some(false),
        TwoFactorView::On { .. } => Some(true),
    };
    let waiting = |one: &GuideIntegration| one.state == RelinkState::Unlinked;
    let looked_at = facts.computers_looked_at;
    let mut done = [
        (
            GuideStepKind::SignIn,
            guide.signed_out.then_some(facts.signed_in),
        ),
        (
            GuideStepKind::ChangePassword,
            facts
                .changes_password
                .then(|| since(facts.password_changed)),
        ),
        (GuideStepKind::TwoFactor, two_factor),
        (
            GuideStepKind::LinkAgain,
            (!guide.integrations.is_empty()).then(|| !guide.integrations.iter().any(waiting)),
        ),
        (
            GuideStepKind::LookAtComputers,
            // The session in which they were looked at is one that began after it.
            facts.lists_computers.then(|| {
                if guide.signed_out {
                    looked_at.is_some()
                } else {
                    since(looked_at)
                }
            }),
        ),
    ];
    if guide.cause == GuideCause::NotMe {
        done.sort_by_key(|(step, _)| out_first(*step));
    }
    let mut now = Some(GuideStepState::Now);
    done.into_iter()
        .filter_map(|(step, done)| {
            let state = if done? {
                GuideStepState::Done
            } else {
                now.take().unwrap_or(GuideStepState::Ahead)
            };
            Some(GuideStep { step, state })
        })
        .collect()
}

/// Whoever is in goes out before anything else is done.
fn out_first(step: GuideStepKind) -> u8 {
    match step {
        GuideStepKind::SignIn => 0,
        GuideStepKind::LookAtComputers => 1,
        GuideStepKind::ChangePassword | GuideStepKind::LinkAgain | GuideStepKind::TwoFactor => 2,
    }
}

impl Guide {
    pub fn finished(steps: &[GuideStep]) -> bool {
        steps.iter().all(|step| step.state == GuideStepState::Done)
    }

    /// One incident has many messengers: a reset, an announcement, its revisions. A later end of it counts for all of them.
    /// Returns whether this is news.
    pub fn join(&mut self, cause: GuideCause, since: Timestamp, signed_out: bool) -> bool {
        let before = self.clone();
        if since > self.since {
            self.since = since;
            self.put_off = None;
        }
        self.signed_out |= signed_out;
        match cause {
            GuideCause::NotMe => {
                self.cause = cause;
                self.put_off = None;
            }
            GuideCause::Reset { .. } if self.cause != GuideCause::NotMe => self.cause = cause,
            GuideCause::Exposed { .. } | GuideCause::Reset { .. } | GuideCause::Unlinked => {}
        }
        *self != before
    }

    /// Returns whether this is news.
    pub fn unlinked(&mut self, client: &str) -> bool {
        self.move_integration(client, RelinkState::Unlinked, true)
    }

    pub fn linked(&mut self, client: &str) -> bool {
        self.move_integration(client, RelinkState::Linked, false)
    }

    /// The owner's word; `false` takes it back.
    pub fn dismiss(&mut self, client: &str, dismissed: bool) -> bool {
        let state = if dismissed {
            RelinkState::Dismissed
        } else {
            RelinkState::Unlinked
        };
        self.move_integration(client, state, false)
    }

    /// What the service's list says: events may have been missed while nobody was signed in.
    pub fn hear(&mut self, list: &Integrations) -> bool {
        let mut news = false;
        let linked = |client: &str| {
            let mut all = list.integrations.iter();
            all.any(|one| one.unlinked.is_none() && one.client.name == client)
        };
        for one in &list.integrations {
            let name = &one.client.name;
            let by_incident = one.unlinked.as_ref().is_some_and(|unlinked| {
                let incident = match unlinked.cause {
                    UnlinkCause::Incident | UnlinkCause::TokenReused => true,
                    UnlinkCause::Client | UnlinkCause::Owner => false,
                };
                incident && unlinked.at >= self.since
            });
            if linked(name) {
                news |= self.linked(name);
            } else if by_incident && !self.integrations.iter().any(|known| known.client == *name) {
                news |= self.unlinked(name);
            }
        }
        news
    }

    fn move_integration(&mut self, client: &str, state: RelinkState, adds: bool) -> bool {
        let known = self.integrations.iter_mut();
        match known.into_iter().find(|known| known.client == client) {
            Some(known) => std::mem::replace(&mut known.state, state) != state,
            None if adds => {
                let client = client.to_owned();
                self.integrations.push(GuideIntegration { client, state });
                true
            }
            None => false,
        }
    }
}
