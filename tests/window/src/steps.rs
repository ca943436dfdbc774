//! What owners do, in their own words: walk into the demo home, sign in, rename, come back.

use anyhow::{Result, ensure};
use fantoccini::key::Key;

use crate::page::Page;

/// The demo home's own, public on purpose.
pub const DEMO_EMAIL: &str = "demo@porchlight.example";
pub const DEMO_PASSWORD: &str = "lamp-on-the-porch";

/// The words of one language that the steps need.
pub struct Words {
    pub alerts: &'static str,
    pub cameras: &'static str,
    pub demo: &'static str,
    pub demo_home: &'static str,
    pub email: &'static str,
    pub nickname_of: &'static str,
    pub password: &'static str,
    pub password_for: &'static str,
    pub rename: &'static str,
    pub reset_everybody: &'static str,
    pub reset_title: &'static str,
    pub settings: &'static str,
    pub sign_in: &'static str,
    pub sign_in_again: &'static str,
    pub sign_in_title: &'static str,
    pub waiting: &'static str,
    pub welcome: &'static str,
}

pub const ENGLISH: Words = Words {
    alerts: "Alerts",
    cameras: "Cameras",
    demo: "Demo",
    demo_home: "Walk through the demo home",
    email: "E-mail address",
    nickname_of: "Nickname of",
    password: "Password",
    password_for: "Password for",
    rename: "Rename",
    reset_everybody: "Reset everybody",
    reset_title: "You were signed out, and so was everybody",
    settings: "Settings",
    sign_in: "Sign in",
    sign_in_again: "Sign in again",
    sign_in_title: "Sign in to the demo home",
    waiting: "change waiting",
    welcome: "Know that all is well at home.",
};

pub const ITALIAN: Words = Words {
    alerts: "Avvisi",
    cameras: "Telecamere",
    demo: "Demo",
    demo_home: "Visita la casa di prova",
    email: "Indirizzo e-mail",
    nickname_of: "Nome di",
    password: "Password",
    password_for: "Password di",
    rename: "Rinomina",
    reset_everybody: "Chiudi le sessioni di tutti",
    reset_title: "La tua sessione è stata chiusa, come quella di tutti",
    settings: "Impostazioni",
    sign_in: "Accedi",
    sign_in_again: "Accedi di nuovo",
    sign_in_title: "Accedi alla casa di prova",
    waiting: "modifica in attesa",
    welcome: "Sapere che a casa va tutto bene.",
};

/// An owner at the window, who reads one language.
pub struct Owner {
    pub page: Page,
    pub words: &'static Words,
}

impl Owner {
    pub fn english(page: &Page) -> Self {
        Self {
            page: page.clone(),
            words: &ENGLISH,
        }
    }

    pub fn italian(page: &Page) -> Self {
        Self {
            page: page.clone(),
            words: &ITALIAN,
        }
    }

    /// From the first screen to the cameras of the demo home.
    pub async fn signs_in_to_the_demo_home(&self) -> Result<()> {
        self.arrives_at_sign_in().await?;
        self.page.fill(self.words.email, DEMO_EMAIL).await?;
        self.page.fill(self.words.password, DEMO_PASSWORD).await?;
        self.page.click("button", self.words.sign_in).await?;
        self.sees_cameras().await
    }

    /// The program opens at Welcome, or at the demo home's sign-in when started with `--demo`.
    pub async fn arrives_at_sign_in(&self) -> Result<()> {
        let Words {
            welcome,
            sign_in_title,
            demo_home,
            ..
        } = self.words;
        self.page
            .until(&format!(
                "find('heading', `{welcome}`) || find('heading', `{sign_in_title}`)"
            ))
            .await?;
        if self.page.shows("heading", welcome).await? {
            self.page.click("button", demo_home).await?;
        }
        self.page.find("heading", sign_in_title).await?;
        Ok(())
    }

    pub async fn sees_cameras(&self) -> Result<()> {
        self.page.find("heading", self.words.cameras).await?;
        self.page.find("button", self.words.rename).await?;
        Ok(())
    }

    /// In place, confirmed with Enter; waits until the new name stands there.
    pub async fn renames(&self, from: &str, to: &str) -> Result<()> {
        self.starts_renaming(from, to).await?;
        self.presses(&self.nickname_field(from), Key::Enter).await?;
        self.sees_camera(to).await
    }

    /// Opens the field and types, without confirming.
    pub async fn starts_renaming(&self, from: &str, typed: &str) -> Result<()> {
        self.page
            .click("button", &format!("{} {from}", self.words.rename))
            .await?;
        self.page.fill(&self.nickname_field(from), typed).await
    }

    pub fn nickname_field(&self, camera: &str) -> String {
        format!("{} {camera}", self.words.nickname_of)
    }

    pub async fn presses(&self, field: &str, key: Key) -> Result<()> {
        let key: char = key.into();
        self.page.type_into(field, &key.to_string()).await
    }

    pub async fn sees_camera(&self, name: &str) -> Result<()> {
        self.page
            .find("button", &format!("{} {name}", self.words.rename))
            .await?;
        Ok(())
    }

    /// Nothing waits to be sent any more: in the program's own account of it, and on the screen.
    pub async fn sees_everything_sent(&self) -> Result<()> {
        let sent = self
            .page
            .run(
                "const end = performance.now() + PATIENCE;\
                 const look = () => window.__TAURI_INTERNALS__.invoke('snapshot').then((home) =>\
                   home.cameras.length > 0 && home.cameras.every((camera) => camera.edit.state === 'none')\
                     ? true\
                     : performance.now() > end\
                       ? false\
                       : new Promise((again) => setTimeout(again, 30)).then(look));\
                 return look()",
            )
            .await?;
        ensure!(
            sent == serde_json::json!(true),
            "an edit is still waiting to be sent"
        );
        let waiting = self.words.waiting;
        self.page
            .until(&format!("!document.body.innerText.includes('{waiting}')"))
            .await
    }

    /// Makes the demo home's service do what services do.
    pub async fn plays(&self, action: &str) -> Result<()> {
        self.page.click("button", self.words.demo).await?;
        self.page.click("menuitem", action).await
    }

    /// Through the layer that a reset put over the screen.
    pub async fn signs_in_again(&self) -> Result<()> {
        self.page
            .fill(
                &format!("{} {DEMO_EMAIL}", self.words.password_for),
                DEMO_PASSWORD,
            )
            .await?;
        self.page.click("button", self.words.sign_in_again).await?;
        self.page.gone("button", self.words.sign_in_again).await
    }

    /// By the rail.
    pub async fn goes_to(&self, screen: &str) -> Result<()> {
        let chosen = self
            .page
            .run(&format!(
                "const link = [...document.querySelectorAll('nav a, nav button')]\
                 .find(e => nameOf(e).startsWith('{screen}')); link.click(); return true"
            ))
            .await;
        chosen?;
        self.page.find("heading", screen).await?;
        Ok(())
    }
}

/// Language (`en`, `it`) and theme (`light`, `dark`), before anything else is touched.
pub async fn dress(page: &Page, language: &str, theme: &str) -> Result<()> {
    page.until("window.__TAURI_INTERNALS__").await?;
    let preferences =
        format!("{{ language: '{language}', theme: '{theme}', cameraLayout: 'grid' }}");
    page.run(&format!(
        "return window.__TAURI_INTERNALS__.invoke('set_preferences', {{ preferences: {preferences} }}).then(() => true)"
    ))
    .await?;
    page.until(&format!("document.documentElement.lang === '{language}'"))
        .await
}
