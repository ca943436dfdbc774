//! Cameras that this computer reaches before they are on the network: by cable, and on a network of their own.

use anyhow::Result;
use porchlight_simulators::improv::Habits;
use porchlight_simulators::thingino::{Firmware, OPEN, WPA2};

use crate::setting_up::SetupWords;
use crate::steps::Owner;

/// What both cameras hear, beside an open one.
pub const WIFI: &str = "Veranda";

pub fn habits(wifi_password: &str) -> Habits {
    Habits {
        networks: vec![
            (WIFI.into(), -48, true),
            (b"Street Cafe".to_vec(), -80, false),
        ],
        password: wifi_password.into(),
        ..Habits::default()
    }
}

pub fn firmware() -> Firmware {
    Firmware {
        networks: vec![(WIFI, -48, WPA2), ("Street Cafe", -80, OPEN)],
        ..Firmware::default()
    }
}

/// The words of one language that reaching such a camera needs.
pub struct ReachWords {
    pub cable: &'static str,
    pub cable_title: &'static str,
    pub camera_name: &'static str,
    pub camera_password: &'static str,
    pub done: &'static str,
    pub join: &'static str,
    pub look: &'static str,
    pub own_network: &'static str,
    pub own_title: &'static str,
    pub talk: &'static str,
    pub there: &'static str,
    pub use_network: &'static str,
}

pub const ENGLISH: ReachWords = ReachWords {
    cable: "Connects by USB cable",
    cable_title: "Plug the camera into this computer",
    camera_name: "Camera name",
    camera_password: "A new password for the camera",
    done: "Done",
    join: "Connect it",
    look: "Look for the camera",
    own_network: "Has its own Wi-Fi network",
    own_title: "Join the camera’s own network",
    talk: "Connect to the camera",
    there: "Found it",
    use_network: "Use this network",
};

pub const ITALIAN: ReachWords = ReachWords {
    cable: "Si collega con un cavo USB",
    cable_title: "Collega la telecamera a questo computer",
    camera_name: "Nome della telecamera",
    camera_password: "Una nuova password per la telecamera",
    done: "Fatto",
    join: "Collegala",
    look: "Cerca la telecamera",
    own_network: "Ha una rete Wi-Fi propria",
    own_title: "Entra nella rete della telecamera",
    talk: "Collegati alla telecamera",
    there: "Trovata",
    use_network: "Usa questa rete",
};

impl Owner {
    pub fn reach_words(&self) -> &'static ReachWords {
        if self.words.welcome == crate::steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// It is the only one that was named, and is chosen already.
    pub async fn has_a_camera_on_a_cable(&self, port: &str) -> Result<()> {
        let words = self.reach_words();
        self.asks_which_camera().await?;
        self.page.click("button", words.cable).await?;
        self.page.find("heading", words.cable_title).await?;
        self.page.reads(port).await?;
        self.page
            .until("document.querySelector('main input[type=radio]:checked')")
            .await
    }

    pub async fn talks_to_it(&self) -> Result<()> {
        let words = self.reach_words();
        self.page.click("button", words.talk).await?;
        self.page.find("heading", words.there).await?;
        Ok(())
    }

    pub async fn has_a_camera_with_its_own_network(&self) -> Result<()> {
        let words = self.reach_words();
        self.asks_which_camera().await?;
        self.page.click("button", words.own_network).await?;
        self.page.find("heading", words.own_title).await?;
        Ok(())
    }

    pub async fn looks_for_it(&self) -> Result<()> {
        let words = self.reach_words();
        self.page.click("button", words.look).await?;
        self.page.find("heading", words.there).await?;
        Ok(())
    }

    /// One of those that the camera hears.
    pub async fn tells_it_the_network(&self, name: &str, password: &str) -> Result<()> {
        let SetupWords { wifi_password, .. } = self.setup_words();
        self.page.click("radio", name).await?;
        let field = format!("{wifi_password} {name}");
        self.page.fill(&field, password).await?;
        let words = self.reach_words();
        self.page.click("button", words.use_network).await?;
        self.page.find("button", words.join).await?;
        Ok(())
    }

    /// It is on the network, or is told to go there.
    pub async fn goes_on_from_there(&self) -> Result<()> {
        self.page.click("button", self.reach_words().done).await?;
        self.sees_cameras().await
    }

    pub async fn lets_it_join(&self) -> Result<()> {
        self.page.click("button", self.reach_words().join).await
    }
}
