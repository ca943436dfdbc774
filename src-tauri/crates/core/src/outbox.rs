//! Edits that a service has not confirmed yet. They outlive crashes, resets and being offline.

mod edit;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use edit::{EditState, PendingEdit};

use crate::cameras::{Camera, CameraId, Profile};
use crate::time::Timestamp;
use crate::view::{CameraKey, ConnectionId};

/// The edits of all connections, oldest first for each camera.
///
/// Of one camera there are at most two edits of an account: one that was on its way at least once (nobody knows
/// whether the service has seen it, so it goes out again under the same key until there is an answer), and behind it
/// a newer one that was never sent. Only the second is replaced when the owner types again.
///
/// Nothing here is durable by itself: each change is a [`Change`] that the caller stores first and then applies.
#[derive(Debug, Default)]
pub struct Outbox {
    edits: BTreeMap<CameraKey, Vec<PendingEdit>>,
    /// Sent at least once, as far as this run knows; everything that an earlier run left counts as sent.
    sent: BTreeSet<Uuid>,
    on_their_way: BTreeSet<Uuid>,
    /// Refused for a reason that another try at once does not help.
    parked: BTreeSet<Uuid>,
}

/// What to store, in this order: a crash between two steps loses no edit and sends none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub put: Vec<PendingEdit>,
    pub remove: Vec<PendingEdit>,
}

/// What the owner typed.
#[derive(Clone, Debug)]
pub struct Typed<'a> {
    pub connection: ConnectionId,
    pub account: &'a str,
    /// As the service last described it.
    pub camera: &'a Camera,
    pub profile: Profile,
    pub at: Timestamp,
    /// The owner is signed in here, so that a held edit is released by typing it anew.
    pub signed_in: bool,
}

impl Outbox {
    /// As an earlier run left it.
    pub fn restore(edits: Vec<PendingEdit>) -> (Self, Change) {
        let mut outbox = Self::default();
        let mut change = Change::default();
        for edit in edits {
            outbox.sent.insert(edit.id);
            let queue = outbox.edits.entry(edit.key()).or_default();
            // A crash between storing a decision and removing what it decided.
            queue.retain(|older| {
                let decided = older.account == edit.account && older.is_conflict();
                if decided {
                    change.remove.push(older.clone());
                }
                !decided
            });
            queue.push(edit);
        }
        (outbox, change)
    }

    // --- the owner's word ---

    /// Makes or replaces the edit of a camera.
    pub fn typed(&self, typed: &Typed<'_>) -> Change {
        let key = CameraKey {
            connection: typed.connection,
            camera: typed.camera.id.clone(),
        };
        let mine: Vec<&PendingEdit> = self
            .of(&key)
            .filter(|edit| edit.account == typed.account)
            .collect();
        let last = mine.last().copied();
        let unsent = last.filter(|edit| !self.sent.contains(&edit.id) && !edit.is_conflict());
        // Back to what the service has anyway: nothing to send.
        if mine.len() == usize::from(unsent.is_some()) && typed.profile == typed.camera.profile {
            return Change {
                put: Vec::new(),
                remove: unsent.into_iter().cloned().collect(),
            };
        }
        let base_revision = match last.map(|edit| &edit.state) {
            // Typing over a conflict is a decision: what the others said has been seen.
            Some(EditState::Conflict { revision, .. }) => *revision,
            Some(EditState::Waiting | EditState::Held) | None => typed.camera.revision,
        };
        let held = last.is_some_and(|edit| edit.state == EditState::Held) && !typed.signed_in;
        let edit = PendingEdit {
            id: unsent.map_or_else(Uuid::new_v4, |edit| edit.id),
            connection: typed.connection,
            account: typed.account.to_owned(),
            camera: typed.camera.id.clone(),
            profile: typed.profile.clone(),
            base_revision: unsent.map_or(base_revision, |edit| edit.base_revision),
            made_at: typed.at,
            state: if held {
                EditState::Held
            } else {
                EditState::Waiting
            },
        };
        // So is typing over what waits for the owner's word.
        let decided = |other: &PendingEdit| {
            other.id != edit.id
                && (other.is_conflict() || (typed.signed_in && other.state == EditState::Held))
        };
        let remove = mine
            .iter()
            .filter(|other| decided(other))
            .map(|other| (*other).clone())
            .collect();
        Change {
            put: vec![edit],
            remove,
        }
    }

    /// Drops the edits of a camera. `None` while one is on its way: it cannot be called back.
    pub fn undo(&self, key: &CameraKey, account: &str) -> Option<Change> {
        let mine: Vec<PendingEdit> = self
            .of(key)
            .filter(|edit| edit.account == account)
            .cloned()
            .collect();
        let called_back = mine
            .iter()
            .all(|edit| !self.on_their_way.contains(&edit.id));
        called_back.then_some(Change {
            put: Vec::new(),
            remove: mine,
        })
    }

