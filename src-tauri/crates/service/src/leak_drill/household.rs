//! Owners who do what owners do, with words that are nowhere else in the world.

use axum::http::Method;
use porchlight_protocol::account::seal_computer_name;
use porchlight_protocol::camera::{CameraProfile, CameraRecord, ProfileWrite};
use porchlight_protocol::email::Email;
use porchlight_protocol::email_change::{EmailChangeRequest, EmailChangeResponse, seal_email};
use porchlight_protocol::event::{PollRequest, PollResponse};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::pairing::{
    ClaimRequest, ClaimResponse, PairingStartRequest, PairingStarted,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{Occasion, Purpose, answer};
use porchlight_protocol::service::path;
use porchlight_protocol::session::ComputerName;
use porchlight_protocol::two_factor::{
    Enrolment, EnrolmentCheckRequest, EnrolmentConfirmRequest, EnrolmentRequest, SecondFactor,
};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

use super::assistant::{self, Held};
use super::canaries::{Canaries, Kind};
use super::computer::{Computer, NotDone, Owner};
use super::serving::{Program, Serving};
use super::{DrillFailed, During};
use crate::clock::Clock;

const OWNERS: usize = 3;
const CAMERAS: usize = 2;
const NOTHING: Option<&()> = None;

/// Of whom the thief knows everything but what only the service has: address, password, a session, what a voice assistant holds.
#[derive(Debug)]
pub(super) struct Victim {
    pub(super) account: Uuid,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) computer: Computer,
    pub(super) assistant: Held,
}

/// Everything that a service sees of its owners in its first days.
pub(super) async fn play(
    serving: &Serving,
    program: &Program,
    canaries: &mut Canaries,
) -> Result<Victim, DrillFailed> {
    assistant::register(program).await?;
    let victim = one_owner(serving, canaries).await?;
    // Before the others: the tools bring everything into the one file, and what is in the log is to be taken as well.
    incident(program, &victim).await?;
    for _ in 1..OWNERS {
        let other = one_owner(serving, canaries).await?;
        two_factor(serving, &other, canaries).await?;
    }
    Ok(victim.who)
}

/// After a crash.
pub(super) async fn come_back(
    serving: &Serving,
    victim: &Victim,
    canaries: &mut Canaries,
) -> Result<(), DrillFailed> {
    let mut computer = Computer::at(&serving.url);
    computer.sign_in(&victim.email, &victim.password).await?;
    canaries.token(Kind::SessionToken, &computer.token);
    let _: serde_json::Value = computer.ask(Method::GET, path::CAMERAS, NOTHING).await?;
    Ok(())
}

struct Played {
    owner: Owner,
    who: Victim,
}

async fn one_owner(serving: &Serving, canaries: &mut Canaries) -> Result<Played, DrillFailed> {
    let email = canaries.word(Kind::EmailAddress, |unique| {
        format!("Ada.{unique}@Porch.example")
    });
    let password = canaries.word(Kind::Password, |unique| format!("lamp {unique} porch"));
    let mut computer = Computer::at(&serving.url);
    let owner = computer.register(&email, &password).await?;
    canaries.key(Kind::VaultKey, owner.vault.expose());
    let written_down = owner.recovery_key.groups();
    canaries.text(Kind::RecoveryKey, &written_down.concat());
    canaries.text(Kind::RecoveryKey, &written_down.join("-"));
    refused(
        computer.register(&email, &password).await,
        ProblemType::AccountExists,
    )?;

    let wrong = canaries.word(Kind::Password, |unique| format!("is it {unique}?"));
    refused(
        computer.sign_in(&email, &wrong).await,
        ProblemType::WrongCredentials,
    )?;
    let mistyped = canaries.word(Kind::EmailAddress, |unique| {
        format!("ada.{unique}@porch.exmaple")
    });
    refused(
        computer.sign_in(&mistyped, &password).await,
        ProblemType::WrongCredentials,
    )?;
    computer.sign_in(&email, &password).await?;
    canaries.token(Kind::SessionToken, &computer.token);
    name_computer(&computer, &owner, canaries).await?;
    for _ in 0..CAMERAS {
        add_camera(serving, &computer, &owner, canaries).await?;
    }

    let mut other = Computer::at(&serving.url);
    other.sign_in(&email, &password).await?;
    canaries.token(Kind::SessionToken, &other.token);
    name_computer(&other, &owner, canaries).await?;
    events(&computer, canaries).await?;
    let ended: Result<(), NotDone> = computer.ask(Method::DELETE, path::SESSIONS, NOTHING).await;
    ended?;
    let cameras: Result<serde_json::Value, NotDone> =
        other.ask(Method::GET, path::CAMERAS, NOTHING).await;
    refused(cameras, ProblemType::SessionEnded)?;
    let email = another_address(&mut computer, &owner, &password, canaries).await?;
    let assistant = assistant::link(serving, &computer, &email, canaries).await?;
    let who = Victim {
        account: owner.account,
        email,
        password,
        computer,
        assistant,
    };
    Ok(Played { owner, who })
}

