//! Trying a recovery code out: a true answer, and no consequences.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{RecoveryCodeRehearsal, RecoveryCodesLeft};

use crate::authenticator::recovery;
use crate::client::{Computer, House, PASSWORD, Refused};

impl Computer {
    async fn rehearse(&self, typed: &str) -> Result<u32, Refused> {
        let request = RecoveryCodeRehearsal {
            recovery_code: typed.into(),
        };
        let path = path::TWO_FACTOR_RECOVERY_CODES_REHEARSAL;
        let left: RecoveryCodesLeft = self.ask(path, &request).await?;
        Ok(left.recovery_codes_left)
    }
}

#[tokio::test]
async fn a_rehearsed_code_is_not_used_up_and_nobody_is_told() {
    let house = House::open().await;
    let (mut computer, has) = house.with_two_factor().await;
    let told = computer.open_events(&[]).await.unwrap().len();
    for paper in &has.recovery_codes {
        assert_eq!(computer.rehearse(paper).await.unwrap(), 10);
        let sloppy = paper.to_lowercase().replace('-', " ");
        assert_eq!(computer.rehearse(&sloppy).await.unwrap(), 10);
    }
    assert_eq!(computer.open_events(&[]).await.unwrap().len(), told);
    let paper = &has.recovery_codes[4];
    computer.sign_in_with(recovery(paper)).await.unwrap();
    let refused = computer.rehearse(paper).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryCode, "it is used");
    assert_eq!(computer.rehearse(&has.recovery_codes[5]).await.unwrap(), 9);
}

#[tokio::test]
async fn a_borrowed_computer_learns_nothing_about_codes() {
    let house = House::open().await;
    let (computer, has) = house.with_two_factor().await;
    house.hands.forward(301);
    for typed in [has.recovery_codes[0].as_str(), "AAAA-BBBB-CCCC-DDDD"] {
        let refused = computer.rehearse(typed).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    }
}

#[tokio::test]
async fn without_two_factor_there_is_nothing_to_rehearse() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let refused = computer.rehearse("AAAA-BBBB-CCCC-DDDD").await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TwoFactorOff);
}

#[tokio::test]
async fn guessing_costs_growing_waits_and_keeps_nobody_out() {
    let house = House::open().await;
    let (computer, has) = house.with_two_factor().await;
    let (mut guesses, mut waits) = (0, Vec::new());
    while waits.len() < 4 {
        let refused = computer.rehearse("AAAA-BBBB-CCCC-DDDD").await.unwrap_err();
        if refused.kind() == ProblemType::WrongRecoveryCode {
            guesses += 1;
            continue;
        }
        assert_eq!(refused.kind(), ProblemType::TooManyTries);
        let right = computer.rehearse(&has.recovery_codes[0]).await;
        let too = right.unwrap_err().kind();
        assert_eq!(too, ProblemType::TooManyTries, "also a right one");
        waits.push(refused.retry_after.unwrap());
        house.hands.forward(waits[waits.len() - 1].into());
    }
    assert!(guesses < 20, "{guesses}");
    assert!(waits.is_sorted_by(|one, next| one < next), "{waits:?}");
    let paper = recovery(&has.recovery_codes[0]);
    house
        .computer()
        .sign_in_with(paper)
        .await
        .expect("what is rehearsed is not what is locked");
    computer.prove(PASSWORD).await.unwrap();
    computer.rehearse(&has.recovery_codes[1]).await.unwrap();
    let refused = computer.rehearse("AAAA-BBBB-CCCC-DDDD").await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryCode);
}
