//! The cameras of all connections, as the owner sees them: what the services say, with the owner's edits on top.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Camera, CameraId, ListOrder, same_name_key};
use crate::outbox::{EditState, PendingEdit};
use crate::private_names::PrivateName;
use crate::view::{CameraKey, CameraView, ConnectionId, EditView, Signal};

/// Works in proportion to what changed, not to how many cameras there are.
#[derive(Debug, Default)]
pub struct Registry {
    cameras: BTreeMap<CameraKey, Camera>,
    shown: BTreeMap<CameraKey, CameraView>,
    /// Who bears a name.
    names: HashMap<String, BTreeSet<CameraKey>>,
    /// To be looked at again.
    stale: BTreeSet<CameraKey>,
    /// Cameras whose service has answered about them alone, until a list that was asked for later has come.
    answered: BTreeMap<CameraKey, ListOrder>,
}

/// What the owner says of a camera, as far as its service does not say it (yet).
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnersWord<'a> {
    /// Their last word that is for the service.
    pub edit: Option<&'a PendingEdit>,
    pub private: Option<&'a PrivateName>,
}

/// What a window has to change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CameraChanges {
    pub upserts: Vec<CameraView>,
    pub removals: Vec<CameraKey>,
}

impl CameraChanges {
    pub fn is_empty(&self) -> bool {
        self.upserts.is_empty() && self.removals.is_empty()
    }
}

impl Registry {
    /// What a service listed takes the place of what was known of that connection. Returns whether anything differs.
    ///
    /// A list that was under way while an edit was confirmed is older than the confirmation: the higher revision of a
    /// profile stays. Where the service knows no revisions, what was answered after the list was `asked` for stays.
    pub fn replace(
        &mut self,
        connection: ConnectionId,
        listed: Vec<Camera>,
        asked: ListOrder,
    ) -> bool {
        let mut gone: BTreeSet<CameraKey> = self
            .of(connection)
            .map(|camera| key(connection, &camera.id))
            .collect();
        let mut differs = false;
        for mut camera in listed {
            let key = key(connection, &camera.id);
            gone.remove(&key);
            if let Some(known) = self.cameras.get(&key)
                && (known.revision > camera.revision
                    || known.revision == camera.revision && self.answered_after(&key, asked))
            {
                camera.profile = known.profile.clone();
                camera.revision = known.revision;
            }
            differs |= self.put(key, camera);
        }
        differs |= !gone.is_empty();
        for key in gone {
            self.cameras.remove(&key);
            self.stale.insert(key);
        }
        self.answered
            .retain(|key, answered| key.connection != connection || *answered > asked);
        differs
    }

    /// One camera as its service describes it now. `answered`: among the lists that are asked for.
    pub fn update(&mut self, connection: ConnectionId, camera: Camera, answered: ListOrder) {
        let key = key(connection, &camera.id);
        self.answered.insert(key.clone(), answered);
        self.put(key, camera);
    }

    /// `false`: it was gone before.
    pub fn remove(&mut self, key: &CameraKey) -> bool {
        self.answered.remove(key);
        let gone = self.cameras.remove(key).is_some();
        if gone {
            self.stale.insert(key.clone());
        }
        gone
    }

    pub fn forget(&mut self, connection: ConnectionId) {
        self.replace(connection, Vec::new(), ListOrder::LAST);
    }

    /// The owner's edit of a camera changed.
    pub fn touch(&mut self, keys: impl IntoIterator<Item = CameraKey>) {
        self.stale.extend(keys);
    }

    /// Whose edits count has changed for all cameras of a connection.
    pub fn touch_all(&mut self, connection: ConnectionId) {
        let keys: Vec<CameraKey> = self
            .of(connection)
            .map(|camera| key(connection, &camera.id))
            .collect();
        self.stale.extend(keys);
    }

    pub fn get(&self, key: &CameraKey) -> Option<&Camera> {
        self.cameras.get(key)
    }

    pub fn of(&self, connection: ConnectionId) -> impl Iterator<Item = &Camera> {
        self.cameras
            .range(key(connection, &CameraId(String::new()))..)
            .take_while(move |(key, _)| key.connection == connection)
            .map(|(_, camera)| camera)
    }

    /// All cameras as shown; call [`Self::changes`] first.
    pub fn views(&self) -> Vec<CameraView> {
        self.shown.values().cloned().collect()
    }

