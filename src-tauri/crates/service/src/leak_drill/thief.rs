//! A thief has the whole database, and no key that lay outside it. Whatever is tried is tried first by somebody who has the
//! keys: what fails then as well would show nothing.

use std::fs;

use axum::http::Method;
use opaque_ke::ServerLoginParameters;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::{
    ClientLogin, CredentialResponse, Message, ServerLogin, ServerRegistration, ServerSetup,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use rand::rngs::OsRng;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::computer::{Computer, NotDone, finalization};
use super::household::Victim;
use super::serving::Program;
use super::{DrillFailed, During};

const WRONG: &str = "not the password of anybody";

/// Something that must work with the keys, and must not without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    pub what: &'static str,
    pub with_the_keys: bool,
    pub by_the_thief: bool,
    /// What the thief was left with.
    pub left_with: String,
}

impl Tried {
    /// It works for those who may, and for nobody else.
    pub fn is_kept(&self) -> bool {
        self.with_the_keys && !self.by_the_thief
    }
}

pub(super) async fn tries(program: &Program, victim: &Victim) -> Result<Vec<Tried>, DrillFailed> {
    for copy in ["rightful", "thief"] {
        fs::create_dir_all(program.dir.join(copy)).during("copying the database")?;
        fs::copy(program.database("service"), program.database(copy))
            .during("copying the database")?;
    }
    copy_keys(program)?;
    let mut tried = vec![as_it_is(program).await?];
    let rightful = program.serve("rightful", "control").await?;
    let thiefs = program.serve("thief", "marked-as-its-own").await?;
    tried.push(sign_in(&rightful.url, &thiefs.url, victim).await?);
    tried.push(assistant(&rightful.url, &thiefs.url, victim).await?);
    tried.push(moved_address(program, &thiefs.url, &rightful.url, victim).await?);
    tried.push(token(&rightful.url, &thiefs.url, victim).await?);
    thiefs.stop().await?;
    rightful.stop().await?;
    tried.push(guess(program, victim).await?);
    Ok(tried)
}

fn copy_keys(program: &Program) -> Result<(), DrillFailed> {
    let step = "copying the keys for the control";
    let (from, to) = (
        program.dir.join("service-keys"),
        program.dir.join("rightful-keys"),
    );
    fs::create_dir_all(&to).during(step)?;
    for key in fs::read_dir(from).during(step)? {
        let key = key.during(step)?;
        fs::copy(key.path(), to.join(key.file_name())).during(step)?;
    }
    Ok(())
}

/// The service sees that the database is not its own. A thief takes the marks away, and goes on.
async fn as_it_is(program: &Program) -> Result<Tried, DrillFailed> {
    let with_the_keys = program.run("rightful", &["list-accounts"]).await.is_ok();
    let refused = program.run("thief", &["list-accounts"]).await.err();
    let mut database = open(program, "thief").await?;
    for mark in ["DELETE FROM about", "DELETE FROM keys"] {
        let gone = sqlx::query(mark).execute(&mut database).await;
        gone.during("taking the marks away")?;
    }
    Ok(Tried {
        what: "starting a service on the copy",
        with_the_keys,
        by_the_thief: refused.is_none(),
        left_with: "refused to start; the thief takes the marks out of the database and goes on"
            .into(),
    })
}

async fn sign_in(rightful: &str, thiefs: &str, victim: &Victim) -> Result<Tried, DrillFailed> {
    let with_the_keys = signs_in(rightful, victim, &victim.password).await?;
    let right = signs_in(thiefs, victim, &victim.password).await?;
    let wrong = signs_in(thiefs, victim, WRONG).await?;
    Ok(Tried {
        what: "signing in with the right password",
        with_the_keys: with_the_keys.is_none(),
        by_the_thief: right.is_none(),
        left_with: same("the answer is", &said(right), &said(wrong)),
    })
}

/// `None`: it did.
async fn signs_in(
    service: &str,
    victim: &Victim,
    password: &str,
) -> Result<Option<ProblemType>, DrillFailed> {
    match Computer::at(service).sign_in(&victim.email, password).await {
        Ok(()) => Ok(None),
        Err(NotDone::Refused(problem)) => Ok(Some(problem.kind)),
        Err(NotDone::Failed(failed)) => Err(failed),
    }
}

async fn token(rightful: &str, thiefs: &str, victim: &Victim) -> Result<Tried, DrillFailed> {
    let ask = async |service: &str| -> Result<Option<ProblemType>, DrillFailed> {
        let computer = victim.computer.asking(service);
        let nothing: Option<&()> = None;
        let cameras: Result<serde_json::Value, NotDone> =
            computer.ask(Method::GET, path::CAMERAS, nothing).await;
        match cameras {
            Ok(_) => Ok(None),
            Err(not_done) => not_done.reason().map(Some).ok_or_else(|| not_done.into()),
        }
    };
    let (with_the_keys, by_the_thief) = (ask(rightful).await?, ask(thiefs).await?);
    Ok(Tried {
        what: "a session's token, with its device key",
        with_the_keys: with_the_keys.is_none(),
        by_the_thief: by_the_thief.is_none(),
        left_with: format!("the answer is {}", said(by_the_thief)),
    })
}

