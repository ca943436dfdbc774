//! Another e-mail address for an account: with fresh proofs, all at once or not at all; and for a day the one before again, from a
//! computer that was signed in before.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::email::Email;
use porchlight_protocol::email_change::{
    EmailChangeRequest, EmailChangeResponse, EmailUndo, EmailUndoRequest, LONGEST_SEALED_EMAIL,
    open_email, seal_email,
};
use porchlight_protocol::event::{EmailChangeUndone, EmailChanged, EndReason};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_service::quotas::EMAIL_CHANGES;
use porchlight_soak::rounds;
use reqwest::Method;

use crate::authenticator::code;
use crate::client::{Computer, EMAIL, House, PASSWORD, Refused, answer};
use crate::new_recovery_key::finishing;
use crate::password;
use crate::program::{real_time, serve};
use crate::second_factor::database;

const NEW: &str = "ada@elsewhere.example";
const THIRD: &str = "ada@third.example";
const DAY: i64 = 24 * 3_600;

impl Computer {
    pub(crate) async fn change_email(
        &self,
        request: &EmailChangeRequest,
    ) -> Result<EmailUndo, Refused> {
        let asked = self.request(Method::PUT, path::ACCOUNT_EMAIL).json(request);
        let answered: EmailChangeResponse = answer(asked.send().await.unwrap()).await?;
        Ok(answered.undo.expect("it is new"))
    }

    pub(crate) async fn undo_email(&self, undo: EmailUndo) -> Result<(), Refused> {
        let change = undo.change;
        let request = EmailUndoRequest { change };
        self.ask(path::ACCOUNT_EMAIL_UNDO, &request).await
    }

    async fn changes_told(&self) -> Vec<EmailChanged> {
        let events = self.open_events(&[]).await.unwrap().into_iter();
        events
            .filter_map(|event| event.events.email_changed)
            .collect()
    }

    async fn undone_told(&self) -> Vec<EmailChangeUndone> {
        let events = self.open_events(&[]).await.unwrap().into_iter();
        events
            .filter_map(|event| event.events.email_change_undone)
            .collect()
    }
}

pub(crate) fn to(email: &str) -> EmailChangeRequest {
    EmailChangeRequest {
        email: email.into(),
        sealed_email: None,
        second_factor: None,
    }
}

fn with(email: &str, factor: SecondFactor) -> EmailChangeRequest {
    EmailChangeRequest {
        second_factor: Some(factor),
        ..to(email)
    }
}

/// The account is found by exactly one of two addresses.
async fn found_by(house: &House, right: &str, wrong: &str) {
    let refused = house.computer().sign_in(wrong, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials, "{wrong}");
    house.computer().sign_in(right, PASSWORD).await.unwrap();
}

/// Another computer of the account, signed in at an address.
async fn at(house: &House, email: &str) -> Computer {
    let mut computer = house.computer();
    computer.sign_in(email, PASSWORD).await.unwrap();
    computer
}

fn end_of(computer: &Computer, refused: Refused) -> EndReason {
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    word.events.session_revoked.unwrap().reason
}

#[tokio::test]
async fn the_new_address_finds_the_account_and_the_old_one_no_longer_does() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let undo = computer.change_email(&to(" Ada@Elsewhere.Example ")).await;
    assert_eq!(undo.unwrap().until, house.hands.now() + DAY);
    found_by(&house, NEW, EMAIL).await;
    computer.cameras().await.expect("this computer stays");
    other.cameras().await.expect("and the others");

    let house = house.restart().await;
    let (done, export) = house.computer().sign_in(NEW, PASSWORD).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose(), "names stay readable");
    // The device key is known at the new address: strangers who try it keep nobody out.
    let mut again = computer.at(&house);
    again.sign_in(NEW, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_borrowed_computer_changes_no_address_without_the_password() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.hands.forward(301);
    let refused = computer.change_email(&to(NEW)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    found_by(&house, EMAIL, NEW).await;
    computer.prove(PASSWORD).await.unwrap();
    computer.change_email(&to(NEW)).await.unwrap();
    let refused = computer.change_email(&to(THIRD)).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::FreshProofNeeded,
        "a proof is good for one change"
    );
}

