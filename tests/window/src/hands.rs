//! What an owner does outside the page: the window's close button, the desktop's own dialogs. A window manager and a
//! keyboard, on a home's screen.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::home::Home;
use crate::page::Page;

/// As GTK calls it where the program does not.
const SAVE_DIALOG: &str = "^Save File$";
/// With the number of unread alerts before it, if there are any.
const MAIN_WINDOW: &str = r"^(\([0-9]+\) )?Porchlight$";

/// Ends its window manager when dropped.
pub struct Hands<'a> {
    home: &'a Home,
    manager: Child,
}

impl<'a> Hands<'a> {
    pub fn on(home: &'a Home) -> Result<Self> {
        let mut manager = home
            .command("openbox")
            // Said when it manages windows.
            .args(["--sm-disable", "--startup", "echo ready"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("openbox does not start: is it installed?")?;
        let stdout = manager.stdout.take().context("openbox has no output")?;
        let hands = Self { home, manager };
        // After what it has to say about its own menu.
        let ready = BufReader::new(stdout)
            .lines()
            .any(|line| line.is_ok_and(|line| line == "ready"));
        ensure!(ready, "openbox ended before it was ready");
        Ok(hands)
    }

    /// Waits for a window whose title is like this (an extended regular expression), as a list of windows shows it.
    pub fn sees_the_window(&self, title: &str) -> Result<()> {
        self.searches(title, &[])
    }

    /// As the button in its frame, or a list of windows, does it. Not by Alt+F4: at the first key of all, openbox lets go
    /// of its shortcuts and takes them anew, and a key that is pressed in between goes to the page (seen on a busy
    /// machine).
    pub fn closes_the_window(&self) -> Result<()> {
        self.activates(MAIN_WINDOW)?;
        self.in_time(&["wmctrl", "-c", ":ACTIVE:"])
    }

    pub fn saves_as(&self, file: &Path) -> Result<()> {
        let path = file.to_str().context("a path that can be typed")?;
        let whole = [
            "key", "ctrl+a", "type", "--args", "1", path, "key", "Return",
        ];
        self.presses(SAVE_DIALOG, &whole)
    }

    /// A click into the middle of the window and nowhere in particular.
    pub fn clicks_into_the_window(&self) -> Result<()> {
        self.presses(MAIN_WINDOW, &["mousemove", "550", "360", "click", "1"])
    }

    pub fn cancels_saving(&self) -> Result<()> {
        self.presses(SAVE_DIALOG, &["key", "Escape"])
    }

    /// To a question of the desktop's own, by the key that has this letter of its button underlined or is Escape or Return.
    pub fn answers(&self, title: &str, key: &str) -> Result<()> {
        self.presses(title, &["key", key])
    }

    /// By keyboard, letter by letter, into a field of the page that is empty.
    pub async fn types(&self, page: &Page, field: &str, text: &str) -> Result<()> {
        self.activates(MAIN_WINDOW)?;
        // What is typed before the page has heard of it goes nowhere.
        page.until("document.hasFocus()").await?;
        page.click("textbox", field).await?;
        let (field, length) = (serde_json::json!(field), text.chars().count());
        page.until(&format!(
            "document.activeElement === find('textbox', {field})"
        ))
        .await?;
        self.xdotool(&["type", "--", text])?;
        // Its length: what is in it must not go through a driver.
        page.until(&format!(
            "find('textbox', {field})?.value.length === {length}"
        ))
        .await
    }

    /// Waits for the window, gives it the focus, and does `what` (xdotool(1)).
    fn presses(&self, window: &str, what: &[&str]) -> Result<()> {
        self.activates(window)?;
        // On its own, because keys for a window that was just searched for are events that programs ignore.
        self.xdotool(what)
    }

    fn activates(&self, window: &str) -> Result<()> {
        self.searches(window, &["windowactivate", "--sync"])
    }

    /// xdotool looks at every window that there is, and ends with one that goes away meanwhile, as those do that a toolkit makes for a
    /// moment at its start: then it looks again.
    fn searches(&self, window: &str, then: &[&str]) -> Result<()> {
        let search = ["xdotool", "search", "--sync", "--onlyvisible", "--name"];
        let command = [&search[..], &[window], then].concat();
        loop {
            let done = self.timed(&command).output()?;
            if done.status.success() {
                return Ok(());
            }
            let said = String::from_utf8_lossy(&done.stderr);
            let went_away = said.contains("BadWindow");
            ensure!(went_away, "{command:?}: {}: {said}", done.status);
        }
    }

    fn xdotool(&self, what: &[&str]) -> Result<()> {
        self.in_time(&[&["xdotool"], what].concat())
    }

    fn in_time(&self, command: &[&str]) -> Result<()> {
        let done = self.timed(command).status()?;
        ensure!(done.success(), "{command:?}: {done}");
        Ok(())
    }

    fn timed(&self, command: &[&str]) -> Command {
        const PATIENCE_S: &str = "20";
        let mut timed = self.home.command("timeout");
        timed.arg(PATIENCE_S).args(command).stdout(Stdio::null());
        timed
    }
}

impl Drop for Hands<'_> {
    fn drop(&mut self) {
        let _ = self.manager.kill();
        let _ = self.manager.wait();
    }
}
