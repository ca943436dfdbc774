//! `make screens`: the README's pictures, taken from the real window on a virtual display.
//! With `small` as argument: the same at 800×600, into `target/screens-small/`, for a look at tight windows. With `large-text`: the same
//! with text twice as large, each screen from its top to its foot, into `target/screens-large-text/`; what does not fit is told as well.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

use std::path::PathBuf;

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::improv::ImprovCamera;
use porchlight_simulators::thingino::Portal;
use porchlight_window_tests::authenticator::Authenticator;
use porchlight_window_tests::codes::{LINK, OTHER_LINK};
use porchlight_window_tests::forgotten_password::DEMO_KEY;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::setting_up::{
    NETWORK, NETWORK_PASSWORD, NEW_ROUTER, NEW_ROUTER_PASSWORD,
};
use porchlight_window_tests::steps::{self, DEMO_EMAIL, ENGLISH, ITALIAN, Owner, Words};
use porchlight_window_tests::within_reach::{self, WIFI};

/// Where pictures go, and what they are called.
struct Album {
    folder: PathBuf,
    suffix: String,
    large: Option<LargeText>,
}

/// What the window is dressed in besides.
struct LargeText {
    language: String,
    theme: String,
}

impl Album {
    async fn take(&self, page: &Page, name: &str) -> Result<()> {
        let Some(large) = &self.large else {
            return page.picture(&self.file(name)).await;
        };
        // Only for the pictures: what an owner does in between is the same as ever.
        large.text_size(page, 200).await?;
        for line in page.misfits().await? {
            println!("{name}, {}: {line}", self.suffix);
        }
        let mut part = 1;
        while page.scroll_to_part(part).await? {
            page.picture(&self.file(&format!("{name}-{part}"))).await?;
            part += 1;
        }
        page.scroll_to_part(1).await?;
        large.text_size(page, 100).await
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}-{}.png", self.suffix))
    }
}

