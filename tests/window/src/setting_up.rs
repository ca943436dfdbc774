//! A new camera from its box to the list, and all of them to a new router, in the owner's words.

use anyhow::Result;

use crate::steps::Owner;

/// The network of the demo home, and its password: public on purpose.
pub const NETWORK: &str = "Porch Network";
pub const NETWORK_PASSWORD: &str = "lamp-by-the-door";
/// Where the demo's cameras can be moved to.
pub const NEW_ROUTER: &str = "New Router";
pub const NEW_ROUTER_PASSWORD: &str = "second-lamp-on-the-porch";

/// The words of one language that setting up needs.
pub struct SetupWords {
    pub begin_move: &'static str,
    pub go_on: &'static str,
    pub hold_demo: &'static str,
    pub kinds: &'static str,
    pub move_entry: &'static str,
    pub move_title: &'static str,
    pub name: &'static str,
    pub networks: &'static str,
    pub online: &'static str,
    pub finish: &'static str,
    pub porchlight: &'static str,
    pub room: &'static str,
    pub set_up: &'static str,
    pub show: &'static str,
    pub show_for: &'static str,
    pub the_code: &'static str,
    pub wifi_password: &'static str,
}

pub const ENGLISH: SetupWords = SetupWords {
    begin_move: "Start with this network",
    go_on: "Continue",
    hold_demo: "Hold a demo camera in front of the code",
    kinds: "Which camera do you have?",
    move_entry: "New router, or a new Wi-Fi password?",
    move_title: "New router or new Wi-Fi password",
    name: "Name",
    networks: "Which network?",
    online: "It’s online",
    finish: "Finish",
    porchlight: "A Porchlight camera",
    room: "Room (optional)",
    set_up: "Set up a camera",
    show: "Show the code",
    show_for: "Show the code to",
    the_code: "Show the code to the camera",
    wifi_password: "Wi-Fi password of",
};

pub const ITALIAN: SetupWords = SetupWords {
    begin_move: "Comincia con questa rete",
    go_on: "Continua",
    hold_demo: "Metti una telecamera di prova davanti al codice",
    kinds: "Che telecamera hai?",
    move_entry: "Nuovo router o nuova password del Wi-Fi?",
    move_title: "Nuovo router o nuova password del Wi-Fi",
    name: "Nome",
    networks: "Quale rete?",
    online: "È online",
    finish: "Fine",
    porchlight: "Una telecamera Porchlight",
    room: "Stanza (facoltativa)",
    set_up: "Configura una telecamera",
    show: "Mostra il codice",
    show_for: "Mostra il codice a",
    the_code: "Mostra il codice alla telecamera",
    wifi_password: "Password Wi-Fi di",
};

impl Owner {
    pub(crate) fn setup_words(&self) -> &'static SetupWords {
        if self.words.welcome == crate::steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// From the list to the choice of a network.
    pub async fn begins_a_set_up(&self) -> Result<()> {
        self.asks_which_camera().await?;
        self.has_a_porchlight_camera().await
    }

    pub async fn asks_which_camera(&self) -> Result<()> {
        let words = self.setup_words();
        self.page.click("button", words.set_up).await?;
        self.page.find("heading", words.kinds).await?;
        Ok(())
    }

    /// The list of networks is there.
    pub async fn has_a_porchlight_camera(&self) -> Result<()> {
        let words = self.setup_words();
        self.page.click("button", words.porchlight).await?;
        self.page.find("heading", words.networks).await?;
        self.page.find("radio", NETWORK).await?;
        Ok(())
    }

    /// One that was heard, with its password.
    pub async fn chooses_network(&self, name: &str, password: &str) -> Result<()> {
        let words = self.setup_words();
        self.page.click("radio", name).await?;
        let field = format!("{} {name}", words.wifi_password);
        self.page.fill(&field, password).await?;
        self.page.click("button", words.go_on).await
    }

    pub async fn shows_the_code(&self) -> Result<()> {
        let words = self.setup_words();
        self.page.find("heading", words.the_code).await?;
        self.page.click("button", words.show).await?;
        self.sees_the_code().await
    }

    /// Its drawing is there, and laid out.
    pub async fn sees_the_code(&self) -> Result<()> {
        self.page
            .until("document.querySelector('[role=dialog] img')?.naturalWidth > 0")
            .await?;
        self.page.settle().await
    }

    pub async fn holds_a_demo_camera_up(&self) -> Result<()> {
        let words = self.setup_words();
        self.page.click("button", words.hold_demo).await
    }

    pub async fn sees_it_online(&self) -> Result<()> {
        self.page.find("heading", self.setup_words().online).await?;
        Ok(())
    }

    pub async fn names_the_new_camera(&self, name: &str, room: &str) -> Result<()> {
        let words = self.setup_words();
        self.sees_it_online().await?;
        self.page.fill(words.name, name).await?;
        self.page.fill(words.room, room).await?;
        self.page.click("button", words.finish).await?;
        self.sees_camera(name).await
    }

    pub async fn begins_a_move(&self, network: &str, password: &str) -> Result<()> {
        let words = self.setup_words();
        self.closes_short_messages().await?;
        self.page.click("button", words.move_entry).await?;
        self.page.find("heading", words.move_title).await?;
        self.page.click("radio", network).await?;
        let field = format!("{} {network}", words.wifi_password);
        self.page.fill(&field, password).await?;
        self.page.click("button", words.begin_move).await
    }

    /// Its code comes up by itself.
    pub async fn shows_the_code_for(&self, camera: &str) -> Result<()> {
        let words = self.setup_words();
        let show = format!("{} {camera}", words.show_for);
        self.page.click("button", &show).await?;
        self.sees_the_code().await
    }
}