#[tokio::test]
async fn with_two_factor_on_a_wrong_code_changes_nothing_and_a_right_one_is_used_up() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    house.hands.forward(60);
    let refused = computer.change_email(&to(NEW)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let wrong = code(has.wrong_code(house.hands.now()));
    let refused = computer.change_email(&with(NEW, wrong)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    let (_, known) = house.computer().sign_in_start(NEW, PASSWORD).await;
    known.unwrap();
    house.computer().challenged().await;

    let now = code(has.code(house.hands.now()));
    let good = with(NEW, now.clone());
    computer.change_email(&good).await.unwrap();
    computer.change_email(&good).await.expect("once more");
    computer.prove(PASSWORD).await.unwrap();
    let refused = computer.change_email(&with(THIRD, now)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CodeUsed);
    // Who has lost telephone and codes does it with the recovery key.
    let key = computer.by_key(&house, &owner.recovery_key).await;
    computer.change_email(&with(THIRD, key)).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_asked_for_again_and_nobody_is_told_twice() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    house.hands.forward(3_600);
    let again = computer.change_email(&to(NEW)).await;
    assert_eq!(again.expect("without another proof"), undo);
    assert_eq!(other.changes_told().await.len(), 1);
    other.undo_email(undo).await.unwrap();
    other.undo_email(undo).await.expect("once more");
    assert_eq!(
        computer.cameras().await.unwrap_err().kind(),
        ProblemType::SessionEnded
    );
    found_by(&house, EMAIL, NEW).await;
}

#[tokio::test]
async fn other_computers_are_told_the_address_and_by_whom_and_the_service_reads_neither() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let name = Bytes(vec![9; 80]);
    computer.name_computer(&name).await.unwrap();
    let email = Email::parse(NEW).unwrap();
    let sealed = seal_email(&email, &owner.vault, owner.account);
    let request = EmailChangeRequest {
        sealed_email: Some(sealed),
        ..to(NEW)
    };
    let undo = computer.change_email(&request).await.unwrap();
    let told = other.changes_told().await;
    let [change] = told.as_slice() else {
        panic!("one word: {told:?}")
    };
    assert_eq!(
        (change.undo, change.by_sealed.as_ref()),
        (undo, Some(&name))
    );
    let sealed = change.sealed_email.as_ref().unwrap();
    let opened = open_email(sealed, &owner.vault, owner.account).unwrap();
    assert_eq!(opened, email);
    assert!(computer.changes_told().await.is_empty(), "it knows");

    other.undo_email(undo).await.unwrap();
    assert!(other.undone_told().await.is_empty(), "it knows");
    assert_eq!(at(&house, EMAIL).await.undone_told().await, []);
    let everything = house.close().await;
    for file in std::fs::read_dir(everything.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let content = std::fs::read(&path).unwrap();
            let told = |words: &str| content.windows(words.len()).any(|w| w == words.as_bytes());
            assert!(!told("elsewhere.example"), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn the_longest_names_still_make_an_event_that_there_is_room_for() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let name = Bytes(vec![9; 1_024]);
    computer.name_computer(&name).await.unwrap();
    let sealed = |length| EmailChangeRequest {
        sealed_email: Some(Bytes(vec![7; length])),
        ..to(NEW)
    };
    let refused = computer
        .change_email(&sealed(LONGEST_SEALED_EMAIL + 1))
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidRequest);
    computer
        .change_email(&sealed(LONGEST_SEALED_EMAIL))
        .await
        .unwrap();
    let told = other.changes_told().await;
    assert!(told[0].sealed_email.is_some(), "what they need");
    assert_eq!(told[0].by_sealed, None, "what there is no room for");
    let longest: i64 = sqlx::query_scalar("SELECT MAX(LENGTH(sealed_claims)) FROM events")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap();
    assert!(usize::try_from(longest).unwrap() <= porchlight_service::quotas::LONGEST_EVENT);
}

#[tokio::test]
async fn a_computer_that_was_signed_in_before_puts_the_address_back_and_the_thief_is_signed_out() {
    let house = House::open().await;
    let (owners, _) = house.with_ada().await;
    let laptop = at(&house, EMAIL).await;
    let thief = at(&house, EMAIL).await;
    house.hands.forward(60);
    thief.prove(PASSWORD).await.unwrap();
    let undo = thief.change_email(&to("eve@example.org")).await.unwrap();
    house.hands.forward(60);
    let since = at(&house, "eve@example.org").await;
    let refused = since.undo_email(undo).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SignedInSince);
    since.cameras().await.expect("asking has no cost");

    house.hands.forward(DAY - 121);
    owners.undo_email(undo).await.unwrap();
    found_by(&house, EMAIL, "eve@example.org").await;
    for gone in [&thief, &since] {
        let refused = gone.cameras().await.unwrap_err();
        assert_eq!(end_of(gone, refused), EndReason::RevokedElsewhere);
    }
    laptop.cameras().await.expect("the owner's others stay");
    let told = laptop.undone_told().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].change, undo.change);

    let refused = laptop.undo_email(undo).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::EmailChangeOver,
        "undone already"
    );
    assert_eq!(laptop.undone_told().await.len(), 1);
}

