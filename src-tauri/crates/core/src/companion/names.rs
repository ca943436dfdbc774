//! What owners say about their cameras: stored first, shown at once, sent when it can be.

use super::requests::Reply;
use super::state::State;
use crate::cameras::{Camera, Nickname, NicknameError, Profile};
use crate::error::{Failure, FailureCode};
use crate::outbox::{Change, Typed};
use crate::view::{CameraKey, ConflictChoice, ConnectionId, HeldChoice};

impl State {
    pub(super) async fn rename_camera(
        &mut self,
        camera: CameraKey,
        nickname: Option<Nickname>,
        reply: Reply<()>,
    ) {
        let done = if nickname.is_some() || self.stays_here(&camera) {
            let nickname = nickname.map(String::from).unwrap_or_default();
            self.edit(&camera, |profile| profile.nickname = nickname)
                .await
        } else {
            Err(NicknameError::Empty.into())
        };
        self.answer(reply, done);
    }

    pub(super) async fn set_room(
        &mut self,
        camera: CameraKey,
        room: Option<Nickname>,
        reply: Reply<()>,
    ) {
        let done = self
            .edit(&camera, |profile| profile.room = room.map(String::from))
            .await;
        self.answer(reply, done);
    }

    pub(super) async fn edit(
        &mut self,
        key: &CameraKey,
        say: impl FnOnce(&mut Profile),
    ) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        let camera = self.registry.get(key).ok_or(FailureCode::NotThere)?;
        let shown = self.outbox.shown(key, Some(&account));
        let before = self.profile_shown(key, camera, &account);
        let mut profile = before.clone();
        say(&mut profile);
        if self.stays_here(key) {
            self.say_privately(key, &account, &profile).await?;
            // What waits for a word, from when the service still kept names, has been said anew.
            let decided = self.outbox.undo(key, &account).unwrap_or_default();
            return self.change_outbox(decided).await;
        }
        if profile == before && !shown.is_some_and(crate::outbox::PendingEdit::is_conflict) {
            return Ok(());
        }
        let signed_in = self
            .connection(key.connection)
            .is_some_and(|c| Self::is_active(&c.kept.session));
        let change = self.outbox.typed(&Typed {
            connection: key.connection,
            account: &account,
            camera,
            profile,
            at: self.parts.clock.now(),
            signed_in,
        });
        self.change_outbox(change).await?;
        self.let_edits_go(key.connection).await;
        Ok(())
    }

    /// What waits for nobody's word goes out, or stays on this computer where the service would not keep it.
    pub(super) async fn let_edits_go(&mut self, id: ConnectionId) {
        self.keep_edits_privately(id).await;
        self.send_waiting(id);
    }

    /// The network that a camera is on, as far as the owner has said.
    pub(super) fn network_shown(&self, key: &CameraKey) -> Option<String> {
        let account = self.account(key.connection).ok()?;
        let camera = self.registry.get(key)?;
        self.profile_shown(key, camera, &account).network
    }

    fn profile_shown(&self, key: &CameraKey, camera: &Camera, account: &str) -> Profile {
        let edit = self.outbox.shown(key, Some(account));
        let private = self.private_names.get(key, Some(account));
        match (edit, private) {
            (Some(edit), _) => edit.profile.clone(),
            (None, Some(private)) => private.over(&camera.profile),
            (None, None) => camera.profile.clone(),
        }
    }

    pub(super) async fn undo_edit(&mut self, key: &CameraKey, reply: Reply<()>) {
        let done = self
            .decide(key, |outbox, account| outbox.undo(key, account))
            .await;
        self.answer(reply, done);
    }

    pub(super) async fn resolve_conflict(
        &mut self,
        key: &CameraKey,
        choice: ConflictChoice,
        reply: Reply<()>,
    ) {
        let now = self.parts.clock.now();
        let done = match choice {
            ConflictChoice::Mine => {
                self.decide(key, |outbox, account| outbox.keep_mine(key, account, now))
                    .await
            }
            ConflictChoice::Theirs => self.keep_theirs(key).await,
        };
        self.answer(reply, done);
    }

    async fn keep_theirs(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        let change = self.outbox.keep_theirs(key, &account);
        let change = change.ok_or(FailureCode::NotNow)?;
        // Else it would lie over theirs.
        self.drop_private_name(key).await?;
        self.change_outbox(change).await
    }

    async fn decide(
        &mut self,
        key: &CameraKey,
        choose: impl FnOnce(&crate::outbox::Outbox, &str) -> Option<Change>,
    ) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        let change = choose(&self.outbox, &account).ok_or(FailureCode::NotNow)?;
        self.change_outbox(change).await?;
        self.let_edits_go(key.connection).await;
        Ok(())
    }

    /// Edits of another account can only be discarded: under this one they have nowhere to go.
    pub(super) async fn decide_held(
        &mut self,
        id: ConnectionId,
        choice: HeldChoice,
        reply: Reply<()>,
    ) {
        let change = match choice {
            HeldChoice::Discard => Ok(self.outbox.discard_held(id)),
            HeldChoice::Send => self
                .account(id)
                .map(|account| self.outbox.release(id, &account)),
        };
        let done = match change {
            Ok(change) if change == Change::default() => Err(FailureCode::NotNow.into()),
            Ok(change) => self.change_outbox(change).await,
            Err(failure) => Err(failure),
        };
        self.let_edits_go(id).await;
        self.answer(reply, done);
    }

    /// Whose cameras a connection shows.
    pub(super) fn account(&self, id: ConnectionId) -> Result<String, Failure> {
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let account = connection
            .kept
            .session
            .account()
            .ok_or(FailureCode::NotThere)?;
        Ok(account.to_owned())
    }
}