impl LargeText {
    async fn text_size(&self, page: &Page, percent: u16) -> Result<()> {
        steps::dress_in(page, &self.language, &self.theme, percent).await
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let size = std::env::args().nth(1);
    let (width, height, folder, themes) = match size.as_deref() {
        Some("small") => (800, 600, "target/screens-small", &["light", "dark"][..]),
        Some("large-text") => (800, 600, "target/screens-large-text", &["light"][..]),
        _ => (1100, 720, "tests/window/pictures", &["light", "dark"][..]),
    };
    for (language, words) in [("en", &ENGLISH), ("it", &ITALIAN)] {
        for theme in themes {
            let mut home = Home::with_screen(Keychain::Unlocked, width, height)?;
            let mut browser = DesktopBrowser::of(&mut home)?;
            let camera = ImprovCamera::plug_in(within_reach::habits(NETWORK_PASSWORD))?;
            let portal = Portal::open(within_reach::firmware()).await?;
            let around = ["--serial-port", camera.port(), "--camera-page"];
            let program = home
                .open_with(&[&around[..], &[&portal.url()]].concat())
                .await?;
            if size.is_some() {
                program
                    .page
                    .client()
                    .set_window_rect(0, 0, width, height)
                    .await?;
            }
            steps::dress(&program.page, language, theme).await?;
            let owner = Owner {
                page: program.page.clone(),
                words,
            };
            let album = Album {
                folder: folder.into(),
                suffix: format!("{theme}-{language}"),
                large: (size.as_deref() == Some("large-text")).then(|| LargeText {
                    language: language.to_owned(),
                    theme: (*theme).to_owned(),
                }),
            };
            take_all(&owner, words, &mut browser, camera.port(), &album).await?;
            println!("{language}, {theme}: done");
        }
    }
    Ok(())
}

/// From the camera's box to its name, with the picture of a code that a real camera could read: the demo's own.
async fn take_the_setup(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.asks_which_camera().await?;
    album.take(page, "set-up").await?;
    owner.has_a_porchlight_camera().await?;
    album.take(page, "network").await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    owner.shows_the_code().await?;
    album.take(page, "code").await?;
    owner.holds_a_demo_camera_up().await?;
    owner.sees_it_online().await?;
    album.take(page, "online").await?;
    owner.names_the_new_camera("Side gate", "Garden").await?;
    owner.begins_a_move(NEW_ROUTER, NEW_ROUTER_PASSWORD).await?;
    owner.shows_the_code_for(owner.words.front_door).await?;
    owner.holds_a_demo_camera_up().await?;
    page.gone("dialog", "").await?;
    album.take(page, "move").await?;
    owner.goes_to(owner.words.cameras).await
}

/// A camera on a cable, and one with a network of its own.
async fn take_the_cameras_within_reach(owner: &Owner, port: &str, album: &Album) -> Result<()> {
    let (page, words) = (&owner.page, owner.reach_words());
    owner.has_a_camera_on_a_cable(port).await?;
    album.take(page, "cable").await?;
    owner.talks_to_it().await?;
    page.find("radio", WIFI).await?;
    album.take(page, "cable-networks").await?;
    owner.tells_it_the_network(WIFI, NETWORK_PASSWORD).await?;
    album.take(page, "cable-join").await?;
    owner.lets_it_join().await?;
    page.until("document.querySelector('main .there')").await?;
    album.take(page, "cable-online").await?;
    owner.goes_on_from_there().await?;
    owner.has_a_camera_with_its_own_network().await?;
    album.take(page, "own-network").await?;
    owner.looks_for_it().await?;
    owner.tells_it_the_network(WIFI, NETWORK_PASSWORD).await?;
    page.fill(words.camera_password, "four lamps on two porches")
        .await?;
    album.take(page, "own-network-join").await?;
    owner.lets_it_join().await?;
    page.until("document.querySelector('main .there')").await?;
    album.take(page, "own-network-told").await?;
    owner.goes_on_from_there().await
}

/// On, reset, and asked for. The secrets in the pictures open the demo home of this run, and it is gone afterwards.
async fn take_two_factor(owner: &Owner, album: &Album) -> Result<Vec<String>> {
    let (page, words) = (&owner.page, owner.factor_words());
    owner.looks_at_two_factor().await?;
    owner.begins_two_factor().await?;
    album.take(page, "two-factor").await?;
    let mut phone = Authenticator::has(&owner.reads_the_key().await?);
    let codes = owner.types_the_first_code(&mut phone).await?;
    album.take(page, "recovery-codes").await?;
    owner.keeps_the_codes().await?;
    page.fill(words.recovery_code, &codes[0]).await?;
    page.click("button", words.turn_on).await?;
    page.find("heading", words.is_on).await?;
    owner.goes_to(owner.words.cameras).await?;
    owner.plays(owner.words.reset_everybody).await?;
    owner.is_asked_for_a_code_again().await?;
    album.take(page, "sign-in-code").await?;
    owner.types_a_code(&phone.shows()?).await?;
    page.gone("dialog", "").await?;
    Ok(codes)
}

/// At the sign-in, where two-factor is off: a day has to pass. Afterwards the owner is in again.
async fn take_the_day_that_passes(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.signs_out_of_the_demo_home().await?;
    page.fill(owner.words.email, DEMO_EMAIL).await?;
    owner.has_forgotten_the_password().await?;
    album.take(page, "forgotten-password").await?;
    owner.shows_the_recovery_key(DEMO_KEY).await?;
    page.find("heading", owner.forgotten_words().day).await?;
    album.take(page, "forgotten-password-day").await?;
    page.click("button", owner.forgotten_words().back).await?;
    page.find("heading", owner.words.sign_in_title).await?;
    album.take(page, "forgotten-password-sign-in").await?;
    owner.signs_in_to_the_demo_home().await
}

/// Over a reset, where two-factor is on.
async fn take_the_forgotten_password(owner: &Owner, codes: &[String], album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.plays(owner.words.reset_everybody).await?;
    owner.has_forgotten_the_password().await?;
    album.take(page, "forgotten-password-reset").await?;
    owner.shows_the_recovery_key(DEMO_KEY).await?;
    owner.gives_a_recovery_code(&codes[1]).await?;
    owner
        .types_the_new_password("nine geese over the mill pond")
        .await?;
    page.until("document.querySelectorAll('.relogin .new [role=status] p').length > 0")
        .await?;
    album.take(page, "forgotten-password-choose").await?;
    owner.uses_it().await?;
    page.gone("dialog", "").await?;
    page.find("button", owner.forgotten_words().new_key).await?;
    album.take(page, "forgotten-password-back").await
}

/// Seen by somebody, and another one that could take its place.
async fn take_the_recovery_key(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.looks_at_the_recovery_key().await?;
    owner.says_that_somebody_has_seen_it().await?;
    album.take(page, "recovery-key").await?;
    let password = owner.demo_password().await?;
    owner.makes_another_key(&password).await?;
    album.take(page, "recovery-key-new").await
}

/// Another address asked for, in its place, and put back.
async fn take_the_address(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.looks_at_the_address().await?;
    owner.wants_another_address().await?;
    let password = owner.demo_password().await?;
    let address = "ada@elsewhere.example";
    owner.types_the_address(address, &password).await?;
    album.take(page, "email-address-new").await?;
    owner.uses_the_address().await?;
    owner.signs_in_with(address).await?;
    album.take(page, "email-address-changed").await?;
    owner.looks_at_the_address().await?;
    album.take(page, "email-address").await?;
    owner.puts_the_old_address_back().await
}

/// An account for codes from its key to its code, beside another one.
async fn take_the_codes(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.opens_the_codes().await?;
    page.until("document.querySelector('main .empty')").await?;
    album.take(page, "codes-none").await?;
    owner.pastes("482 913").await?;
    page.until("document.querySelector('main [role=alert] p')")
        .await?;
    album.take(page, "codes-add").await?;
    let words = owner.code_words();
    page.fill(words.field, LINK).await?;
    page.click("button", words.go_on).await?;
    owner.tries_the_code().await?;
    album.take(page, "codes-try").await?;
    owner.keeps_the_account().await?;
    owner.pastes(OTHER_LINK).await?;
    owner.tries_the_code().await?;
    owner.keeps_the_account().await?;
    owner.shows_the_code_of("Ring").await?;
    album.take(page, "codes").await
}

/// The notice with its correction, and the way back.
async fn take_the_leak(owner: &Owner, album: &Album) -> Result<()> {
    let (page, words) = (&owner.page, owner.words);
    owner.goes_to(words.alerts).await?;
    page.click("button", words.for_you).await?;
    owner.plays(words.corrects_itself).await?;
    page.until("document.querySelectorAll('main .said ol > li').length === 2")
        .await?;
    album.take(page, "exposure").await?;
    owner.goes_to(words.security).await?;
    page.until("document.querySelector('main [aria-current=step]')")
        .await?;
    album.take(page, "guide").await?;
    owner.goes_to(words.cameras).await
}

/// Alexa asks, is linked, and is unlinked by an incident.
async fn take_the_links(owner: &Owner, browser: &mut DesktopBrowser, album: &Album) -> Result<()> {
    let (page, words) = (&owner.page, owner.link_words());
    owner.looks_at_linked_services().await?;
    page.until("document.querySelector('main .none')").await?;
    album.take(page, "integrations-none").await?;
    let number = owner.begins_to_link_alexa(browser).await?;
    owner
        .ticks(&[owner.words.front_door, owner.words.back_garden])
        .await?;
    album.take(page, "link-request").await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    owner.plays(words.unlinks_everything).await?;
    page.find("button", words.link_alexa_again).await?;
    page.click("button", words.link_google).await?;
    let number = browser.shows_a_number().await?;
    owner.ticks(&[owner.words.front_door]).await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    owner.closes_short_messages().await?;
    album.take(page, "integrations").await
}

/// The owner looks, and keeps the camera.
async fn take_the_removal(owner: &Owner, words: &Words, album: &Album) -> Result<()> {
    let page = &owner.page;
    page.click("button", words.open_front_door).await?;
    album.take(page, "camera").await?;
    page.click("button", words.remove_camera).await?;
    page.until("document.querySelector('[role=alertdialog]')")
        .await?;
    album.take(page, "remove-camera").await?;
    owner.answers(words.keep).await
}

async fn take_all(
    owner: &Owner,
    words: &Words,
    browser: &mut DesktopBrowser,
    port: &str,
    album: &Album,
) -> Result<()> {
    let page = &owner.page;
    page.find("heading", words.welcome).await?;
    album.take(page, "welcome").await?;
    owner.arrives_at_sign_in().await?;
    album.take(page, "sign-in").await?;
    owner.signs_in_to_the_demo_home().await?;
    album.take(page, "cameras").await?;
    take_the_removal(owner, words, album).await?;
    owner.goes_to(words.security).await?;
    album.take(page, "security").await?;
    owner.looks_at_computers().await?;
    page.until("document.querySelector('main li')").await?;
    album.take(page, "computers").await?;
    take_the_links(owner, browser, album).await?;
    take_the_codes(owner, album).await?;
    owner.rehearses().await?;
    album.take(page, "rehearsal").await?;
    take_the_recovery_key(owner, album).await?;
    take_the_address(owner, album).await?;
    owner.goes_to(words.security).await?;
    page.click("button", words.password_room).await?;
    page.fill(words.new_password, "marigold77").await?;
    // How strong it is, and what would help: it has been weighed.
    page.until("document.querySelectorAll('main .new [role=status] p').length > 1")
        .await?;
    album.take(page, "password").await?;
    // Otherwise the owner is asked before the screen is left.
    page.clear(words.new_password).await?;
    owner.looks_at_their_data().await?;
    album.take(page, "your-data").await?;
    owner.goes_to(words.settings).await?;
    album.take(page, "settings").await?;
    owner.goes_to(words.cameras).await?;
    take_the_setup(owner, album).await?;
    take_the_cameras_within_reach(owner, port, album).await?;
    owner.starts_renaming(words.back_garden, "Apple tr").await?;
    album.take(page, "rename").await?;
    owner.plays(words.day_of_the_leak).await?;
    page.find("heading", words.reset_title).await?;
    album.take(page, "reset").await?;
    owner.signs_in_again().await?;
    take_the_leak(owner, album).await?;
    take_the_inbox(owner, album).await?;
    take_the_day_that_passes(owner, album).await?;
    let codes = take_two_factor(owner, album).await?;
    take_the_forgotten_password(owner, &codes, album).await
}

/// After a reset and a sign-in from elsewhere, which is opened; the others of the room are read afterwards.
async fn take_the_inbox(owner: &Owner, album: &Album) -> Result<()> {
    let page = &owner.page;
    owner.plays(owner.words.sign_in_elsewhere).await?;
    owner.closes_short_messages().await?;
    owner.goes_to(owner.words.alerts).await?;
    page.until("document.querySelectorAll('main [aria-expanded]').length > 1")
        .await?;
    page.click("button", owner.words.details_of).await?;
    page.until("!document.querySelector('main li.sheet').classList.contains('unread')")
        .await?;
    album.take(page, "alerts").await?;
    page.click("button", owner.words.mark_all_read).await?;
    page.until("!document.querySelector('main .unread')")
        .await?;
    owner.closes_short_messages().await
}