#[tokio::test]
async fn after_a_day_nothing_is_undone_and_nothing_of_the_old_address_is_left() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    house.hands.forward(DAY);
    let refused = other.undo_email(undo).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::EmailChangeOver);
    found_by(&house, NEW, EMAIL).await;
    let kept = async || {
        sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM email_changes")
            .fetch_one(&mut database(&house).await)
            .await
            .unwrap()
    };
    assert_eq!(kept().await, 1, "not looked at yet");
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(kept().await, 0);
}

#[tokio::test]
async fn nobody_else_gets_the_old_address_for_a_day_and_then_anybody() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    let mut eve = house.computer();
    eve.register("eve@example.org", PASSWORD).await;
    eve.sign_in("eve@example.org", PASSWORD).await.unwrap();
    house.hands.forward(DAY - 1);
    let stranger = house.computer();
    let refused = stranger.try_register(EMAIL, "another one").await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.kind(), ProblemType::AccountExists);
    eve.prove(PASSWORD).await.unwrap();
    let refused = eve.change_email(&to(EMAIL)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::AccountExists);
    house.hands.forward(1);
    house.computer().register(EMAIL, "another one").await;
    let refused = computer.undo_email(undo).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::EmailChangeOver);
    found_by(&house, NEW, EMAIL).await;
}

#[tokio::test]
async fn an_address_that_was_put_back_leaves_the_other_one_free_at_once() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    computer.undo_email(undo).await.unwrap();
    computer.cameras().await.expect("who undoes it stays");
    house.computer().register(NEW, "another one").await;
    found_by(&house, EMAIL, NEW).await;
}

#[tokio::test]
async fn an_address_of_another_account_is_told_to_who_has_fresh_proofs_and_seldom() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.computer().register(NEW, PASSWORD).await;
    house.hands.forward(301);
    let refused = computer.change_email(&to(NEW)).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::FreshProofNeeded,
        "and nothing else"
    );
    computer.prove(PASSWORD).await.unwrap();
    for _ in 0..5 {
        let refused = computer.change_email(&to(NEW)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::AccountExists);
    }
    let refused = computer.change_email(&to(NEW)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
    assert!(refused.retry_after.is_some());
    house.hands.forward(3);
    computer.change_email(&to(THIRD)).await.unwrap();
    found_by(&house, THIRD, EMAIL).await;
}

