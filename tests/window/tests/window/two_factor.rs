//! Two-factor sign-in at the window: on, in with it, in without the phone, off; and what half of it leaves.

use anyhow::{Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::authenticator::Authenticator;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::Household;
use porchlight_window_tests::program::Program;
use porchlight_window_tests::second_factor::ENGLISH as FACTOR;
use porchlight_window_tests::steps::{DEMO_EMAIL, ENGLISH, NEW_PASSWORD, Owner};

use crate::new_camera::read_code;

/// With the codes of oathtool, from the secret that another decoder reads off the screen.
#[tokio::test]
async fn an_owner_turns_it_on_is_reset_comes_back_with_a_code_loses_the_phone_and_comes_back()
-> Result<()> {
    let (home, program, owner) = signed_in().await?;
    let page = &program.page;
    owner.looks_at_two_factor().await?;
    owner.begins_two_factor().await?;
    let picture = home.everything().join("square.png");
    page.picture(&picture).await?;
    let address = read_code(&picture)?;
    std::fs::remove_file(&picture)?;
    let key = owner.reads_the_key().await?;
    ensure!(address.contains(&format!("secret={key}")), "two secrets");
    let mut phone = Authenticator::scans(&address)?;
    let codes = owner.types_the_first_code(&mut phone).await?;
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, &codes[2].to_lowercase())
        .await?;
    page.click("button", FACTOR.turn_on).await?;
    page.find("heading", FACTOR.is_on).await?;
    page.reads("All your computers stay signed in.").await?;

    owner.plays(ENGLISH.reset_everybody).await?;
    owner.is_asked_for_a_code_again().await?;
    let code = phone.shows()?;
    let (left, right) = halves(&code);
    owner.types_a_code(&format!("{left} {right}")).await?;
    page.gone("dialog", "").await?;
    owner.goes_to(ENGLISH.cameras).await?;
    owner.sees_cameras().await?;
    drop(phone);

    owner.plays(ENGLISH.reset_everybody).await?;
    owner.is_asked_for_a_code_again().await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.gone("dialog", "").await?;
    page.reads("You used a recovery code. 9 are left.").await?;
    owner.sees_cameras().await?;

    // And a new phone takes over, with new codes.
    page.click("button", "Set up a new phone").await?;
    owner.types_the_password().await?;
    owner.types_a_recovery_code(&codes[1]).await?;
    page.click("button", "Start the move").await?;
    owner.sees_the_square().await?;
    let mut phone = Authenticator::has(&owner.reads_the_key().await?);
    let new_codes = owner.types_the_first_code(&mut phone).await?;
    ensure!(new_codes.iter().all(|code| !codes.contains(code)));
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, &new_codes[9]).await?;
    page.click("button", "Move now").await?;
    page.find("heading", "Your new authenticator works").await?;

    owner.plays(ENGLISH.reset_everybody).await?;
    owner.is_asked_for_a_code_again().await?;
    owner.types_a_code(&phone.shows()?).await?;
    page.gone("dialog", "").await
}

#[tokio::test]
async fn at_the_porch_a_wrong_code_and_a_used_recovery_code_are_said_and_a_right_code_opens()
-> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    let page = &program.page;
    let (mut phone, codes) = owner.turns_two_factor_on().await?;
    comes_to_the_porch(&owner).await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    page.click("button", ENGLISH.sign_in).await?;
    owner.sees_cameras().await?;
    page.click("button", "I still have it").await?;

    comes_to_the_porch(&owner).await?;
    page.fill(FACTOR.code, "12345a").await?;
    page.reads("Codes from the app only have digits.").await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.reads("This recovery code isn’t right.").await?;
    ensure!(page.value(FACTOR.recovery_code).await? == codes[0]);
    page.click("button", "Use a code from the app").await?;
    owner.types_a_code(&phone.shows()?).await?;
    owner.sees_cameras().await
}

#[tokio::test]
async fn without_phone_and_codes_the_recovery_key_opens_together_with_the_password() -> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    let groups = owner.prepares_an_account(&household.url()).await?;
    let asked = owner.is_asked_for_a_group().await?;
    page.fill(&format!("Group {asked}"), &groups[asked - 1])
        .await?;
    page.click("button", "Create the account").await?;
    page.find("heading", "No cameras yet").await?;
    owner.turns_two_factor_on_with(NEW_PASSWORD).await?;

    signs_out(&owner, "Bench house").await?;
    page.fill(ENGLISH.password, NEW_PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("heading", "One more step").await?;
    page.click("button", "Use the recovery key").await?;
    page.fill("Recovery key", "0000 0000 0000 0000 0000 0000 0000 0000")
        .await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    page.fill("Recovery key", &groups.join(" ").to_lowercase())
        .await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("heading", "No cameras yet").await?;

    // The phone and the codes that were lost no longer work when a new phone has taken over.
    page.click("button", "Set up a new phone").await?;
    page.fill("Password for", NEW_PASSWORD).await?;
    page.click("button", "Use the recovery key").await?;
    page.fill("Recovery key", &groups.join("-")).await?;
    page.click("button", "Start the move").await?;
    owner.sees_the_square().await?;
    let mut phone = Authenticator::has(&owner.reads_the_key().await?);
    let new_codes = owner.types_the_first_code(&mut phone).await?;
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, &new_codes[0]).await?;
    page.click("button", "Move now").await?;
    page.find("heading", "Your new authenticator works").await?;
    Ok(())
}

