//! The computers of an account see each other by name, and can end each other's sessions; strangers cannot.

use porchlight_protocol::account::{open_computer_name, seal_computer_name};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use uuid::Uuid;

use crate::client::{Computer, EMAIL, House, PASSWORD};

fn id(computer: &Computer) -> String {
    computer.session.as_ref().unwrap().session_id.to_string()
}

async fn another_computer(house: &House) -> Computer {
    let mut computer = house.computer();
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    computer
}

#[tokio::test]
async fn the_computers_of_an_account_are_listed_with_their_sealed_names() {
    let house = House::open().await;
    let (study, owner) = house.with_ada().await;
    house.hands.forward(7_200);
    let kitchen = another_computer(&house).await;
    let name = seal_computer_name("Kitchen", &owner.vault, owner.account);
    kitchen.name_computer(&name).await.unwrap();
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();

    let listed = study.sessions().await.unwrap();
    let ids: Vec<_> = listed.iter().map(|s| s.id.to_string()).collect();
    assert_eq!(
        ids,
        [id(&study), id(&kitchen)],
        "oldest first, and no stranger's"
    );
    assert_eq!(
        listed.iter().map(|s| s.current).collect::<Vec<_>>(),
        [true, false]
    );
    let now = house.hands.now();
    assert_eq!(listed[0].created_at, now - 7_200);
    // It has just asked.
    assert_eq!(listed[0].last_used_at, now);
    assert_eq!(listed[0].sealed_computer_name, Bytes::default());
    let opened = open_computer_name(&listed[1].sealed_computer_name, &owner.vault, owner.account);
    assert_eq!(opened.unwrap(), "Kitchen");
    assert!(kitchen.sessions().await.unwrap()[1].current);
    assert_eq!(bob.sessions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn one_computer_ends_the_session_of_another_which_learns_by_whom() {
    let house = House::open().await;
    let (study, owner) = house.with_ada().await;
    let kitchen = another_computer(&house).await;
    let name = seal_computer_name("Kitchen", &owner.vault, owner.account);
    kitchen.name_computer(&name).await.unwrap();
    kitchen.end_session(&id(&study)).await.unwrap();

    let refused = study.cameras().await.unwrap_err();
    let word = study.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::RevokedElsewhere);
    assert_eq!(end.by_sealed, Some(name));
    assert_eq!(kitchen.sessions().await.unwrap().len(), 1);
    let again = kitchen.end_session(&id(&study)).await.unwrap_err();
    assert_eq!(again.kind(), ProblemType::NotFound);
}

#[tokio::test]
async fn a_computer_without_a_name_ends_a_session_and_nobody_is_named() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    let kitchen = another_computer(&house).await;
    kitchen.end_session(&id(&study)).await.unwrap();
    let refused = study.cameras().await.unwrap_err();
    let word = study.verified(&refused.problem.session_ended.unwrap());
    assert_eq!(word.events.session_revoked.unwrap().by_sealed, None);
}

#[tokio::test]
async fn a_session_of_somebody_else_is_not_to_be_found() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    for stranger in [id(&study), Uuid::new_v4().to_string(), "nonsense".into()] {
        let refused = bob.end_session(&stranger).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::NotFound, "{stranger}");
    }
    study.cameras().await.unwrap();
}

#[tokio::test]
async fn all_other_computers_are_signed_out_at_once_and_learn_by_whom() {
    let house = House::open().await;
    let (study, owner) = house.with_ada().await;
    let kitchen = another_computer(&house).await;
    let attic = another_computer(&house).await;
    let name = seal_computer_name("Kitchen", &owner.vault, owner.account);
    kitchen.name_computer(&name).await.unwrap();
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();

    kitchen.end_other_sessions().await.unwrap();
    for over in [&study, &attic] {
        let refused = over.cameras().await.unwrap_err();
        let word = over.verified(&refused.problem.session_ended.unwrap());
        let end = word.events.session_revoked.unwrap();
        assert_eq!(end.reason, EndReason::RevokedElsewhere);
        assert_eq!(end.by_sealed.as_ref(), Some(&name));
    }
    let left = kitchen.sessions().await.unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].current);
    bob.cameras().await.unwrap();
    // Nobody else is left: that is what was wanted.
    kitchen.end_other_sessions().await.unwrap();
    kitchen.cameras().await.unwrap();
}

#[tokio::test]
async fn ending_all_others_from_a_computer_without_a_name_names_nobody() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    let kitchen = another_computer(&house).await;
    kitchen.end_other_sessions().await.unwrap();
    let refused = study.cameras().await.unwrap_err();
    let word = study.verified(&refused.problem.session_ended.unwrap());
    assert_eq!(word.events.session_revoked.unwrap().by_sealed, None);
}

#[tokio::test]
async fn a_computer_that_signed_out_by_itself_is_not_signed_out_again() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    let kitchen = another_computer(&house).await;
    study.end_session(&id(&study)).await.unwrap();
    kitchen.end_other_sessions().await.unwrap();
    let refused = study.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
}

#[tokio::test]
async fn ending_ones_own_session_signs_out() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    study.end_session(&id(&study)).await.unwrap();
    let refused = study.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
}

#[tokio::test]
async fn a_name_is_kept_for_the_session_that_proves_its_key_and_has_a_limit() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    let long = study.name_computer(&Bytes(vec![7; 1_025])).await;
    assert_eq!(long.unwrap_err().kind(), ProblemType::InvalidRequest);
    study.name_computer(&Bytes(vec![7; 1_024])).await.unwrap();
    let thief = Computer {
        token: study.token.clone(),
        ..house.computer()
    };
    for refused in [
        thief.name_computer(&Bytes(vec![8])).await.unwrap_err(),
        thief.sessions().await.unwrap_err(),
        thief.end_session(&id(&study)).await.unwrap_err(),
        thief.end_other_sessions().await.unwrap_err(),
    ] {
        assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    }
    let kept = &study.sessions().await.unwrap()[0].sealed_computer_name;
    assert_eq!(kept.0, [7; 1_024]);
}

#[tokio::test]
async fn sessions_that_are_over_are_not_listed() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    // Unused for longer than a session lives.
    house.hands.forward(31 * 86_400);
    let kitchen = another_computer(&house).await;
    let listed = kitchen.sessions().await.unwrap();
    assert_eq!(listed.len(), 1);
    let gone = kitchen.end_session(&id(&study)).await.unwrap_err();
    assert_eq!(gone.kind(), ProblemType::NotFound);
}