/// In the place of the one that the account was made with.
async fn another_address(
    computer: &mut Computer,
    owner: &Owner,
    password: &str,
    canaries: &mut Canaries,
) -> Result<String, DrillFailed> {
    let email = canaries.word(Kind::EmailAddress, |unique| {
        format!("ada.{unique}@elsewhere.example")
    });
    let address = Email::parse(&email).ok_or("none");
    let address = address.during("another address")?;
    let change = EmailChangeRequest {
        email: email.clone(),
        sealed_email: Some(seal_email(&address, &owner.vault, owner.account)),
        second_factor: None,
    };
    let _: EmailChangeResponse = computer
        .ask(Method::PUT, path::ACCOUNT_EMAIL, Some(&change))
        .await?;
    computer.sign_in(&email, password).await?;
    canaries.token(Kind::SessionToken, &computer.token);
    Ok(email)
}

async fn name_computer(
    computer: &Computer,
    owner: &Owner,
    canaries: &mut Canaries,
) -> Result<(), DrillFailed> {
    let name = canaries.word(Kind::ComputerName, |unique| format!("Kitchen {unique}"));
    let name = ComputerName {
        sealed_computer_name: seal_computer_name(&name, &owner.vault, owner.account),
    };
    let named: Result<(), NotDone> = computer
        .ask(Method::PUT, path::SESSION_COMPUTER, Some(&name))
        .await;
    Ok(named?)
}

/// It scans a code, is named, and is named otherwise.
async fn add_camera(
    serving: &Serving,
    computer: &Computer,
    owner: &Owner,
    canaries: &mut Canaries,
) -> Result<(), DrillFailed> {
    let asked = PairingStartRequest::default();
    let pairing: PairingStarted = computer
        .ask(Method::POST, path::PAIRINGS, Some(&asked))
        .await?;
    canaries.token(Kind::PairingToken, &pairing.token);
    let mut camera = Computer::at(&serving.url);
    camera.token = pairing.token;
    let says = ClaimRequest {
        model: canaries.readable_word(|unique| format!("Porch Cam {unique}")),
        firmware: "1.8.2".into(),
        signal_dbm: -58,
    };
    let claimed: ClaimResponse = camera
        .ask(Method::POST, path::PAIRING_CLAIM, Some(&says))
        .await?;
    let mut revision = 0;
    for _ in 0..2 {
        let profile = CameraProfile {
            nickname: canaries.word(Kind::CameraName, |unique| {
                format!("Cameretta di Zoè {unique}")
            }),
            room: Some(canaries.word(Kind::Room, |unique| format!("First floor {unique}"))),
            network: Some(canaries.word(Kind::WifiName, |unique| format!("Casa {unique} 5G"))),
            scene: Some("nursery".into()),
        };
        let write = ProfileWrite {
            sealed_profile: profile.seal(&owner.vault, owner.account, claimed.camera),
        };
        let address = path::CAMERA_PROFILE.replace("{id}", &claimed.camera.to_string());
        let headers = [
            ("if-match", format!("\"{revision}\"")),
            (
                "idempotency-key",
                canaries.word(Kind::WriteKey, |unique| {
                    format!("rename the nursery {unique}")
                }),
            ),
        ];
        let written: CameraRecord = computer
            .ask_with(Method::PUT, &address, &headers, Some(&write))
            .await?;
        revision = written.revision;
    }
    Ok(())
}

/// What is waiting is fetched and acknowledged. What it says is the owner's alone.
async fn events(computer: &Computer, canaries: &mut Canaries) -> Result<(), DrillFailed> {
    canaries.text(Kind::Alert, "event-type/session-established");
    let mut poll = PollRequest {
        return_immediately: true,
        ..PollRequest::default()
    };
    let waiting: PollResponse = computer
        .ask(Method::POST, path::EVENTS_POLL, Some(&poll))
        .await?;
    for token in waiting.sets.values() {
        canaries.text(Kind::Alert, token);
    }
    poll.ack = waiting.sets.into_keys().take(1).collect();
    let _: PollResponse = computer
        .ask(Method::POST, path::EVENTS_POLL, Some(&poll))
        .await?;
    Ok(())
}

