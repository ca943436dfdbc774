//! Codes for accounts elsewhere, in the owner's words.

use anyhow::{Context, Result};

use crate::steps::Owner;

/// Of nobody's account.
pub const KEY: &str = "KBXXEY3IINQW4YLSPFJWKY3SMV2DAMJB";
pub const LINK: &str =
    "otpauth://totp/Wyze:ada%40porch.example?secret=KBXXEY3IINQW4YLSPFJWKY3SMV2DAMJB&issuer=Wyze";
pub const OTHER_LINK: &str =
    "otpauth://totp/Ring:ada?secret=IFXG65DIMVZEGYLOMFZHSIZS&issuer=Ring&digits=8&period=60";

/// The words of one language.
pub struct CodeWords {
    pub add: &'static str,
    pub field: &'static str,
    pub go_on: &'static str,
    pub open: &'static str,
    pub save: &'static str,
    pub show: &'static str,
    pub title: &'static str,
    pub try_title: &'static str,
}

pub const ENGLISH: CodeWords = CodeWords {
    add: "Add an account",
    field: "Secret key or otpauth link",
    go_on: "Continue",
    open: "Open: Codes for other accounts",
    save: "Save",
    show: "Show:",
    title: "Codes for other accounts",
    try_title: "Does the camera maker accept it?",
};

pub const ITALIAN: CodeWords = CodeWords {
    add: "Aggiungi un account",
    field: "Chiave segreta o link otpauth",
    go_on: "Continua",
    open: "Apri: Codici per altri account",
    save: "Salva",
    show: "Mostra:",
    title: "Codici per altri account",
    try_title: "Il produttore lo accetta?",
};

/// A code as the window shows it.
pub struct ShownCode {
    pub code: String,
    /// The first second of the next one, since 1970.
    pub until: i64,
}

impl Owner {
    pub fn code_words(&self) -> &'static CodeWords {
        if self.words.welcome == crate::steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// By the Security screen.
    pub async fn opens_the_codes(&self) -> Result<()> {
        let words = self.code_words();
        self.goes_to(self.words.security).await?;
        self.page.click("button", words.open).await?;
        self.page.find("heading", words.title).await?;
        Ok(())
    }

    /// From the list to what the window makes of it, right or wrong.
    pub async fn pastes(&self, text: &str) -> Result<()> {
        let words = self.code_words();
        self.page.click("button", words.add).await?;
        self.page.fill(words.field, text).await?;
        self.page.click("button", words.go_on).await
    }

    pub async fn tries_the_code(&self) -> Result<ShownCode> {
        self.page
            .find("heading", self.code_words().try_title)
            .await?;
        self.reads_the_code().await
    }

    pub async fn keeps_the_account(&self) -> Result<()> {
        let words = self.code_words();
        self.page.click("button", words.save).await?;
        self.page.find("heading", words.title).await?;
        Ok(())
    }

    pub async fn shows_the_code_of(&self, account: &str) -> Result<ShownCode> {
        let button = format!("{} {account}", self.code_words().show);
        self.page.click("button", &button).await?;
        self.reads_the_code().await
    }

    /// The one that is on the screen, with its time: both of the same moment.
    async fn reads_the_code(&self) -> Result<ShownCode> {
        self.page.until("document.querySelector('.code')").await?;
        let read = self
            .page
            .run(
                "const code = document.querySelector('.code');\
                 return [code.textContent.replace(/\\D/g, ''), Number(code.dataset.until) / 1000]",
            )
            .await?;
        let (code, until) = serde_json::from_value(read).context("no code is shown")?;
        Ok(ShownCode { code, until })
    }
}