/// Unlike a session, it is bound to no key of a device: whoever has it comes in where it is known.
async fn assistant(rightful: &str, thiefs: &str, victim: &Victim) -> Result<Tried, DrillFailed> {
    let with_the_keys = victim.assistant.opens(rightful).await?;
    let by_the_thief = victim.assistant.opens(thiefs).await?;
    Ok(Tried {
        what: "a token of a voice assistant",
        with_the_keys,
        by_the_thief,
        left_with: if by_the_thief { "granted" } else { "refused" }.into(),
    })
}

/// The thief's own service knows addresses by another hash. So the thief registers the victim's address there, and gives its
/// hash to the stolen account: now that is the account that is found.
async fn moved_address(
    program: &Program,
    thiefs: &str,
    rightful: &str,
    victim: &Victim,
) -> Result<Tried, DrillFailed> {
    let step = "moving the address to the stolen account";
    Computer::at(thiefs).register(&victim.email, WRONG).await?;
    let mut database = open(program, "thief").await?;
    let index: Vec<u8> = sqlx::query_scalar(
        "DELETE FROM accounts WHERE id = (SELECT id FROM accounts ORDER BY rowid DESC LIMIT 1) RETURNING email_index",
    )
    .fetch_one(&mut database)
    .await
    .during(step)?;
    let moved = sqlx::query("UPDATE accounts SET email_index = $1 WHERE id = $2")
        .bind(index)
        .bind(victim.account.as_bytes().as_slice())
        .execute(&mut database)
        .await
        .during(step)?;
    if moved.rows_affected() != 1 {
        return Err(DrillFailed::new(step, "there is no such account"));
    }
    let with_the_keys = signs_in(rightful, victim, &victim.password).await?;
    let right = signs_in(thiefs, victim, &victim.password).await?;
    let wrong = signs_in(thiefs, victim, WRONG).await?;
    Ok(Tried {
        what: "the same, the account given the address anew",
        with_the_keys: with_the_keys.is_none(),
        by_the_thief: right.is_none(),
        left_with: same("the answer is", &said(right), &said(wrong)),
    })
}

/// Offline: the record is in the thief's hands, and so is the service's half of OPAQUE, but for its setup. What a password
/// turns into depends on a seed in the setup (RFC 9807 §4.1.2), so the right one opens the record no more than a wrong one.
async fn guess(program: &Program, victim: &Victim) -> Result<Tried, DrillFailed> {
    let step = "guessing a password";
    let mut database = open(program, "rightful").await?;
    let record: Vec<u8> = sqlx::query_scalar("SELECT opaque_record FROM accounts WHERE id = $1")
        .bind(victim.account.as_bytes().as_slice())
        .fetch_one(&mut database)
        .await
        .during(step)?;
    let kept = fs::read_to_string(program.dir.join("service-keys/opaque-setup")).during(step)?;
    let kept = Bytes::decode(kept.trim()).unwrap_or_default();
    let kept = ServerSetup::exactly(&kept).ok_or_else(|| DrillFailed::new(step, "the setup"))?;
    let fresh = ServerSetup::new(&mut OsRng);
    let opens =
        async |setup: &ServerSetup, password: &str| opens(setup, &record, victim, password).await;
    let control = opens(&kept, &victim.password).await? && !opens(&kept, WRONG).await?;
    let (right, wrong) = (
        opens(&fresh, &victim.password).await?,
        opens(&fresh, WRONG).await?,
    );
    let outcome = |opened| if opened { "opened" } else { "not opened" };
    Ok(Tried {
        what: "guessing the password against the record",
        with_the_keys: control,
        by_the_thief: right || wrong,
        left_with: same("the record is", outcome(right), outcome(wrong)),
    })
}

/// A whole sign-in without a service, as far as the side that guesses can tell.
async fn opens(
    setup: &ServerSetup,
    record: &[u8],
    victim: &Victim,
    password: &str,
) -> Result<bool, DrillFailed> {
    let step = "guessing a password";
    let start = ClientLogin::start(&mut OsRng, password.as_bytes()).during(step)?;
    let record =
        ServerRegistration::exactly(record).ok_or_else(|| DrillFailed::new(step, "the record"))?;
    let answered = ServerLogin::start(
        &mut OsRng,
        setup,
        Some(record),
        start.message,
        victim.account.as_bytes(),
        ServerLoginParameters::default(),
    )
    .during(step)?;
    let response = CredentialResponse::exactly(&answered.message.serialize())
        .ok_or_else(|| DrillFailed::new(step, "the answer"))?;
    Ok(finalization(start.state, password, response)
        .await
        .is_some())
}

fn same(what: &str, right: &str, wrong: &str) -> String {
    if right == wrong {
        format!("{what} {right} for the right password and for a wrong one")
    } else {
        format!("{what} {right} for the right password, {wrong} for a wrong one")
    }
}

/// `granted`, or the reason of the refusal.
fn said(outcome: Option<ProblemType>) -> String {
    outcome.map_or("granted".into(), |refused| format!("{refused:?}"))
}

async fn open(program: &Program, service: &str) -> Result<SqliteConnection, DrillFailed> {
    SqliteConnectOptions::new()
        .filename(program.database(service))
        .connect()
        .await
        .during("opening the copy")
}
