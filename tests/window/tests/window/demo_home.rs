//! When the demo home's service runs: what listens on a computer, others on it can talk to.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::program::Program;
use porchlight_window_tests::steps::{DEMO_EMAIL, ENGLISH, Owner};

#[tokio::test]
async fn it_listens_only_while_somebody_is_signed_in_there() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    owner.page.find("heading", ENGLISH.welcome).await?;
    ensure!(program.listens_on()?.is_empty());

    owner.signs_in_to_the_demo_home().await?;
    ensure!(!program.listens_on()?.is_empty());

    signs_out(&owner).await?;
    program.stops_listening().await?;

    comes_to_its_sign_in(&owner).await?;
    program.stops_listening().await?;
    owner.signs_in_to_the_demo_home().await?;
    ensure!(!program.listens_on()?.is_empty());
    // The sign-out had arrived there before the service ended.
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname")?;
    let name = name.trim();
    owner.looks_at_computers().await?;
    owner.page.reads("This computer").await?;
    let stays_signed_in = owner
        .page
        .shows("button", &format!("Sign out {name}"))
        .await?;
    ensure!(!stays_signed_in, "the session before is still there");

    program.close().await?;
    comes_back_to_cameras(&home).await?;
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_is_said_although_nothing_listened_before_it() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    signs_out(&owner).await?;
    comes_to_its_sign_in(&owner).await?;
    owner.page.fill(ENGLISH.email, DEMO_EMAIL).await?;
    owner
        .page
        .fill(ENGLISH.password, "not-the-password")
        .await?;
    program.stops_listening().await?;
    owner.page.click("button", ENGLISH.sign_in).await?;
    owner
        .page
        .reads("The e-mail address or the password isn’t right.")
        .await?;
    program.stops_listening().await?;
    owner.signs_in_to_the_demo_home().await
}

/// A password that is typed off the screen, or the name of a network: the typeface would draw 8x3 as a product, and -> as an arrow.
#[tokio::test]
async fn what_is_read_letter_by_letter_is_drawn_letter_by_letter() -> Result<()> {
    const WIDTHS: &str = r#"
        const width = (text, features) => {
            const span = document.createElement('span');
            span.textContent = text;
            span.style.fontFeatureSettings = features;
            document.body.append(span);
            const { width } = span.getBoundingClientRect();
            span.remove();
            return width;
        };
        const text = 'a->b <-> c=>d '.repeat(20);
        return document.fonts.ready.then(() =>
            [width(text, ''), width(text, "'calt' 0"), width(text, "'calt' 1")]);
    "#;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    owner.page.find("heading", ENGLISH.welcome).await?;
    let widths = owner.page.run(WIDTHS).await?;
    let widths: [f64; 3] = serde_json::from_value(widths)?;
    let [drawn, by_letters, as_the_typeface_would] = widths;
    ensure!((drawn - by_letters).abs() < 0.1, "{widths:?}");
    ensure!((drawn - as_the_typeface_would).abs() > 0.1, "{widths:?}");
    Ok(())
}

/// Whoever was signed in is so the next time, and the service runs without being asked for.
async fn comes_back_to_cameras(home: &Home) -> Result<Program> {
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    owner.renames("Garage", "Bicycles").await?;
    owner.sees_everything_sent().await?;
    ensure!(!program.listens_on()?.is_empty());
    Ok(program)
}

async fn signs_out(owner: &Owner) -> Result<()> {
    owner.goes_to(ENGLISH.settings).await?;
    owner.page.click("button", "Sign out of Demo home").await?;
    owner.answers("Sign out").await?;
    owner.page.find("heading", ENGLISH.welcome).await?;
    Ok(())
}

async fn comes_to_its_sign_in(owner: &Owner) -> Result<()> {
    owner.page.click("button", "Sign in to Demo home").await?;
    owner.page.find("textbox", ENGLISH.password).await?;
    Ok(())
}
