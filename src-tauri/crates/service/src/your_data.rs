//! Everything that is kept about an account, shown to its owner as it lies there; and taking all of it away.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::your_data::{AccountData, AccountDeletion, DeletionReceipt, HeldTable};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{StoreError, Traces, Tx, farewells, holdings, sessions, two_factor};
use crate::two_factor::second_factor::Occasion;

impl Service {
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn account_data(&self, session: &Session) -> Result<AccountData, Refusal> {
        Ok(AccountData {
            at: self.now(),
            tables: self.inner.store.held_about(session.account).await?,
        })
    }

    /// Every row about the account goes, in one transaction; the other computers are told. Then the whole database is searched
    /// for what the rows held, whoever a row may be about.
    ///
    /// When the answer is lost, the session that asked is over like all others, and is told why.
    ///
    /// # Errors
    /// `fresh-proof-needed`; with two-factor on `second-factor-required`, and as in [`Service::sign_in_second_factor`]
    pub async fn delete_account(
        &self,
        session: &Session,
        request: &AccountDeletion,
    ) -> Result<DeletionReceipt, Refusal> {
        self.wants_fresh_proof(session)?;
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        let held = holdings::held(&mut tx, account).await?;
        self.leave_farewells(&mut tx, account).await?;
        let removed = holdings::remove(&mut tx, account).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.tell_account(account);
        self.inner.wakes.written();

        let store = &self.inner.store;
        let rewritten = store.leave_no_gaps().await?;
        self.receipt(account, &held, &removed, rewritten).await
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
        rewritten: bool,
    ) -> Result<DeletionReceipt, Refusal> {
        let traces = Traces::of(held);
        let mut tables = self.inner.store.search(account, &traces).await?;
        for searched in &mut tables {
            let of_it = removed.iter().find(|(table, _)| *table == searched.table);
            searched.removed = of_it.map_or(0, |(_, rows)| *rows);
        }
        Ok(DeletionReceipt {
            deleted_at: self.now(),
            searched_for: u32::try_from(traces.len()).unwrap_or(u32::MAX),
            tables,
            rewritten,
        })
    }
}