    /// The owner keeps their own words: a new edit on top of the other side's.
    pub fn keep_mine(&self, key: &CameraKey, account: &str, at: Timestamp) -> Option<Change> {
        let conflict = self
            .of(key)
            .find(|edit| edit.account == account && edit.is_conflict())?;
        let EditState::Conflict { theirs, revision } = &conflict.state else {
            return None;
        };
        let mine = PendingEdit {
            id: Uuid::new_v4(),
            // Only what owners type is theirs to insist on.
            profile: Profile {
                nickname: conflict.profile.nickname.clone(),
                room: conflict.profile.room.clone(),
                ..theirs.clone()
            },
            base_revision: *revision,
            made_at: at,
            state: EditState::Waiting,
            ..conflict.clone()
        };
        Some(Change {
            put: vec![mine],
            remove: vec![conflict.clone()],
        })
    }

    /// The owner keeps the other side's words.
    pub fn keep_theirs(&self, key: &CameraKey, account: &str) -> Option<Change> {
        let conflict = self
            .of(key)
            .find(|edit| edit.account == account && edit.is_conflict())?;
        Some(Change {
            put: Vec::new(),
            remove: vec![conflict.clone()],
        })
    }

    /// Whoever made them.
    pub fn waiting(&self, connection: ConnectionId) -> impl Iterator<Item = &PendingEdit> {
        self.of_connection(connection)
            .filter(|edit| edit.state == EditState::Waiting)
    }

    /// Held edits of this account may go out. Those of another account still wait.
    pub fn release(&self, connection: ConnectionId, account: &str) -> Change {
        let put = self
            .of_connection(connection)
            .filter(|edit| edit.account == account && edit.state == EditState::Held)
            .map(|edit| PendingEdit {
                state: EditState::Waiting,
                ..edit.clone()
            })
            .collect();
        Change {
            put,
            remove: Vec::new(),
        }
    }

    /// The owner wants no held edit of this connection, whoever made it.
    pub fn discard_held(&self, connection: ConnectionId) -> Change {
        let remove = self
            .of_connection(connection)
            .filter(|edit| edit.state == EditState::Held)
            .cloned()
            .collect();
        Change {
            put: Vec::new(),
            remove,
        }
    }

    // --- what sessions do to it ---

    /// All that would go out by itself waits for the owner's word.
    pub fn hold(&self, connection: ConnectionId) -> Change {
        self.hold_if(connection, |_| true)
    }

    /// The same for edits of every account but this one.
    pub fn quarantine(&self, connection: ConnectionId, account: &str) -> Change {
        self.hold_if(connection, |edit| edit.account != account)
    }

    pub fn erase(&self, connection: ConnectionId, account: &str) -> Change {
        let remove = self
            .of_connection(connection)
            .filter(|edit| edit.account == account)
            .cloned()
            .collect();
        Change {
            put: Vec::new(),
            remove,
        }
    }

    /// The camera is in the account no longer: whoever made them, its edits have nowhere to go.
    pub fn erase_camera(&self, key: &CameraKey) -> Change {
        Change {
            put: Vec::new(),
            remove: self.of(key).cloned().collect(),
        }
    }

    // --- sending ---

    /// What may go out now, oldest first; of each camera one.
    pub fn ready(&self, connection: ConnectionId, account: &str) -> Vec<PendingEdit> {
        let mut ready: Vec<PendingEdit> = self
            .queues(connection)
            .filter_map(|queue| queue.iter().find(|edit| edit.account == account))
            .filter(|edit| edit.state == EditState::Waiting)
            .filter(|edit| !self.on_their_way.contains(&edit.id) && !self.parked.contains(&edit.id))
            .cloned()
            .collect();
        ready.sort_by_key(|edit| edit.made_at);
        ready
    }

    pub fn on_their_way(&self, connection: ConnectionId) -> usize {
        self.of_connection(connection)
            .filter(|edit| self.on_their_way.contains(&edit.id))
            .count()
    }

    pub fn sending(&mut self, edit: Uuid) {
        self.sent.insert(edit);
        self.on_their_way.insert(edit);
    }

    /// The service has it, as `camera` says. A newer edit goes on top of it.
    pub fn confirmed(&self, edit: Uuid, camera: &Camera) -> Change {
        let Some(confirmed) = self.find(edit) else {
            return Change::default();
        };
        let put = self
            .behind(confirmed)
            .map(|newer| PendingEdit {
                base_revision: camera.revision,
                ..newer.clone()
            })
            .into_iter()
            .collect();
        Change {
            put,
            remove: vec![confirmed.clone()],
        }
    }

