//! What owners call cameras whose service keeps no names: kept on this computer, never sent unless the owner wants it.

use std::borrow::Cow;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Request};
use super::state::{Connection, State};
use crate::cameras::{Camera, Profile};
use crate::error::{Failure, FailureCode};
use crate::outbox::{Change, PendingEdit, Typed};
use crate::ports::provider::Naming;
use crate::private_names::PrivateName;
use crate::view::{CameraKey, ConnectionId};

impl CompanionHandle {
    /// Names that are on this computer only go to the service, which can keep them by now. Each stays here until the service has it.
    ///
    /// # Errors
    /// [`FailureCode::NotNow`] when there are none.
    pub async fn send_private_names(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::SendPrivateNames { connection, reply })
            .await
    }

    /// They stay on this computer, and are not offered again.
    ///
    /// # Errors
    /// [`FailureCode::NotNow`] when there are none.
    pub async fn keep_names_private(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::KeepNamesPrivate { connection, reply })
            .await
    }
}

impl State {
    /// What is said of this camera now is not for its service. Where the service could keep it by now, the owner has still to say
    /// so, or has said no: not a letter goes out by a rename.
    pub(super) fn stays_here(&self, key: &CameraKey) -> bool {
        let Some(connection) = self.connection(key.connection) else {
            return false;
        };
        let account = connection.kept.session.account();
        let private = self.private_names.get(key, account);
        connection.naming() == Some(Naming::Private)
            || private.is_some_and(PrivateName::names) && self.outbox.shown(key, account).is_none()
    }