#[tokio::test]
async fn a_recovery_code_typed_back_wrongly_turns_nothing_on_and_can_be_mended() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    let page = &program.page;
    owner.looks_at_two_factor().await?;
    owner.begins_two_factor().await?;
    let mut phone = Authenticator::has(&owner.reads_the_key().await?);
    let codes = owner.types_the_first_code(&mut phone).await?;
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, "0000-0000-0000-0000")
        .await?;
    page.click("button", FACTOR.turn_on).await?;
    page.reads("This recovery code isn’t right.").await?;
    ensure!(!is_on(&program).await?);
    page.click("button", "Show the codes again").await?;
    ensure!(owner.reads_recovery_codes().await? == codes);
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, &codes[4]).await?;
    page.click("button", FACTOR.turn_on).await?;
    page.find("heading", FACTOR.is_on).await?;
    ensure!(is_on(&program).await?);
    Ok(())
}

#[tokio::test]
async fn turned_off_the_password_alone_opens_again() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    let page = &program.page;
    let (mut phone, _) = owner.turns_two_factor_on().await?;
    page.click("button", "View two-factor").await?;
    page.reads("10 recovery codes left").await?;
    page.click("button", "Turn off").await?;
    page.reads("Your password alone will then open your account.")
        .await?;
    owner.types_the_password().await?;
    owner.types_a_code(&phone.shows()?).await?;
    page.click("button", "Turn two-factor off").await?;
    page.find("heading", "Two-factor is off").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.signs_in_again().await?;
    ensure!(!is_on(&program).await?);
    Ok(())
}

#[tokio::test]
async fn killed_at_any_step_it_is_off_and_nothing_of_it_is_left() -> Result<()> {
    let (home, mut program, mut owner) = signed_in().await?;
    let mut secrets = Vec::new();
    for last_step in ["the square", "the codes", "one of them typed back"] {
        owner.looks_at_two_factor().await?;
        owner.begins_two_factor().await?;
        let key = owner.reads_the_key().await?;
        let mut phone = Authenticator::has(&key);
        secrets.push(key);
        if last_step != "the square" {
            let codes = owner.types_the_first_code(&mut phone).await?;
            if last_step == "one of them typed back" {
                owner.keeps_the_codes().await?;
                program.page.fill(FACTOR.recovery_code, &codes[0]).await?;
            }
            secrets.extend(codes);
        }
        program.kill()?;
        program = home.open().await?;
        owner = Owner::english(&program.page);
        owner.sees_cameras().await?;
        owner.looks_at_two_factor().await?;
        program.page.find("button", FACTOR.begin).await?;
    }
    owner.goes_to(ENGLISH.cameras).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.signs_in_again().await?;
    program.kill()?;
    let words: Vec<_> = secrets.iter().map(String::as_str).collect();
    let found = canary::search(home.everything(), &words)?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn while_it_is_on_the_page_holds_no_secret_of_it() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    let page = &program.page;
    owner.looks_at_two_factor().await?;
    owner.begins_two_factor().await?;
    let key = owner.reads_the_key().await?;
    let mut phone = Authenticator::has(&key);
    let codes = owner.types_the_first_code(&mut phone).await?;
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, &codes[0]).await?;
    page.click("button", FACTOR.turn_on).await?;
    page.find("heading", FACTOR.is_on).await?;
    for secret in codes.iter().chain([&key]) {
        page.does_not_know(secret).await?;
    }
    // Nor does it come back when asked for.
    for command in ["reveal_enrolment", "reveal_recovery_codes"] {
        let answer = page
            .run(&format!(
                "return window.__TAURI_INTERNALS__.invoke('snapshot')\
                 .then(s => window.__TAURI_INTERNALS__.invoke('{command}', {{ connection: s.connections[0].id }}))\
                 .then(() => 'revealed', e => e.code)"
            ))
            .await?;
        ensure!(answer != serde_json::json!("revealed"), "{command}");
    }
    Ok(())
}

async fn signed_in() -> Result<(Home, Program, Owner)> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    Ok((home, program, owner))
}

/// Signs out, and types the password again.
async fn comes_to_the_porch(owner: &Owner) -> Result<()> {
    let page = &owner.page;
    signs_out(owner, "Demo home").await?;
    page.fill(ENGLISH.email, DEMO_EMAIL).await?;
    page.fill(ENGLISH.password, &owner.demo_password().await?)
        .await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("heading", "One more step").await?;
    Ok(())
}

/// To where the password is asked for.
pub(crate) async fn signs_out(owner: &Owner, service: &str) -> Result<()> {
    let page = &owner.page;
    owner.goes_to(ENGLISH.settings).await?;
    page.click("button", &format!("Sign out of {service}"))
        .await?;
    owner.answers("Sign out").await?;
    page.find("heading", ENGLISH.welcome).await?;
    page.click("button", &format!("Sign in to {service}"))
        .await?;
    page.find("textbox", ENGLISH.password).await?;
    Ok(())
}

async fn is_on(program: &Program) -> Result<bool> {
    let state = program
        .page
        .run("return window.__TAURI_INTERNALS__.invoke('snapshot').then(s => s.connections[0].twoFactor.state)")
        .await?;
    Ok(state == serde_json::json!("on"))
}

/// As apps show them.
fn halves(code: &str) -> (&str, &str) {
    code.split_at(code.len() / 2)
}
