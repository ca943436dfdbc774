//! What owners do, in their own words: walk into the demo home, sign in, rename, come back.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;

use crate::page::Page;

/// Of every demo home.
pub const DEMO_EMAIL: &str = "demo@porchlight.example";

/// Of the account that an owner makes.
pub const NEW_EMAIL: &str = "grace@porch.example";
pub const NEW_PASSWORD: &str = "four lamps on two porches";

/// The words of one language that the steps need.
pub struct Words {
    pub alerts: &'static str,
    /// A camera of the demo home, as the next.
    pub back_garden: &'static str,
    pub cameras: &'static str,
    pub corrects_itself: &'static str,
    pub day_of_the_leak: &'static str,
    pub demo: &'static str,
    pub demo_home: &'static str,
    pub details_of: &'static str,
    pub email: &'static str,
    pub for_you: &'static str,
    pub front_door: &'static str,
    /// Thinks better of removing a camera.
    pub keep: &'static str,
    pub look_at_computers: &'static str,
    pub mark_all_read: &'static str,
    pub look_at_data: &'static str,
    pub new_password: &'static str,
    pub nickname_of: &'static str,
    pub open_front_door: &'static str,
    pub password: &'static str,
    pub password_for: &'static str,
    pub password_room: &'static str,
    pub rehearsal: &'static str,
    pub rehearse: &'static str,
    pub remove_camera: &'static str,
    pub rename: &'static str,
    pub reset_everybody: &'static str,
    pub reset_title: &'static str,
    pub security: &'static str,
    pub settings: &'static str,
    pub sign_in: &'static str,
    pub sign_in_elsewhere: &'static str,
    pub sign_in_again: &'static str,
    pub sign_in_title: &'static str,
    pub sign_in_to_the_demo_home: &'static str,
    pub sign_out: &'static str,
    pub sign_out_of: &'static str,
    pub waiting: &'static str,
    pub welcome: &'static str,
}

pub const ENGLISH: Words = Words {
    alerts: "Alerts",
    back_garden: "Back garden",
    cameras: "Cameras",
    corrects_itself: "The service corrects itself",
    day_of_the_leak: "The day of the leak",
    demo: "Demo",
    demo_home: "Try the demo home",
    details_of: "Details: ",
    email: "E-mail address",
    for_you: "See what it means",
    front_door: "Front door",
    keep: "Keep",
    look_at_computers: "Computers signed in to",
    mark_all_read: "Mark all read",
    look_at_data: "Your data at",
    new_password: "New password",
    nickname_of: "Name of",
    open_front_door: "Open Front door",
    password: "Password",
    password_for: "Password for",
    password_room: "Change: Password at",
    rehearsal: "Test your recovery options",
    rehearse: "Test: Recovery options for",
    remove_camera: "Remove this camera",
    rename: "Rename",
    reset_everybody: "Sign everyone out",
    reset_title: "You were signed out, and so was everyone else",
    security: "Security",
    settings: "Settings",
    sign_in: "Sign in",
    sign_in_elsewhere: "Sign in from another city",
    sign_in_again: "Sign in again",
    sign_in_title: "Sign in to the demo home",
    sign_in_to_the_demo_home: "Sign in to Demo home",
    sign_out: "Sign out",
    sign_out_of: "Sign out of",
    waiting: "change waiting",
    welcome: "Know that all is well at home.",
};

