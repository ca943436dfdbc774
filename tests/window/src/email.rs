//! Another e-mail address for an account, and the one before again, in the owner's words.

use anyhow::Result;

use crate::steps::{self, Owner};

struct EmailWords {
    change: &'static str,
    field: &'static str,
    look: &'static str,
    new_address: &'static str,
    put_back: &'static str,
    room: &'static str,
    use_it: &'static str,
    with_it_now: &'static str,
}

const ENGLISH: EmailWords = EmailWords {
    change: "Change address",
    field: "New e-mail address",
    look: "E-mail address at",
    new_address: "Change your e-mail address",
    put_back: "Restore the old one:",
    room: "E-mail address at",
    use_it: "Use this address",
    with_it_now: "You now sign in with",
};

const ITALIAN: EmailWords = EmailWords {
    change: "Cambia indirizzo",
    field: "Nuovo indirizzo e-mail",
    look: "Indirizzo e-mail per",
    new_address: "Cambia il tuo indirizzo e-mail",
    put_back: "Ripristina quello di prima:",
    room: "Indirizzo e-mail per",
    use_it: "Usa questo indirizzo",
    with_it_now: "Ora accedi con",
};

impl Owner {
    fn email_words(&self) -> &'static EmailWords {
        if self.words.welcome == steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// By the security screen, at the one connection that there is.
    pub async fn looks_at_the_address(&self) -> Result<()> {
        let words = self.email_words();
        self.goes_to(self.words.security).await?;
        self.opens_line(words.look).await?;
        self.page.find("heading", words.room).await?;
        Ok(())
    }

    /// To where address and password are asked for.
    pub async fn wants_another_address(&self) -> Result<()> {
        let words = self.email_words();
        self.page.click("button", words.change).await?;
        self.page.find("heading", words.new_address).await?;
        Ok(())
    }

    pub async fn types_the_address(&self, email: &str, password: &str) -> Result<()> {
        self.page.fill(self.email_words().field, email).await?;
        self.page.fill(self.words.password_for, password).await
    }

    pub async fn uses_the_address(&self) -> Result<()> {
        self.page.click("button", self.email_words().use_it).await
    }

    pub async fn signs_in_with(&self, email: &str) -> Result<()> {
        let title = format!("{} {email}", self.email_words().with_it_now);
        self.page.find("heading", &title).await?;
        Ok(())
    }

    pub async fn sees_the_address_in_settings(&self, email: &str) -> Result<()> {
        self.goes_to(self.words.settings).await?;
        self.page.reads(email).await
    }

    /// What they changed here themselves.
    pub async fn puts_the_old_address_back(&self) -> Result<()> {
        let words = self.email_words();
        self.page.click("button", words.put_back).await?;
        self.page.gone("button", words.put_back).await
    }
}
