//! A new password in the place of a forgotten one, in the owner's words.

use anyhow::Result;

use crate::steps::{self, Owner};

/// Of every demo home, as somebody types it from paper.
pub const DEMO_KEY: &str = "dem0 h0me k3y0 f0rt ry1n g0vt c0m1 ngbk";

pub struct ForgottenWords {
    pub back: &'static str,
    pub choose: &'static str,
    pub day: &'static str,
    pub forgot: &'static str,
    pub go_on: &'static str,
    pub new_key: &'static str,
    pub new_password: &'static str,
    pub once_more: &'static str,
    pub one_more_step: &'static str,
    pub recovery_key: &'static str,
    pub use_it: &'static str,
}

const ENGLISH: ForgottenWords = ForgottenWords {
    back: "Back",
    choose: "Choose your new password",
    day: "You now have to wait a day",
    forgot: "Forgot your password?",
    go_on: "Continue",
    new_key: "Make a new recovery key",
    new_password: "New password",
    once_more: "Repeat the new password",
    one_more_step: "One more step",
    recovery_key: "Recovery key",
    use_it: "Use this password",
};

const ITALIAN: ForgottenWords = ForgottenWords {
    back: "Indietro",
    choose: "Scegli la nuova password",
    day: "Ora devi aspettare un giorno",
    forgot: "Password dimenticata?",
    go_on: "Continua",
    new_key: "Crea una nuova chiave di recupero",
    new_password: "Nuova password",
    once_more: "Ripeti la nuova password",
    one_more_step: "Ancora un passo",
    recovery_key: "Chiave di recupero",
    use_it: "Usa questa password",
};

impl Owner {
    pub fn forgotten_words(&self) -> &'static ForgottenWords {
        if self.words.welcome == steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// From where the password is asked for, at the porch or over a reset.
    pub async fn has_forgotten_the_password(&self) -> Result<()> {
        let words = self.forgotten_words();
        self.page.click("button", words.forgot).await?;
        self.page.find("heading", words.forgot).await?;
        Ok(())
    }

    pub async fn shows_the_recovery_key(&self, key: &str) -> Result<()> {
        let words = self.forgotten_words();
        self.page.fill(words.recovery_key, key).await?;
        self.page.click("button", words.go_on).await
    }

    /// With two-factor on. To where the new password is typed.
    pub async fn gives_a_recovery_code(&self, code: &str) -> Result<()> {
        let words = self.forgotten_words();
        self.page.find("heading", words.one_more_step).await?;
        self.types_a_recovery_code(code).await?;
        self.page.click("button", words.go_on).await?;
        self.page.find("heading", words.choose).await?;
        Ok(())
    }

    pub async fn types_the_new_password(&self, password: &str) -> Result<()> {
        let words = self.forgotten_words();
        self.page.fill(words.new_password, password).await?;
        self.page.fill(words.once_more, password).await
    }

    pub async fn uses_it(&self) -> Result<()> {
        let words = self.forgotten_words();
        self.page.click("button", words.use_it).await
    }

    /// From the first screen of a fresh program, with two-factor off, to where a day has to pass.
    pub async fn begins_with_the_recovery_key_at(
        &self,
        service: &str,
        email: &str,
        key: &str,
    ) -> Result<()> {
        self.arrives_at_the_sign_in_of(service).await?;
        self.page.fill(self.words.email, email).await?;
        self.has_forgotten_the_password().await?;
        self.shows_the_recovery_key(key).await?;
        self.page
            .find("heading", self.forgotten_words().day)
            .await?;
        Ok(())
    }
}