#[tokio::test]
async fn several_changes_in_a_day_are_each_undone_with_what_came_after_and_there_are_not_many() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut made = Vec::new();
    for address in ["1@example.org", EMAIL, "2@example.org", "3@example.org"] {
        computer.prove(PASSWORD).await.unwrap();
        made.push(computer.change_email(&to(address)).await.unwrap());
        house.hands.forward(60);
    }
    computer.undo_email(made[3]).await.unwrap();
    found_by(&house, "2@example.org", "3@example.org").await;
    computer.undo_email(made[1]).await.unwrap();
    found_by(&house, "1@example.org", "2@example.org").await;
    let undone = computer.undo_email(made[2]).await;
    undone.expect("it is undone with the one before");
    computer.undo_email(made[0]).await.unwrap();
    found_by(&house, EMAIL, "1@example.org").await;

    for number in made.len()..EMAIL_CHANGES {
        computer.prove(PASSWORD).await.unwrap();
        let address = format!("{number}@more.example");
        made.push(computer.change_email(&to(&address)).await.unwrap());
    }
    computer.prove(PASSWORD).await.unwrap();
    let refused = computer.change_email(&to(THIRD)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
    // The first of them is a day old by then.
    let wait = i64::from(refused.retry_after.unwrap());
    assert_eq!(house.hands.now() + wait, made[0].until);
    let last = made.last().copied().unwrap();
    computer.undo_email(last).await.expect("that is never kept");
    house.hands.forward(wait);
    computer.prove(PASSWORD).await.unwrap();
    computer.change_email(&to(THIRD)).await.unwrap();
}

#[tokio::test]
async fn of_two_computers_at_once_one_changes_the_address_and_the_other_is_told() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (one, _) = house.with_ada().await;
        let other = at(&house, EMAIL).await;
        let (to_new, to_third) = (to(NEW), to(THIRD));
        let (first, second) =
            tokio::join!(one.change_email(&to_new), other.change_email(&to_third));
        let (right, loser, told) = match (first, second) {
            (Ok(_), Err(refused)) => (NEW, &other, refused),
            (Err(refused), Ok(_)) => (THIRD, &one, refused),
            both => panic!("one of them: {both:?}"),
        };
        assert_eq!(told.kind(), ProblemType::FreshProofNeeded);
        assert_eq!(loser.changes_told().await.len(), 1);
        found_by(&house, right, EMAIL).await;
        let wrong = if right == NEW { THIRD } else { NEW };
        house.computer().register(wrong, PASSWORD).await;
    }
}

#[tokio::test]
async fn a_proof_of_before_the_password_changed_changes_no_address() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let thief = at(&house, EMAIL).await;
    password::change(&computer, &owner, "nine geese over the mill pond")
        .await
        .unwrap();
    let refused = thief.change_email(&to(NEW)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    house
        .computer()
        .sign_in(EMAIL, "nine geese over the mill pond")
        .await
        .unwrap();
}

#[tokio::test]
async fn an_answer_of_a_recovery_key_that_was_replaced_meanwhile_changes_no_address() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let old = computer.by_key(&house, &owner.recovery_key).await;
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let started = computer.start_key(Some(now)).await.unwrap();
    let request = finishing(started, &owner, &RecoveryKey::generate());
    computer.finish_key(&request).await.unwrap();
    let refused = computer.change_email(&with(NEW, old)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    house.computer().challenged().await;
}

#[tokio::test]
async fn an_account_that_is_deleted_meanwhile_leaves_no_address_behind() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    other.prove(PASSWORD).await.unwrap();
    let receipt = other.delete_account(None).await.unwrap();
    let of = |table: &str| {
        let mut all = receipt.tables.iter();
        let found = all.find(|searched| searched.table == table).unwrap();
        (found.removed, found.left)
    };
    assert_eq!(of("email_changes"), (1, 0));
    assert_eq!(of("accounts"), (1, 0));
    for refused in [
        computer.change_email(&to(THIRD)).await.map(drop),
        computer.undo_email(undo).await,
    ] {
        let refused = refused.unwrap_err();
        assert_eq!(end_of(&computer, refused), EndReason::AccountDeleted);
    }
    for address in [EMAIL, NEW] {
        house.computer().register(address, PASSWORD).await;
    }
}