    /// As its owner calls it, where only this computer knows that.
    pub(super) fn as_called<'a>(&self, id: ConnectionId, camera: &'a Camera) -> Cow<'a, Camera> {
        let key = CameraKey {
            connection: id,
            camera: camera.id.clone(),
        };
        let connection = self.connection(id);
        let account = connection.and_then(|connection| connection.kept.session.account());
        let private = self.private_names.get(&key, account);
        match private.and_then(|private| private.nickname.clone()) {
            Some(nickname) => {
                let mut called = camera.clone();
                called.profile.nickname = nickname;
                Cow::Owned(called)
            }
            None => Cow::Borrowed(camera),
        }
    }

    pub(super) async fn say_privately(
        &mut self,
        key: &CameraKey,
        account: &str,
        said: &Profile,
    ) -> Result<(), Failure> {
        let known = self.registry.get(key).map(|camera| camera.profile.clone());
        let before = self.private_names.get(key, Some(account));
        let name = PrivateName {
            stays: before.is_some_and(|before| before.stays),
            ..PrivateName::of(key, account, said, &known.unwrap_or_default())
        };
        self.keep_private_name(name).await
    }

    /// Edits of when the service kept names, or of when nobody knew, have nowhere to go.
    pub(super) async fn keep_edits_privately(&mut self, id: ConnectionId) {
        let naming = self.connection(id).and_then(Connection::naming);
        if naming != Some(Naming::Private) {
            return;
        }
        let waiting: Vec<PendingEdit> = self.outbox.waiting(id).cloned().collect();
        for edit in waiting {
            if let Err(failure) = self.keep_edit_privately(edit).await {
                tracing::warn!(code = ?failure.code, "an edit that cannot be sent still waits");
            }
        }
    }

    async fn keep_edit_privately(&mut self, edit: PendingEdit) -> Result<(), Failure> {
        self.say_privately(&edit.key(), &edit.account, &edit.profile)
            .await?;
        let change = Change {
            put: Vec::new(),
            remove: vec![edit],
        };
        self.change_outbox(change).await
    }

    pub(super) async fn send_private_names(&mut self, id: ConnectionId, reply: Reply<()>) {
        let done = self.try_sending_private_names(id).await;
        self.let_edits_go(id).await;
        self.answer(reply, done);
    }

    async fn try_sending_private_names(&mut self, id: ConnectionId) -> Result<(), Failure> {
        let account = self.account(id)?;
        for name in self.offered(id)? {
            let key = name.key();
            let camera = self.registry.get(&key).ok_or(FailureCode::NotThere)?;
            let change = self.outbox.typed(&Typed {
                connection: id,
                account: &account,
                camera,
                profile: name.over(&camera.profile),
                at: self.parts.clock.now(),
                signed_in: self
                    .connection(id)
                    .is_some_and(|connection| Self::is_active(&connection.kept.session)),
            });
            self.change_outbox(change).await?;
        }
        Ok(())
    }

    pub(super) async fn keep_names_private(&mut self, id: ConnectionId, reply: Reply<()>) {
        let done = self.try_keeping_names_private(id).await;
        self.answer(reply, done);
    }

    async fn try_keeping_names_private(&mut self, id: ConnectionId) -> Result<(), Failure> {
        for name in self.offered(id)? {
            let stays = true;
            self.keep_private_name(PrivateName { stays, ..name })
                .await?;
        }
        Ok(())
    }

    fn offered(&self, id: ConnectionId) -> Result<Vec<PrivateName>, Failure> {
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let offered: Vec<_> = self.to_offer(connection).cloned().collect();
        if offered.is_empty() {
            return Err(FailureCode::NotNow.into());
        }
        Ok(offered)
    }

    pub(super) fn private_names_to_offer(&self, connection: &Connection) -> u32 {
        u32::try_from(self.to_offer(connection).count()).unwrap_or(u32::MAX)
    }

    /// Those of the account that are shown, that the service does not say itself, and that no edit takes there already.
    fn to_offer<'a>(&'a self, connection: &'a Connection) -> impl Iterator<Item = &'a PrivateName> {
        let account = connection.kept.session.account();
        let kept_by_service = matches!(
            connection.naming(),
            Some(Naming::ReadBack | Naming::Versioned)
        );
        self.private_names
            .of_account(connection.kept.id, account)
            .filter(move |name| kept_by_service && !name.stays)
            .filter(|name| {
                let camera = self.registry.get(&name.key());
                camera.is_some_and(|camera| name.differs_from(&camera.profile))
            })
            .filter(move |name| self.outbox.shown(&name.key(), account).is_none())
    }

    /// The service has what these edits say: nothing lies over it any more.
    pub(super) async fn private_name_is_sent(&mut self, change: &Change) -> Result<(), Failure> {
        if change.put.iter().any(PendingEdit::is_conflict) {
            return Ok(());
        }
        for edit in &change.remove {
            self.forget_private_name(&edit.key(), &edit.account).await?;
        }
        Ok(())
    }

    pub(super) async fn drop_private_name(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        self.forget_private_name(key, &account).await
    }

    /// The camera is in the account no longer.
    pub(super) async fn drop_private_names_of(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let of_camera = self.private_names.of_camera(key);
        let accounts: Vec<_> = of_camera.map(|name| name.account.clone()).collect();
        let mut dropped = Ok(());
        for account in accounts {
            dropped = dropped.and(self.forget_private_name(key, &account).await);
        }
        dropped
    }

    async fn keep_private_name(&mut self, name: PrivateName) -> Result<(), Failure> {
        let key = name.key();
        if name.is_empty() {
            return self.forget_private_name(&key, &name.account).await;
        }
        if self.private_names.get(&key, Some(&name.account)) == Some(&name) {
            return Ok(());
        }
        let stored = self.store()?.put_private_name(&name).await;
        stored.map_err(|error| Failure::from(&error))?;
        self.private_names.put(name);
        self.registry.touch([key]);
        Ok(())
    }

    async fn forget_private_name(&mut self, key: &CameraKey, account: &str) -> Result<(), Failure> {
        if self.private_names.get(key, Some(account)).is_none() {
            return Ok(());
        }
        let removed = self.store()?.remove_private_name(key, account).await;
        removed.map_err(|error| Failure::from(&error))?;
        self.private_names.remove(key, account);
        self.registry.touch([key.clone()]);
        Ok(())
    }
}