    /// What became different since the last call.
    pub fn changes<'a>(
        &mut self,
        owners_word: impl Fn(&CameraKey) -> OwnersWord<'a>,
    ) -> CameraChanges {
        let stale = std::mem::take(&mut self.stale);
        let mut changes = CameraChanges::default();
        let mut upserts = BTreeMap::new();
        let mut name_changes = BTreeSet::new();
        for key in stale {
            let before = self
                .shown
                .get(&key)
                .map(|view| same_name_key(&view.nickname));
            match self.cameras.get(&key) {
                Some(camera) => {
                    let view = view_of(&key, camera, owners_word(&key));
                    let after = same_name_key(&view.nickname);
                    if before.as_ref() != Some(&after) {
                        self.rename(&key, before, Some(after), &mut name_changes);
                    }
                    upserts.insert(key, view);
                }
                None => {
                    self.rename(&key, before, None, &mut name_changes);
                    if self.shown.remove(&key).is_some() {
                        changes.removals.push(key);
                    }
                }
            }
        }
        // Whoever shares a name that somebody took or left may now be marked differently.
        for name in &name_changes {
            for key in self.names.get(name).into_iter().flatten() {
                if !upserts.contains_key(key)
                    && let Some(view) = self.shown.get(key)
                {
                    upserts.insert(key.clone(), view.clone());
                }
            }
        }
        for (key, mut view) in upserts {
            view.name_shared = self.is_shared(&view.nickname);
            if self.shown.get(&key) != Some(&view) {
                self.shown.insert(key, view.clone());
                changes.upserts.push(view);
            }
        }
        changes
    }

    fn answered_after(&self, key: &CameraKey, asked: ListOrder) -> bool {
        self.answered
            .get(key)
            .is_some_and(|answered| *answered > asked)
    }

    fn put(&mut self, key: CameraKey, camera: Camera) -> bool {
        if self.cameras.get(&key) == Some(&camera) {
            return false;
        }
        self.stale.insert(key.clone());
        self.cameras.insert(key, camera);
        true
    }

    fn rename(
        &mut self,
        key: &CameraKey,
        before: Option<String>,
        after: Option<String>,
        changed: &mut BTreeSet<String>,
    ) {
        if let Some(before) = before
            && let Some(bearers) = self.names.get_mut(&before)
        {
            bearers.remove(key);
            // Only the step between one bearer and two is seen.
            if bearers.len() == 1 {
                changed.insert(before);
            } else if bearers.is_empty() {
                self.names.remove(&before);
            }
        }
        if let Some(after) = after.filter(|name| !name.is_empty()) {
            let bearers = self.names.entry(after.clone()).or_default();
            bearers.insert(key.clone());
            if bearers.len() == 2 {
                changed.insert(after);
            }
        }
    }

    fn is_shared(&self, nickname: &str) -> bool {
        self.names
            .get(&same_name_key(nickname))
            .is_some_and(|bearers| bearers.len() > 1)
    }
}

fn key(connection: ConnectionId, camera: &CameraId) -> CameraKey {
    CameraKey {
        connection,
        camera: camera.clone(),
    }
}

fn view_of(key: &CameraKey, camera: &Camera, owners_word: OwnersWord<'_>) -> CameraView {
    let OwnersWord { edit, private } = owners_word;
    // What is on its way to the service is no longer private.
    let private = private.filter(|_| edit.is_none());
    let known = private.map_or(Cow::Borrowed(&camera.profile), |private| {
        Cow::Owned(private.over(&camera.profile))
    });
    let profile = edit.map_or(&*known, |edit| &edit.profile);
    CameraView {
        key: key.clone(),
        nickname: profile.nickname.clone(),
        room: profile.room.clone(),
        network: known.network.clone(),
        address: camera.address.clone(),
        model: camera.model.clone(),
        firmware: camera.firmware.clone(),
        firmware_available: camera.firmware_available.clone(),
        online: camera.online,
        last_seen: camera.last_seen,
        signal: camera.signal_dbm.map(signal),
        trouble: camera.trouble,
        scene: camera.profile.scene.clone(),
        edit: edit.map_or(EditView::None, |edit| edit_view(&edit.state)),
        name_shared: false,
        private: private.is_some_and(|private| private.differs_from(&camera.profile)),
    }
}

fn edit_view(state: &EditState) -> EditView {
    match state {
        EditState::Waiting => EditView::Waiting,
        EditState::Held => EditView::Held,
        EditState::Conflict { theirs, .. } => EditView::Conflict {
            theirs: theirs.nickname.clone(),
            their_room: theirs.room.clone(),
        },
    }
}

