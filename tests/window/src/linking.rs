//! Letting a voice assistant at cameras: the window, and the browser that the program opens, which here has no window.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use porchlight_simulators::browser::{Browser, Shown};

use crate::home::Home;
use crate::steps::Owner;

/// What the window says about it, in one language.
pub struct LinkWords {
    pub alexa_asks: &'static str,
    pub link_alexa: &'static str,
    pub link_alexa_again: &'static str,
    pub link_google: &'static str,
    pub look: &'static str,
    pub page_shows: &'static str,
    pub unlinks_everything: &'static str,
}

const ENGLISH: LinkWords = LinkWords {
    alexa_asks: "Alexa wants to see cameras",
    link_alexa: "Link Alexa",
    link_alexa_again: "Link again: Alexa",
    link_google: "Link Google Assistant",
    look: "Services linked to",
    page_shows: "The page shows",
    unlinks_everything: "The service unlinks everything",
};

const ITALIAN: LinkWords = LinkWords {
    alexa_asks: "Alexa vuole vedere delle telecamere",
    link_alexa: "Collega Alexa",
    link_alexa_again: "Collega di nuovo: Alexa",
    link_google: "Collega Google Assistant",
    look: "Servizi collegati a",
    page_shows: "La pagina mostra",
    unlinks_everything: "Il servizio scollega tutto",
};

/// The desktop's own browser: `xdg-open` of this home writes down where it was sent.
pub struct DesktopBrowser {
    sent: PathBuf,
    seen: usize,
    browser: Browser,
}

/// No program of this home takes addresses of pages, and `xdg-open` says so (its exit code 3). Before the program is opened.
pub fn no_browser(home: &mut Home) -> Result<()> {
    let folder = home.everything().join("no-browser");
    fs::create_dir_all(&folder)?;
    executable(&folder.join("xdg-open"), "#!/bin/sh\nexit 3\n")?;
    for other in ["gio", "gnome-open", "kde-open6", "kde-open5", "kde-open"] {
        executable(&folder.join(other), "#!/bin/sh\nexit 2\n")?;
    }
    let path = std::env::var("PATH").unwrap_or_default();
    home.set("PATH", &format!("{}:{path}", folder.display()));
    // What GTK needs of the system, without the programs that whoever runs the tests has installed.
    for needed in ["glib-2.0", "icons", "mime", "themes"] {
        std::os::unix::fs::symlink(Path::new("/usr/share").join(needed), folder.join(needed))?;
    }
    home.set("XDG_DATA_DIRS", &folder.display().to_string());
    Ok(())
}

impl DesktopBrowser {
    /// Before the program is opened.
    pub fn of(home: &mut Home) -> Result<Self> {
        let folder = home.everything().join("browser");
        fs::create_dir_all(&folder)?;
        let sent = folder.join("sent");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", sent.display());
        executable(&folder.join("xdg-open"), &script)?;
        let path = std::env::var("PATH").unwrap_or_default();
        home.set("PATH", &format!("{}:{path}", folder.display()));
        Ok(Self {
            sent,
            seen: 0,
            browser: Browser::default(),
        })
    }

    /// Follows the next address that the program sends it to.
    pub async fn goes(&mut self) -> Result<Shown> {
        let address = self.is_sent().await?;
        let shown = self.browser.open(&address).await;
        shown.map_err(|why| anyhow!(why))
    }

    /// The next address that the program sends it to.
    pub async fn is_sent(&mut self) -> Result<String> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let sent = fs::read_to_string(&self.sent).unwrap_or_default();
            if let Some(address) = sent.lines().nth(self.seen) {
                self.seen += 1;
                return Ok(address.to_owned());
            }
            ensure!(Instant::now() < end, "the browser was sent nowhere");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The page as it is now.
    pub async fn looks_again(&mut self) -> Result<Shown> {
        self.browser.reload().await.map_err(|why| anyhow!(why))
    }

    /// The next page that the program sends it to shows a number.
    pub async fn shows_a_number(&mut self) -> Result<u8> {
        let shown = self.goes().await?;
        shown
            .number()
            .with_context(|| format!("no number on the page:\n{}", shown.html))
    }
}

impl Owner {
    pub fn link_words(&self) -> &'static LinkWords {
        if self.words.welcome == crate::steps::ITALIAN.welcome {
            &ITALIAN
        } else {
            &ENGLISH
        }
    }

    /// By the security checklist.
    pub async fn looks_at_linked_services(&self) -> Result<()> {
        self.goes_to(self.words.security).await?;
        self.opens_line(self.link_words().look).await
    }

    /// From the linked services to the layer in which the number is wanted.
    pub async fn begins_to_link_alexa(&self, browser: &mut DesktopBrowser) -> Result<u8> {
        self.page
            .click("button", self.link_words().link_alexa)
            .await?;
        let number = browser.shows_a_number().await?;
        self.page
            .find("dialog", self.link_words().alexa_asks)
            .await?;
        Ok(number)
    }

    pub async fn ticks(&self, cameras: &[&str]) -> Result<()> {
        for camera in cameras {
            self.page.click("checkbox", camera).await?;
        }
        Ok(())
    }

    pub async fn chooses(&self, number: u8) -> Result<()> {
        let words = self.link_words().page_shows;
        self.page
            .click("button", &format!("{words} {number}"))
            .await
    }

    /// All the way. The layer is gone, and the room shows what is linked.
    pub async fn links_alexa(&self, browser: &mut DesktopBrowser, cameras: &[&str]) -> Result<()> {
        let number = self.begins_to_link_alexa(browser).await?;
        self.ticks(cameras).await?;
        self.chooses(number).await?;
        self.page.gone("dialog", "").await
    }
}

fn executable(file: &Path, script: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(file, script)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o700))?;
    Ok(())
}
