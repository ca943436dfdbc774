//! What owners do with what a service holds about them.

use anyhow::Result;

use crate::steps::Owner;

impl Owner {
    /// From the security room.
    pub async fn looks_at_their_data(&self) -> Result<()> {
        self.goes_to(self.words.security).await?;
        self.opens_line(self.words.look_at_data).await?;
        self.page
            .until("document.querySelector('main details')")
            .await
    }

    /// In English. What is typed counts as the word that confirms.
    pub async fn deletes_the_account(&self, password: &str) -> Result<()> {
        let page = &self.page;
        page.click("button", "Delete the account…").await?;
        page.fill("Type DELETE to confirm", "delete").await?;
        page.fill("Your password", password).await?;
        page.click("button", "Delete everything").await
    }
}
