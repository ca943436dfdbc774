//! What the service of the tests keeps about its one owner, and its deletion.

use async_trait::async_trait;

use super::{FakeService, Inner};
use crate::ports::account_data::{
    AccountDataService, AccountDeletion, Deleted, DeletionError, HeldColumn, HeldData, HeldFor,
    HeldForm, HeldGroup, HeldTable, HeldValue, Kept, Receipt, SearchedTable,
};
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::session::EndReason;
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp(1_767_225_602_000);

#[derive(Default)]
pub(super) struct Deletions {
    loses_answers: bool,
    /// The listeners of the session hear of it before the answer comes.
    tells_first: bool,
}

impl FakeService {
    /// Accounts are deleted, and the answers lost.
    pub fn lose_deletion_answers(&self) {
        self.change(|inner| inner.deletions.loses_answers = true);
    }

    /// Whoever listens is told that the session is over before the deletion is answered.
    pub fn tell_of_deletion_first(&self) {
        self.change(|inner| inner.deletions.tells_first = true);
    }
}

impl Inner {
    fn held(&self) -> Vec<HeldTable> {
        let column = |name: &str, form| HeldColumn {
            name: name.to_owned(),
            form,
        };
        let camera = |camera: &crate::cameras::Camera| {
            let seen = camera.last_seen.map(Timestamp::seconds);
            vec![
                HeldValue::Bytes(camera.id.0.bytes().cycle().take(16).collect()),
                HeldValue::Text(camera.model.clone()),
                HeldValue::Bytes(vec![7; 280]),
                seen.map_or(HeldValue::Nothing, HeldValue::Number),
                HeldValue::Nothing,
            ]
        };
        let cameras = HeldTable {
            table: "cameras".into(),
            group: HeldGroup::Cameras,
            purpose: HeldFor::Cameras,
            kept: Kept::WithAccount,
            columns: vec![
                column("id", HeldForm::Identifier),
                column("model", HeldForm::Text),
                column("sealed_profile", HeldForm::SealedByOwner),
                column("last_seen", HeldForm::Time),
                column("firmware_available", HeldForm::Text),
            ],
            rows: self.cameras.iter().map(camera).collect(),
        };
        let account = HeldTable {
            table: "accounts".into(),
            group: HeldGroup::Account,
            purpose: HeldFor::Account,
            kept: Kept::WithAccount,
            columns: vec![column("email_index", HeldForm::Hashed)],
            rows: vec![vec![HeldValue::Bytes(vec![1; 32])]],
        };
        vec![cameras, account]
    }
}

#[async_trait]
impl AccountDataService for FakeService {
    async fn held(&self, grant: &Grant) -> Result<HeldData, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        Ok(HeldData {
            at: NOW,
            tables: self.change(|inner| inner.held()),
        })
    }

    async fn delete_account(
        &self,
        grant: &Grant,
        deletion: &AccountDeletion,
    ) -> Result<Deleted, DeletionError> {
        self.answer().await?;
        self.check(grant).await?;
        let typed = deletion.password.expose();
        let (removed, tells, loses) = self.change(|inner| {
            let right = |(_, (password, _)): &(&String, &(String, String))| password == typed;
            let email = inner
                .accounts
                .iter()
                .find(right)
                .map(|(email, _)| email.clone());
            let email = email.ok_or(ServiceError::WrongCredentials)?;
            match (inner.passwords.code(), &deletion.factor) {
                (None, _) => {}
                (Some(_), None) => return Err(TwoFactorError::SecondFactorNeeded.into()),
                (Some(right), Some(SecondFactor::Code(typed))) if right == typed.expose() => {}
                (Some(_), Some(_)) => return Err(TwoFactorError::WrongCode.into()),
            }
            let removed = inner.held();
            inner.accounts.remove(&email);
            inner.cameras.clear();
            let end = Self::end(EndReason::AccountDeleted);
            for over in inner.sessions.values_mut() {
                *over = Some(end.clone());
            }
            let deletions = &inner.deletions;
            Ok::<_, DeletionError>((removed, deletions.tells_first, deletions.loses_answers))
        })?;
        if tells {
            self.end_session(grant.session(), EndReason::AccountDeleted);
        }
        if loses {
            return Err(DeletionError::Unclear);
        }
        let tables = removed.iter().map(|table| SearchedTable {
            table: table.table.clone(),
            removed: u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
            left: 0,
        });
        Ok(Deleted::Searched(Receipt {
            at: NOW,
            searched_for: 3,
            tables: tables.collect(),
            rewritten: true,
        }))
    }
}