fn signal(dbm: i16) -> Signal {
    match dbm {
        -59.. => Signal::Strong,
        -69.. => Signal::Good,
        _ => Signal::Weak,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::ListOrders;
    use super::*;
    use crate::testing::camera;

    fn home() -> ConnectionId {
        ConnectionId(Uuid::nil())
    }

    const ASKED: ListOrder = ListOrder::FIRST;

    fn nothing_said(_: &CameraKey) -> OwnersWord<'static> {
        OwnersWord::default()
    }

    fn upserted(registry: &mut Registry) -> Vec<String> {
        let changes = registry.changes(nothing_said);
        changes
            .upserts
            .iter()
            .map(|view| view.key.camera.0.clone())
            .collect()
    }

    #[test]
    fn a_list_that_says_nothing_new_changes_nothing() {
        let mut registry = Registry::default();
        let cameras = vec![camera("a", "A"), camera("b", "B")];
        assert!(registry.replace(home(), cameras.clone(), ASKED));
        assert_eq!(upserted(&mut registry), ["a", "b"]);
        assert!(!registry.replace(home(), cameras, ASKED));
        assert!(registry.changes(nothing_said).is_empty());
    }

    #[test]
    fn only_those_whose_mark_changes_are_shown_again_when_a_name_is_shared() {
        let mut registry = Registry::default();
        let cameras = ["a", "b", "c", "d"].map(|id| camera(id, id));
        registry.replace(home(), cameras.to_vec(), ASKED);
        upserted(&mut registry);
        registry.update(home(), camera("b", "A"), ASKED);
        assert_eq!(upserted(&mut registry), ["a", "b"]);
        // A third changes nothing for the first two.
        registry.update(home(), camera("c", "a"), ASKED);
        assert_eq!(upserted(&mut registry), ["c"]);
        registry.replace(home(), vec![camera("a", "a"), camera("d", "d")], ASKED);
        let changes = registry.changes(nothing_said);
        assert_eq!(changes.removals.len(), 2);
        assert_eq!(changes.upserts.len(), 1);
        assert!(registry.views().iter().all(|view| !view.name_shared));
    }

    #[test]
    fn cameras_without_a_name_share_none() {
        let mut registry = Registry::default();
        registry.replace(home(), vec![camera("a", ""), camera("b", "")], ASKED);
        upserted(&mut registry);
        assert!(registry.views().iter().all(|view| !view.name_shared));
    }

    #[test]
    fn a_list_older_than_a_confirmation_does_not_bring_the_old_name_back() {
        let mut registry = Registry::default();
        registry.update(
            home(),
            Camera {
                revision: 2,
                ..camera("a", "New")
            },
            ASKED,
        );
        let offline = Camera {
            online: Some(false),
            ..camera("a", "Old")
        };
        registry.replace(home(), vec![offline], ASKED);
        upserted(&mut registry);
        let views = registry.views();
        assert_eq!(
            views
                .first()
                .map(|view| (view.nickname.as_str(), view.online)),
            Some(("New", Some(false)))
        );
    }

    #[test]
    fn without_revisions_a_list_counts_if_it_was_asked_for_after_the_confirmation() {
        let mut registry = Registry::default();
        let orders = ListOrders::default();
        registry.replace(home(), vec![camera("a", "Old")], orders.now());
        let early = orders.now();
        registry.update(home(), camera("a", "New"), orders.next());
        let late = orders.now();
        let shown = |registry: &mut Registry| {
            upserted(registry);
            let views = registry.views();
            views.first().map(|view| view.nickname.clone())
        };
        for _ in 0..2 {
            registry.replace(home(), vec![camera("a", "Old")], early);
            assert_eq!(shown(&mut registry).as_deref(), Some("New"));
        }
        registry.replace(home(), vec![camera("a", "Theirs")], late);
        assert_eq!(shown(&mut registry).as_deref(), Some("Theirs"));
    }

    #[test]
    fn signal_is_told_in_three_steps() {
        use Signal::{Good, Strong, Weak};
        let steps = [-40, -59, -60, -69, -70, -90].map(signal);
        assert_eq!(steps, [Strong, Strong, Good, Good, Weak, Weak]);
    }

    proptest! {
        /// Following the changes leads to the same list as looking at everything.
        #[test]
        fn changes_add_up(lists in prop::collection::vec(
            prop::collection::btree_map("[a-f]", "[AaBbCc]", 0..6), 1..12,
        )) {
            let mut followed = Registry::default();
            let mut window: BTreeMap<CameraKey, CameraView> = BTreeMap::new();
            for list in lists {
                let cameras: Vec<_> = list.iter().map(|(id, name)| camera(id, name)).collect();
                followed.replace(home(), cameras.clone(), ASKED);
                let changes = followed.changes(nothing_said);
                for key in changes.removals {
                    prop_assert!(window.remove(&key).is_some());
                }
                for view in changes.upserts {
                    window.insert(view.key.clone(), view);
                }
                let mut fresh = Registry::default();
                fresh.replace(home(), cameras, ASKED);
                fresh.changes(nothing_said);
                let shown: Vec<_> = window.values().cloned().collect();
                prop_assert_eq!(shown, fresh.views());
            }
        }
    }
}