/// Turned on, and used in each of its ways; one try goes wrong.
async fn two_factor(
    serving: &Serving,
    played: &Played,
    canaries: &mut Canaries,
) -> Result<(), DrillFailed> {
    let step = "two-factor";
    let who = &played.who;
    let asked = EnrolmentRequest {
        label: who.email.clone(),
        second_factor: None,
    };
    let enrolment: Enrolment = who
        .computer
        .ask(Method::POST, path::TWO_FACTOR_ENROLMENT, Some(&asked))
        .await?;
    canaries.text(Kind::TwoFactorSecret, &enrolment.secret);
    let secret = Secret::try_from_base32(&enrolment.secret).during(step)?;
    canaries.key(Kind::TwoFactorSecret, secret.as_bytes());
    for code in &enrolment.recovery_codes {
        canaries.text(Kind::RecoveryCode, code);
        canaries.text(Kind::RecoveryCode, &code.replace('-', ""));
    }
    let totp = Builder::new().with_secret(secret).build().during(step)?;
    let at = |later: i64| -> Result<String, DrillFailed> {
        let moment = u64::try_from(Clock::system().now() + later).during(step)?;
        Ok(totp.generate(moment).to_string())
    };
    let check = EnrolmentCheckRequest { code: at(0)? };
    let checked: Result<(), NotDone> = who
        .computer
        .ask(Method::POST, path::TWO_FACTOR_ENROLMENT_CHECK, Some(&check))
        .await;
    checked?;
    let confirm = EnrolmentConfirmRequest {
        recovery_code: enrolment
            .recovery_codes
            .first()
            .cloned()
            .unwrap_or_default(),
        end_other_sessions: true,
    };
    let confirmed: Result<(), NotDone> = who
        .computer
        .ask(
            Method::POST,
            path::TWO_FACTOR_ENROLMENT_CONFIRM,
            Some(&confirm),
        )
        .await;
    confirmed?;

    let mut other = Computer::at(&serving.url);
    let challenge = other.challenged(&who.email, &who.password).await?;
    let wrong = SecondFactor::RecoveryCode("0000-0000-0000-0000".into());
    refused(
        other.second_factor(challenge, wrong).await,
        ProblemType::WrongRecoveryCode,
    )?;
    // The code of a moment ago is used up, the next one is good already.
    other
        .second_factor(challenge, SecondFactor::Code(at(30)?))
        .await?;
    canaries.token(Kind::SessionToken, &other.token);
    let challenge = other.challenged(&who.email, &who.password).await?;
    let paper = enrolment.recovery_codes.last().cloned().unwrap_or_default();
    other
        .second_factor(challenge, SecondFactor::RecoveryCode(paper))
        .await?;
    canaries.token(Kind::SessionToken, &other.token);
    let service = other
        .session
        .as_ref()
        .map(|session| session.service.issuer());
    let challenge = other.challenged(&who.email, &who.password).await?;
    let occasion = Occasion {
        aud: service.unwrap_or_default(),
        challenge,
        jkt: PublicKey::of(&other.key).thumbprint(),
    };
    let proof = answer(&played.owner.recovery_key, Purpose::SecondFactor, &occasion);
    other
        .second_factor(challenge, SecondFactor::RecoveryKeyProof(proof))
        .await?;
    canaries.token(Kind::SessionToken, &other.token);
    events(&other, canaries).await
}

/// What those who run the service do, and what their tools write and say.
async fn incident(program: &Program, played: &Played) -> Result<(), DrillFailed> {
    let account = played.who.account.to_string();
    for arguments in [
        vec![
            "announce-exposure",
            "--from=2019-12-04",
            "--to=unknown",
            "--data=camera-names:confirmed:sealed",
            "--reason=A copy of the database lay open.",
        ],
        vec![
            "reset-sessions",
            "--signed-in-before=2019-12-26",
            "--account",
            &account,
            "--reason=A copy of the database lay open.",
        ],
        vec!["list-events", "--account", &account],
        vec!["list-accounts"],
        vec!["audit"],
    ] {
        program.run("service", &arguments).await?;
    }
    Ok(())
}

/// A refusal that is expected; anything else shows that the drill does not play what it should.
fn refused<T>(asked: Result<T, NotDone>, expected: ProblemType) -> Result<(), DrillFailed> {
    match asked {
        Err(NotDone::Failed(failed)) => Err(failed),
        Err(NotDone::Refused(problem)) if problem.kind == expected => Ok(()),
        Err(NotDone::Refused(problem)) => {
            Err(DrillFailed::new("the service refused", problem.title))
        }
        Ok(_) => Err(DrillFailed::new(
            "the service did not refuse",
            format!("{expected:?}"),
        )),
    }
}
