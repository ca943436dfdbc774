//! Taking away everything that is kept about an account.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::your_data::{AccountDeletion, DeletionReceipt, HeldTable};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::erasing::{self, Alone};
use crate::store::{StoreError, Traces, Tx, farewells, holdings, sessions, two_factor};
use crate::two_factor::second_factor::Occasion;

impl Service {
    /// Every row about the account goes, in one transaction; the other computers are told. Then the database is searched for what the
    /// rows were known by, whoever a row may be about. The file is written anew within the hour.
    ///
    /// When the answer is lost, the session that asked is over like all others, and is told why.
    ///
    /// # Errors
    /// `fresh-proof-needed`; with two-factor on `second-factor-required`, and as in [`Service::sign_in_second_factor`]; `overloaded`
    /// when the session ended while it waited for `_alone`: whoever comes again is told how
    pub(crate) async fn delete_account(
        &self,
        _alone: &Alone<'_>,
        session: &Session,
        request: &AccountDeletion,
    ) -> Result<DeletionReceipt, Refusal> {
        let (account, store) = (session.account, &self.inner.store);
        let mut tx = store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        let held = holdings::held(&mut tx, account).await?;
        self.leave_farewells(&mut tx, account).await?;
        let removed = erasing::remove(&mut tx, account).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.tell_account(account);
        self.inner.wakes.written();

        let receipt = self.receipt(account, &held, &removed).await?;
        if let Err(error) = store.empty_log().await {
            tracing::warn!(%error, "the log is emptied later");
        }
        Ok(receipt)
    }

    async fn leave_farewells(&self, tx: &mut Tx, account: Uuid) -> Result<(), Refusal> {
        for known in sessions::tokens_of(tx, account).await? {
            let whose = (account, known.session);
            if let Some(farewell) = self.farewell(&known.token_index, whose, known.thumbprint) {
                farewells::insert(tx, &farewell).await?;
            }
        }
        Ok(())
    }

    async fn receipt(
        &self,
        account: Uuid,
        held: &[HeldTable],
        removed: &[(&str, u32)],
    ) -> Result<DeletionReceipt, Refusal> {
        let (traces, store) = (Traces::of(held), &self.inner.store);
        let mut tables = store.search(account, &traces).await?;
        for searched in &mut tables {
            let of_it = removed.iter().find(|(table, _)| *table == searched.table);
            searched.removed = of_it.map_or(0, |(_, rows)| *rows);
        }
        Ok(DeletionReceipt {
            deleted_at: self.now(),
            searched_for: u32::try_from(traces.len()).unwrap_or(u32::MAX),
            tables,
            rewritten: store.will_be_written_anew().await?,
        })
    }
}