#[tokio::test]
async fn an_account_of_before_gets_another_address_as_well() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut database = database(&house).await;
    for as_before in [
        "DROP TABLE email_changes",
        "DELETE FROM _sqlx_migrations WHERE description = 'email changes'",
    ] {
        sqlx::query(as_before).execute(&mut database).await.unwrap();
    }
    drop(database);
    let house = house.restart().await;
    let computer = computer.at(&house);
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    found_by(&house, NEW, EMAIL).await;
    computer.undo_email(undo).await.unwrap();
    found_by(&house, EMAIL, NEW).await;
}

#[tokio::test]
async fn a_session_that_was_signed_out_changes_nothing_and_undoes_nothing() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    computer.end_other_sessions().await.unwrap();
    for refused in [
        other.undo_email(undo).await,
        other.change_email(&to(THIRD)).await.map(drop),
    ] {
        assert_eq!(refused.unwrap_err().kind(), ProblemType::SessionEnded);
    }
    found_by(&house, NEW, EMAIL).await;
}

#[tokio::test]
async fn what_is_no_address_and_what_is_no_change_is_refused() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    for odd in [
        "",
        "ada",
        "ada@",
        "ada@example..org",
        "a\u{200B}da@example.org",
    ] {
        let refused = computer.change_email(&to(odd)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest, "{odd:?}");
    }
    let undo = computer.change_email(&to(NEW)).await.unwrap();
    let mut eve = house.computer();
    eve.register("eve@example.org", PASSWORD).await;
    eve.sign_in("eve@example.org", PASSWORD).await.unwrap();
    let refused = eve.undo_email(undo).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::EmailChangeOver);
    found_by(&house, NEW, EMAIL).await;
}

#[tokio::test]
async fn when_it_cannot_be_written_down_the_address_stays_and_nobody_is_told() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = at(&house, EMAIL).await;
    let mut database = database(&house).await;
    let full =
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    let room = "DROP TRIGGER full";
    sqlx::query(full).execute(&mut database).await.unwrap();
    computer.change_email(&to(NEW)).await.unwrap_err();
    sqlx::query(room).execute(&mut database).await.unwrap();
    found_by(&house, EMAIL, NEW).await;
    assert_eq!(other.changes_told().await, []);

    let undo = computer.change_email(&to(NEW)).await.unwrap();
    sqlx::query(full).execute(&mut database).await.unwrap();
    other.undo_email(undo).await.unwrap_err();
    sqlx::query(room).execute(&mut database).await.unwrap();
    found_by(&house, NEW, EMAIL).await;
    computer.cameras().await.expect("nobody was signed out");
    other.undo_email(undo).await.unwrap();
    found_by(&house, EMAIL, NEW).await;
}

#[tokio::test]
async fn killed_before_or_after_each_step_the_account_has_one_address_and_never_none() {
    for steps in 0..3 {
        let dir = tempfile::tempdir().unwrap();
        let (running, url) = serve(dir.path(), &[]);
        let hands = real_time();
        let mut computer = Computer::new(&url, hands.clone());
        computer.register(EMAIL, PASSWORD).await;
        computer.sign_in(EMAIL, PASSWORD).await.unwrap();
        let mut undo = None;
        if steps > 0 {
            undo = Some(computer.change_email(&to(NEW)).await.unwrap());
        }
        if steps > 1 {
            computer.undo_email(undo.unwrap()).await.unwrap();
        }
        running.kill();

        let (_running, url) = serve(dir.path(), &[]);
        computer.base = url.trim_end_matches('/').into();
        hands.forward(real_time().now() - hands.now());
        let (right, wrong) = if steps == 1 {
            (NEW, EMAIL)
        } else {
            (EMAIL, NEW)
        };
        let mut fresh = Computer::new(&url, hands);
        let refused = fresh.sign_in(wrong, PASSWORD).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCredentials, "{steps}");
        fresh.sign_in(right, PASSWORD).await.unwrap();
        // Whoever did not hear how it ended says the same once more.
        match (steps, undo) {
            (1, Some(_)) => drop(computer.change_email(&to(NEW)).await.unwrap()),
            (2, Some(undo)) => computer.undo_email(undo).await.unwrap(),
            _ => computer.cameras().await.map(drop).unwrap(),
        }
    }
}
