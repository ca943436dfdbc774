//! Everything that the service keeps about the account, in the core's words; and its deletion. An answer that is lost is asked
//! for again: the service's signed word that the account is gone stands for it.

use async_trait::async_trait;
use porchlight_core::ports::account_data::{
    AccountDataService, AccountDeletion, Deleted, DeletionError, HeldColumn, HeldData, HeldFor,
    HeldForm, HeldGroup, HeldTable, HeldValue, Kept, Receipt, SearchedTable,
};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::two_factor::{TwoFactorError, TwoFactorService};
use porchlight_core::session::EndReason;
use porchlight_core::time::Timestamp;
use porchlight_protocol::service::path;
use porchlight_protocol::your_data as told;
use reqwest::Method;

use super::Porchlight;
use super::credential::Session;
use super::requests::{Refusal, Request};

/// Bytes of all that a service keeps about an account, as JSON: a service keeps no more than ten mebibytes.
const LONGEST_ACCOUNT: usize = 24 * 1024 * 1024;

#[async_trait]
impl AccountDataService for Porchlight {
    async fn held(&self, grant: &Grant) -> Result<HeldData, ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::GET, path::ACCOUNT)
            .of_session(&session)
            .answered_by_up_to(LONGEST_ACCOUNT);
        let told: told::AccountData = self.requests.ask(&request).await?;
        Ok(HeldData {
            at: Timestamp::from_seconds(told.at),
            tables: told.tables.into_iter().map(table).collect(),
        })
    }

    async fn delete_account(
        &self,
        grant: &Grant,
        deletion: &AccountDeletion,
    ) -> Result<Deleted, DeletionError> {
        self.prove_password(grant, &deletion.password).await?;
        let session = Session::open(grant)?;
        let second_factor = match &deletion.factor {
            Some(factor) => Some(self.factor(grant, factor).await?),
            None => None,
        };
        let request = Request::new(Method::DELETE, path::ACCOUNT)
            .of_session(&session)
            .json(&told::AccountDeletion { second_factor });
        for _ in 0..2 {
            match self.requests.ask(&request).await.map_err(refused) {
                Ok(receipt) => return Ok(Deleted::Searched(self::receipt(receipt))),
                Err(error) if is_gone(&error) => return Ok(Deleted::BySignedWord),
                Err(error) if may_be_done(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Err(DeletionError::Unclear)
    }
}

fn refused(refusal: Refusal) -> DeletionError {
    TwoFactorError::from(refusal).into()
}

fn is_gone(error: &DeletionError) -> bool {
    matches!(
        error,
        DeletionError::Refused(TwoFactorError::Service(ServiceError::SessionEnded { end, .. }))
            if end.reason == EndReason::AccountDeleted
    )
}

/// The service may have had the whole request, and have done it.
fn may_be_done(error: &DeletionError) -> bool {
    matches!(
        error,
        DeletionError::Refused(TwoFactorError::Service(
            ServiceError::Faulty
                | ServiceError::Garbled
                | ServiceError::Overloaded { .. }
                | ServiceError::TimedOut
                | ServiceError::Unreachable
        ))
    )
}

fn receipt(told: told::DeletionReceipt) -> Receipt {
    let tables = told.tables.into_iter().map(|one| SearchedTable {
        table: one.table,
        removed: one.removed,
        left: one.left,
    });
    Receipt {
        at: Timestamp::from_seconds(told.deleted_at),
        searched_for: told.searched_for,
        tables: tables.collect(),
        rewritten: told.rewritten,
    }
}

fn table(told: told::HeldTable) -> HeldTable {
    let columns = told.columns.into_iter().map(|column| HeldColumn {
        name: column.name,
        form: form(column.form),
    });
    HeldTable {
        table: told.table,
        group: group(told.group),
        purpose: purpose(told.purpose),
        kept: kept(told.kept),
        columns: columns.collect(),
        rows: told
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(value).collect())
            .collect(),
    }
}

fn value(told: told::HeldValue) -> HeldValue {
    match told {
        told::HeldValue::Number(number) => HeldValue::Number(number),
        told::HeldValue::Text(text) => HeldValue::Text(text),
        told::HeldValue::Bytes { bytes, .. } => HeldValue::Bytes(bytes.0),
        told::HeldValue::Nothing => HeldValue::Nothing,
    }
}

fn group(told: told::Group) -> HeldGroup {
    match told {
        told::Group::Account => HeldGroup::Account,
        told::Group::Cameras => HeldGroup::Cameras,
        told::Group::Computers => HeldGroup::Computers,
        told::Group::Events => HeldGroup::Events,
        told::Group::Integrations => HeldGroup::Integrations,
        told::Group::TwoFactor => HeldGroup::TwoFactor,
        told::Group::Other => HeldGroup::Other,
    }
}

fn purpose(told: told::Purpose) -> HeldFor {
    match told {
        told::Purpose::Account => HeldFor::Account,
        told::Purpose::Announcements => HeldFor::Announcements,
        told::Purpose::Audit => HeldFor::Audit,
        told::Purpose::Cameras => HeldFor::Cameras,
        told::Purpose::EmailChanges => HeldFor::EmailChanges,
        told::Purpose::Events => HeldFor::Events,
        told::Purpose::HalfFinished => HeldFor::HalfFinished,
        told::Purpose::Integrations => HeldFor::Integrations,
        told::Purpose::LinkTokens => HeldFor::LinkTokens,
        told::Purpose::Linking => HeldFor::Linking,
        told::Purpose::Other => HeldFor::Other,
        told::Purpose::Pairings => HeldFor::Pairings,
        told::Purpose::PasswordRecovery => HeldFor::PasswordRecovery,
        told::Purpose::Reading => HeldFor::Reading,
        told::Purpose::RecoveryCodes => HeldFor::RecoveryCodes,
        told::Purpose::Repeats => HeldFor::Repeats,
        told::Purpose::Sessions => HeldFor::Sessions,
        told::Purpose::SigningIn => HeldFor::SigningIn,
        told::Purpose::TwoFactor => HeldFor::TwoFactor,
    }
}

fn kept(told: told::Kept) -> Kept {
    match told {
        told::Kept::AfterItsEnd { seconds } => Kept::AfterItsEnd { seconds },
        told::Kept::For { seconds } => Kept::For { seconds },
        told::Kept::Other => Kept::Other,
        told::Kept::WhileTwoFactorIsOn => Kept::WhileTwoFactorIsOn,
        told::Kept::WithAccount => Kept::WithAccount,
        told::Kept::WithItsComputer => Kept::WithItsComputer,
    }
}

fn form(told: told::Form) -> HeldForm {
    match told {
        told::Form::Hashed => HeldForm::Hashed,
        told::Form::Identifier => HeldForm::Identifier,
        told::Form::Number => HeldForm::Number,
        told::Form::Other => HeldForm::Other,
        told::Form::PasswordRecord => HeldForm::PasswordRecord,
        told::Form::PublicKey => HeldForm::PublicKey,
        told::Form::SealedByOwner => HeldForm::SealedByOwner,
        told::Form::SealedByService => HeldForm::SealedByService,
        told::Form::Text => HeldForm::Text,
        told::Form::Time => HeldForm::Time,
    }
}