    /// Somebody else changed the camera meanwhile. What the owner typed last stands against it.
    pub fn contradicted(&self, edit: Uuid, theirs: &Camera) -> Change {
        let Some(first) = self.find(edit) else {
            return Change::default();
        };
        let newer = self.behind(first);
        let mine = newer.unwrap_or(first);
        let overtaken: Vec<PendingEdit> = newer.map(|_| first.clone()).into_iter().collect();
        if mine.profile == theirs.profile {
            let mut remove = overtaken;
            remove.push(mine.clone());
            return Change {
                put: Vec::new(),
                remove,
            };
        }
        let state = EditState::Conflict {
            theirs: theirs.profile.clone(),
            revision: theirs.revision,
        };
        Change {
            put: vec![PendingEdit {
                state,
                ..mine.clone()
            }],
            remove: overtaken,
        }
    }

    /// There was no answer, or one that decides nothing.
    pub fn not_sent(&mut self, edit: Uuid, parked: bool) {
        self.on_their_way.remove(&edit);
        if parked {
            self.parked.insert(edit);
        }
    }

    /// Edits that were refused may be tried again.
    pub fn unpark(&mut self) {
        self.parked.clear();
    }

    // --- what is shown ---

    /// The owner's last word on a camera.
    pub fn shown(&self, key: &CameraKey, account: Option<&str>) -> Option<&PendingEdit> {
        last_of(self.of(key), account)
    }

    pub fn count(&self, connection: ConnectionId, state: impl Fn(&EditState) -> bool) -> u32 {
        let count = self
            .of_connection(connection)
            .filter(|edit| state(&edit.state))
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Those of an account that are shown: at most one per camera.
    pub fn conflicts(
        &self,
        connection: ConnectionId,
        account: Option<&str>,
    ) -> impl Iterator<Item = &PendingEdit> {
        self.queues(connection)
            .filter_map(move |queue| last_of(queue.iter(), account))
            .filter(|edit| edit.is_conflict())
    }

    pub fn is_empty(&self, connection: ConnectionId) -> bool {
        self.queues(connection).next().is_none()
    }

    // --- keeping ---

    /// Makes a stored change. Returns the cameras whose view may differ now.
    pub fn apply(&mut self, change: Change) -> Vec<CameraKey> {
        let mut touched = Vec::new();
        for edit in change.put {
            let key = edit.key();
            let queue = self.edits.entry(key.clone()).or_default();
            match queue.iter_mut().find(|known| known.id == edit.id) {
                Some(known) => *known = edit,
                None => queue.push(edit),
            }
            touched.push(key);
        }
        for edit in change.remove {
            self.forget(&edit);
            touched.push(edit.key());
        }
        touched
    }

    /// With the connection itself.
    pub fn forget_connection(&mut self, connection: ConnectionId) {
        let all: Vec<PendingEdit> = self.of_connection(connection).cloned().collect();
        for edit in all {
            self.forget(&edit);
        }
    }

    fn forget(&mut self, edit: &PendingEdit) {
        let key = edit.key();
        if let Some(queue) = self.edits.get_mut(&key) {
            queue.retain(|known| known.id != edit.id);
            if queue.is_empty() {
                self.edits.remove(&key);
            }
        }
        self.sent.remove(&edit.id);
        self.on_their_way.remove(&edit.id);
        self.parked.remove(&edit.id);
    }

    fn hold_if(&self, connection: ConnectionId, which: impl Fn(&PendingEdit) -> bool) -> Change {
        let put = self
            .of_connection(connection)
            .filter(|edit| edit.state == EditState::Waiting && which(edit))
            .map(|edit| PendingEdit {
                state: EditState::Held,
                ..edit.clone()
            })
            .collect();
        Change {
            put,
            remove: Vec::new(),
        }
    }

    fn of(&self, key: &CameraKey) -> impl DoubleEndedIterator<Item = &PendingEdit> {
        self.edits.get(key).into_iter().flatten()
    }

    fn queues(&self, connection: ConnectionId) -> impl Iterator<Item = &Vec<PendingEdit>> {
        let first = CameraKey {
            connection,
            camera: CameraId(String::new()),
        };
        self.edits
            .range(first..)
            .take_while(move |(key, _)| key.connection == connection)
            .map(|(_, queue)| queue)
    }

    fn of_connection(&self, connection: ConnectionId) -> impl Iterator<Item = &PendingEdit> {
        self.queues(connection).flatten()
    }

    fn find(&self, edit: Uuid) -> Option<&PendingEdit> {
        self.edits.values().flatten().find(|known| known.id == edit)
    }

    fn behind(&self, edit: &PendingEdit) -> Option<&PendingEdit> {
        self.of(&edit.key())
            .rfind(|other| other.account == edit.account && other.id != edit.id)
    }
}

/// The owner's last word under an account.
fn last_of<'a>(
    mut queue: impl DoubleEndedIterator<Item = &'a PendingEdit>,
    account: Option<&str>,
) -> Option<&'a PendingEdit> {
    queue.rfind(|edit| Some(edit.account.as_str()) == account)
}
