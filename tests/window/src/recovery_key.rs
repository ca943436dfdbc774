//! Another recovery key in the place of one that somebody has seen, in the owner's words.

use anyhow::Result;

use crate::steps::{self, Owner};

struct KeyWords {
    go_on: &'static str,
    look: &'static str,
    make: &'static str,
    new_key: &'static str,
    room: &'static str,
    seen: &'static str,
    unseen: &'static str,
}

const ENGLISH: KeyWords = KeyWords {
    go_on: "Continue",
    look: "Recovery key for",
    make: "Make a new one",
    new_key: "Your new recovery key",
    room: "Recovery key for",
    seen: "Someone has seen it",
    unseen: "Nobody has seen it",
};

const ITALIAN: KeyWords = KeyWords {
    go_on: "Continua",
    look: "Chiave di recupero per",
    make: "Creane una nuova",
    new_key: "La tua nuova chiave di recupero",
    room: "Chiave di recupero per",
    seen: "Qualcuno l’ha vista",
    unseen: "Nessuno l’ha vista",
};

impl Owner {
    fn key_words(&self) -> &'static KeyWords {
        if self.words.welcome == steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// By the security screen, at the one connection that there is.
    pub async fn looks_at_the_recovery_key(&self) -> Result<()> {
        let words = self.key_words();
        self.goes_to(self.words.security).await?;
        self.opens_line(words.look).await?;
        self.page.find("heading", words.room).await?;
        Ok(())
    }

    pub async fn says_that_somebody_has_seen_it(&self) -> Result<()> {
        let words = self.key_words();
        self.page.click("button", words.seen).await?;
        self.page.find("button", words.unseen).await?;
        Ok(())
    }

    /// To where the password is asked for.
    pub async fn wants_another_key(&self) -> Result<()> {
        let words = self.key_words();
        self.page.click("button", words.make).await?;
        self.page.find("textbox", self.words.password_for).await?;
        Ok(())
    }

    /// Returns its groups.
    pub async fn makes_another_key(&self, password: &str) -> Result<Vec<String>> {
        self.wants_another_key().await?;
        self.page.fill(self.words.password_for, password).await?;
        self.page.click("button", self.key_words().go_on).await?;
        self.reads_the_new_key().await
    }

    pub async fn reads_the_new_key(&self) -> Result<Vec<String>> {
        self.page.find("heading", self.key_words().new_key).await?;
        self.reads_the_groups().await
    }
}