pub const ITALIAN: Words = Words {
    alerts: "Avvisi",
    back_garden: "Giardino sul retro",
    cameras: "Telecamere",
    corrects_itself: "Il servizio si corregge",
    day_of_the_leak: "Il giorno della fuga di dati",
    demo: "Demo",
    demo_home: "Visita la casa di prova",
    details_of: "Dettagli: ",
    email: "Indirizzo e-mail",
    for_you: "Che cosa significa",
    front_door: "Ingresso",
    keep: "Tieni",
    look_at_computers: "Computer collegati a",
    mark_all_read: "Segna tutti come letti",
    look_at_data: "I tuoi dati presso",
    new_password: "Nuova password",
    nickname_of: "Nome di",
    open_front_door: "Apri Ingresso",
    password: "Password",
    password_for: "Password di",
    password_room: "Cambia: Password di",
    rehearsal: "Prova le tue opzioni di recupero",
    rehearse: "Prova: Opzioni di recupero per",
    remove_camera: "Rimuovi questa telecamera",
    rename: "Rinomina",
    reset_everybody: "Disconnetti tutti",
    reset_title: "La tua sessione è stata chiusa, come quella di tutti",
    security: "Sicurezza",
    settings: "Impostazioni",
    sign_in: "Accedi",
    sign_in_elsewhere: "Accesso da un’altra città",
    sign_in_again: "Accedi di nuovo",
    sign_in_title: "Accedi alla casa di prova",
    sign_in_to_the_demo_home: "Accedi a Casa di prova",
    sign_out: "Disconnetti",
    sign_out_of: "Disconnetti da",
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
        let password = self.demo_password().await?;
        self.page.fill(self.words.password, &password).await?;
        self.page.click("button", self.words.sign_in).await?;
        self.sees_cameras().await
    }

    /// What stands on the sign-in of this demo home.
    pub async fn demo_password(&self) -> Result<String> {
        let password = self
            .page
            .run("return window.__TAURI_INTERNALS__.invoke('reveal_demo_password')")
            .await?;
        let password = password.as_str().context("the demo home has a password")?;
        Ok(password.to_owned())
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

    /// From the first screen of a fresh program to the recovery key of an account at `service`. Returns its groups.
    pub async fn prepares_an_account(&self, service: &str) -> Result<Vec<String>> {
        let page = &self.page;
        page.click("button", "Create an account").await?;
        page.fill("Service address", service).await?;
        page.click("button", "Continue").await?;
        page.find("heading", "Create an account at").await?;
        page.fill(self.words.email, NEW_EMAIL).await?;
        page.fill(self.words.password, NEW_PASSWORD).await?;
        page.fill("Repeat the password", NEW_PASSWORD).await?;
        page.click("button", "Continue").await?;
        self.reads_the_recovery_key().await
    }

    pub async fn reads_the_recovery_key(&self) -> Result<Vec<String>> {
        self.page.find("heading", "Your recovery key").await?;
        self.reads_the_groups().await
    }

    /// Of a recovery key that stands on the screen.
    pub async fn reads_the_groups(&self) -> Result<Vec<String>> {
        let all = "document.querySelectorAll('.paper .key li')";
        self.page.until(&format!("{all}.length === 8")).await?;
        let groups = self
            .page
            .run(&format!("return [...{all}].map(e => tidy(e.textContent))"))
            .await?;
        let groups: Vec<String> = serde_json::from_value(groups)?;
        ensure!(
            groups.len() == 8 && groups.iter().all(|group| group.len() == 4),
            "{groups:?}"
        );
        Ok(groups)
    }

    /// The last step of a new account. Returns which group was asked for, counted from one.
    pub async fn is_asked_for_a_group(&self) -> Result<usize> {
        self.page.click("button", "I’ve saved it").await?;
        self.page.find("heading", "Check your copy").await?;
        let asked = self
            .page
            .run("return nameOf(find('textbox', 'Group ')).replace(/\\D/g, '')")
            .await?;
        Ok(asked.as_str().context("a group is asked for")?.parse()?)
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

    /// The same where nobody can click, because the window is hidden.
    pub async fn plays_behind_a_hidden_window(&self, action: &str) -> Result<()> {
        self.page
            .run(&format!(
                "return window.__TAURI_INTERNALS__.invoke('demo_action', {{ action: '{action}' }}).then(() => true)"
            ))
            .await?;
        Ok(())
    }

    /// Through the layer that a reset put over the screen.
    pub async fn signs_in_again(&self) -> Result<()> {
        self.starts_signing_in_again().await?;
        self.page.click("button", self.words.sign_in_again).await?;
        // Its button goes earlier, as soon as the key is being made.
        self.page.gone("dialog", "").await
    }

    /// The password stands in its field, and is not sent yet.
    pub async fn starts_signing_in_again(&self) -> Result<()> {
        let field = format!("{} {DEMO_EMAIL}", self.words.password_for);
        let password = self.demo_password().await?;
        self.page.fill(&field, &password).await
    }

    /// To where the password is asked for.
    pub async fn signs_out_of_the_demo_home(&self) -> Result<()> {
        self.goes_to(self.words.settings).await?;
        self.page.click("button", self.words.sign_out_of).await?;
        self.answers(self.words.sign_out).await?;
        self.comes_to_the_sign_in_again().await
    }

    /// From the first screen, where the demo home is known.
    async fn comes_to_the_sign_in_again(&self) -> Result<()> {
        let words = self.words;
        self.page.find("heading", words.welcome).await?;
        self.page
            .click("button", words.sign_in_to_the_demo_home)
            .await?;
        self.page.find("heading", words.sign_in_title).await?;
        Ok(())
    }

    /// Back to its first day, by Settings, and in again.
    pub async fn starts_the_demo_home_afresh(&self) -> Result<()> {
        const AFRESH: &str = "Reset the demo home";
        self.goes_to(self.words.settings).await?;
        self.page.click("button", AFRESH).await?;
        self.answers(AFRESH).await?;
        self.comes_to_the_sign_in_again().await?;
        self.signs_in_to_the_demo_home().await
    }

    /// The question that stands over the screen, with this button.
    pub async fn answers(&self, button: &str) -> Result<()> {
        self.page.find("alertdialog", "").await?;
        self.page
            .run(&format!(
                "[...document.querySelectorAll('[role=alertdialog] button')]\
                 .find(e => nameOf(e) === '{button}').click(); return true"
            ))
            .await?;
        self.page.gone("alertdialog", "").await
    }

    /// From the first screen of a fresh program.
    pub async fn arrives_at_the_sign_in_of(&self, service: &str) -> Result<()> {
        let page = &self.page;
        page.click("button", "Porchlight account").await?;
        page.fill("Service address", service).await?;
        page.click("button", "Continue").await?;
        page.find("heading", "Sign in to").await?;
        Ok(())
    }

    /// From the first screen of a fresh program into an account at `service`.
    pub async fn signs_in_at(&self, service: &str, email: &str, password: &str) -> Result<()> {
        let page = &self.page;
        self.arrives_at_the_sign_in_of(service).await?;
        page.fill(self.words.email, email).await?;
        page.fill(self.words.password, password).await?;
        page.click("button", self.words.sign_in).await?;
        page.find("heading", self.words.cameras).await?;
        Ok(())
    }

    /// By the security checklist to the computers of the one connection that there is.
    pub async fn looks_at_computers(&self) -> Result<()> {
        self.goes_to(self.words.security).await?;
        self.opens_line(self.words.look_at_computers).await
    }

    /// Of the security screen, by how it begins; its button has the verb of what there is to do.
    pub async fn opens_line(&self, title: &str) -> Result<()> {
        let line = format!(
            "[...document.querySelectorAll('main li')].find(line => line.querySelector('h2')?.textContent.startsWith(`{title}`))"
        );
        self.page.until(&line).await?;
        self.page
            .run(&format!(
                "{line}.querySelector('button').click(); return true"
            ))
            .await?;
        Ok(())
    }

    /// By the security checklist.
    pub async fn rehearses(&self) -> Result<()> {
        self.goes_to(self.words.security).await?;
        self.page.click("button", self.words.rehearse).await?;
        self.page.find("heading", self.words.rehearsal).await?;
        Ok(())
    }

    /// They go by themselves; until then they may lie over what is at the foot of the window.
    pub async fn closes_short_messages(&self) -> Result<()> {
        let close = "document.querySelectorAll('.toasts .close').forEach(button => button.click())";
        self.page.run(close).await?;
        self.page
            .until("!document.querySelector('.toasts .close')")
            .await
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
    dress_in(page, language, theme, 100).await
}

/// With text of this size, in percent.
pub async fn dress_in(page: &Page, language: &str, theme: &str, percent: u16) -> Result<()> {
    let preferences = format!(
        "{{ language: '{language}', theme: '{theme}', cameraLayout: 'grid', textSize: {percent} }}"
    );
    page.run(&format!(
        "if ({percent} !== 100) window.usual = innerWidth;\
         return window.__TAURI_INTERNALS__.invoke('set_preferences', {{ preferences: {preferences} }}).then(() => true)"
    ))
    .await?;
    page.until(&format!(
        "document.documentElement.lang === '{language}'\
         && (!window.usual || Math.abs(innerWidth * {percent} / 100 - window.usual) < 4)"
    ))
    .await
}
