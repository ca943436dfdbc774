//! Two-factor sign-in in the owner's words: turning it on, coming in with it.

use anyhow::{Result, ensure};

use crate::authenticator::Authenticator;
use crate::steps::{DEMO_EMAIL, Owner};

/// The words of one language that two-factor needs.
pub struct FactorWords {
    pub begin: &'static str,
    pub code: &'static str,
    pub code_of_the_new: &'static str,
    pub codes_title: &'static str,
    pub is_on: &'static str,
    pub kept: &'static str,
    pub look: &'static str,
    pub one_back: &'static str,
    pub recovery_code: &'static str,
    pub scan_title: &'static str,
    pub title: &'static str,
    pub turn_on: &'static str,
    pub use_recovery_code: &'static str,
}

pub const ENGLISH: FactorWords = FactorWords {
    begin: "Start",
    code: "Six-digit code",
    code_of_the_new: "Type the six digits the app shows",
    codes_title: "Ten ways in without your phone",
    is_on: "Two-factor is on",
    kept: "I’ve saved them",
    look: "Two-factor for",
    one_back: "Check your copy",
    recovery_code: "Recovery code",
    scan_title: "Scan this with your authenticator app",
    title: "Two-factor for",
    turn_on: "Turn two-factor on",
    use_recovery_code: "Use a recovery code",
};

pub const ITALIAN: FactorWords = FactorWords {
    begin: "Comincia",
    code: "Codice di sei cifre",
    code_of_the_new: "Scrivi le sei cifre che l’app mostra",
    codes_title: "Dieci modi per entrare senza telefono",
    is_on: "La verifica in due passaggi è attiva",
    kept: "Li ho salvati",
    look: "Verifica in due passaggi per",
    one_back: "Controlla la tua copia",
    recovery_code: "Codice di recupero",
    scan_title: "Inquadralo con l’app di autenticazione",
    title: "Verifica in due passaggi per",
    turn_on: "Attiva la verifica in due passaggi",
    use_recovery_code: "Usa un codice di recupero",
};

impl Owner {
    pub fn factor_words(&self) -> &'static FactorWords {
        if self.words.welcome == crate::steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// By the security checklist, at the one connection that there is.
    pub async fn looks_at_two_factor(&self) -> Result<()> {
        let words = self.factor_words();
        self.goes_to(self.words.security).await?;
        self.opens_line(words.look).await?;
        self.page.find("heading", words.title).await?;
        Ok(())
    }

    /// To the square, which is drawn.
    pub async fn begins_two_factor(&self) -> Result<()> {
        let password = self.demo_password().await?;
        self.begins_two_factor_with(&password).await
    }

    async fn begins_two_factor_with(&self, password: &str) -> Result<()> {
        let words = self.factor_words();
        self.page.fill(self.words.password_for, password).await?;
        self.page.click("button", words.begin).await?;
        self.sees_the_square().await
    }

    pub async fn sees_the_square(&self) -> Result<()> {
        let words = self.factor_words();
        self.page.find("heading", words.scan_title).await?;
        self.page
            .until("document.querySelector('main img')?.naturalWidth > 0")
            .await
    }

    /// Where a change asks for it.
    pub async fn types_the_password(&self) -> Result<()> {
        let field = format!("{} {DEMO_EMAIL}", self.words.password_for);
        let password = self.demo_password().await?;
        self.page.fill(&field, &password).await
    }

    /// The key that can be typed instead of scanning.
    pub async fn reads_the_key(&self) -> Result<String> {
        let key = self
            .page
            .run("return [...document.querySelectorAll('.key span')].map(e => e.textContent).join('')")
            .await?;
        let key = key.as_str().unwrap_or_default().to_owned();
        ensure!(key.len() == 32, "a key of {} letters", key.len());
        Ok(key)
    }

    /// The sixth digit sends it. Returns the recovery codes.
    pub async fn types_the_first_code(&self, phone: &mut Authenticator) -> Result<Vec<String>> {
        let words = self.factor_words();
        self.page
            .fill(words.code_of_the_new, &phone.shows()?)
            .await?;
        self.reads_recovery_codes().await
    }

    pub async fn reads_recovery_codes(&self) -> Result<Vec<String>> {
        let words = self.factor_words();
        self.page.find("heading", words.codes_title).await?;
        self.page
            .until("document.querySelectorAll('.paper li').length === 10")
            .await?;
        let codes = self
            .page
            .run("return [...document.querySelectorAll('.paper li')].map(e => tidy(e.textContent))")
            .await?;
        Ok(serde_json::from_value(codes)?)
    }

    pub async fn keeps_the_codes(&self) -> Result<()> {
        let words = self.factor_words();
        self.page.click("button", words.kept).await?;
        self.page.find("heading", words.one_back).await?;
        Ok(())
    }

    /// From the cameras to on. Returns the telephone and the recovery codes.
    pub async fn turns_two_factor_on(&self) -> Result<(Authenticator, Vec<String>)> {
        let password = self.demo_password().await?;
        self.turns_two_factor_on_with(&password).await
    }

    /// The same in an account with a password of its own.
    pub async fn turns_two_factor_on_with(
        &self,
        password: &str,
    ) -> Result<(Authenticator, Vec<String>)> {
        let words = self.factor_words();
        self.looks_at_two_factor().await?;
        self.begins_two_factor_with(password).await?;
        let mut phone = Authenticator::has(&self.reads_the_key().await?);
        let codes = self.types_the_first_code(&mut phone).await?;
        self.keeps_the_codes().await?;
        self.page.fill(words.recovery_code, &codes[9]).await?;
        self.page.click("button", words.turn_on).await?;
        self.page.find("heading", words.is_on).await?;
        Ok((phone, codes))
    }

    /// Over a reset's layer, up to the question for the second factor.
    pub async fn is_asked_for_a_code_again(&self) -> Result<()> {
        self.starts_signing_in_again().await?;
        self.page.click("button", self.words.sign_in_again).await?;
        self.page.find("textbox", self.factor_words().code).await?;
        self.page
            .until("document.activeElement.autocomplete === 'one-time-code'")
            .await
    }

    /// The sixth digit sends it.
    pub async fn types_a_code(&self, code: &str) -> Result<()> {
        self.page.fill(self.factor_words().code, code).await
    }

    pub async fn types_a_recovery_code(&self, code: &str) -> Result<()> {
        let words = self.factor_words();
        self.page.click("button", words.use_recovery_code).await?;
        self.page.fill(words.recovery_code, code).await
    }
}
