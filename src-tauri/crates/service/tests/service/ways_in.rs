//! Whatever an owner does with two-factor, and whatever somebody else guesses: what the owner holds opens the account.

use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_soak::rounds;
use proptest::prelude::*;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, House, PASSWORD};

#[derive(Clone, Copy, Debug)]
enum Step {
    /// The owner sees the secret and the codes, or the answer is lost.
    Enrol {
        answered: bool,
    },
    Confirm,
    ConfirmWrongly,
    SignIn,
    SignInByRecoveryCode,
    SignInByRecoveryKey,
    /// Nothing else is left: another authenticator.
    EnrolByRecoveryKey,
    AskForRecoveryCodes {
        answered: bool,
    },
    ConfirmRecoveryCodes,
    TurnOff,
    TurnOffByRecoveryCode,
    TurnOffByRecoveryKey,
    /// By somebody who knows the password.
    Guess {
        times: u8,
    },
    Wait {
        minutes: u8,
    },
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    prop_oneof![
        3 => any::<bool>().prop_map(|answered| Enrol { answered }),
        4 => Just(Confirm),
        1 => Just(ConfirmWrongly),
        3 => Just(SignIn),
        2 => Just(SignInByRecoveryCode),
        2 => Just(SignInByRecoveryKey),
        1 => Just(EnrolByRecoveryKey),
        1 => any::<bool>().prop_map(|answered| AskForRecoveryCodes { answered }),
        2 => Just(ConfirmRecoveryCodes),
        1 => Just(TurnOff),
        1 => Just(TurnOffByRecoveryCode),
        1 => Just(TurnOffByRecoveryKey),
        1 => (1..8_u8).prop_map(|times| Guess { times }),
        1 => (1..15_u8).prop_map(|minutes| Wait { minutes }),
        1 => Just(Restart),
    ]
}

/// The owner, and what the owner holds.
struct Household {
    house: House,
    computer: Computer,
    recovery_key: RecoveryKey,
    /// In force as the owner sees it.
    holds: Option<Authenticator>,
    /// Shown, not typed back yet.
    shown: Option<Authenticator>,
    new_codes: Option<Vec<String>>,
}

impl Household {
    async fn new() -> Self {
        let house = House::open().await;
        let (computer, owner) = house.with_ada().await;
        Self {
            house,
            computer,
            recovery_key: owner.recovery_key,
            holds: None,
            shown: None,
            new_codes: None,
        }
    }

    fn now(&self) -> i64 {
        self.house.hands.now()
    }

    /// Beyond the wait that guesses may have caused, and to a code that was not used.
    fn later(&self) {
        self.house.hands.forward(3_660);
    }

    async fn take(&mut self, step: Step) {
        self.house.hands.forward(61);
        match step {
            Step::Enrol { answered } => self.enrol(answered).await,
            Step::Confirm => self.confirm().await,
            Step::ConfirmWrongly => {
                let wrong = self.computer.confirm("000000", "0000-0000-0000-0000").await;
                assert!(wrong.is_err());
            }
            Step::SignIn => self.sign_in().await,
            Step::SignInByRecoveryCode => self.sign_in_by_recovery_code().await,
            Step::SignInByRecoveryKey => self.sign_in_by_recovery_key().await,
            Step::EnrolByRecoveryKey => self.enrol_by_recovery_key().await,
            Step::AskForRecoveryCodes { answered } => self.ask_for_codes(answered).await,
            Step::ConfirmRecoveryCodes => self.confirm_codes().await,
            Step::TurnOff => self.turn_off(false).await,
            Step::TurnOffByRecoveryCode => self.turn_off(true).await,
            Step::TurnOffByRecoveryKey => self.turn_off_by_recovery_key().await,
            Step::Guess { times } => self.guess(times).await,
            Step::Wait { minutes } => self.house.hands.forward(60 * i64::from(minutes)),
            Step::Restart => {
                let house = std::mem::replace(&mut self.house, House::open().await);
                self.house = house.restart().await;
                self.computer.base = self.house.computer().base;
            }
        }
    }

    async fn enrol(&mut self, answered: bool) {
        self.later();
        self.computer.prove(PASSWORD).await.unwrap();
        let now = self.holds.as_ref().map(|has| code(has.code(self.now())));
        let enrolment = self.computer.enrol(now).await.unwrap();
        self.shown = answered.then(|| Authenticator::of(&enrolment));
        self.new_codes = None;
    }

    async fn confirm(&mut self) {
        let Some(shown) = self.shown.take() else {
            return;
        };
        let (now, paper) = (shown.code(self.now()), &shown.recovery_codes[0]);
        // Otherwise it has lapsed: what was there is there.
        if self.computer.confirm(&now, paper).await.is_ok() {
            self.holds = Some(shown);
        }
    }

    async fn sign_in(&mut self) {
        self.later();
        match &self.holds {
            Some(has) => {
                let now = code(has.code(self.now()));
                self.computer.sign_in_with(now).await.unwrap();
            }
            None => drop(self.computer.sign_in(EMAIL, PASSWORD).await.unwrap()),
        }
    }

    async fn sign_in_by_recovery_code(&mut self) {
        let Some(paper) = self.holds.as_mut().and_then(|has| has.recovery_codes.pop()) else {
            return;
        };
        self.computer.sign_in_with(recovery(paper)).await.unwrap();
    }

    async fn sign_in_by_recovery_key(&mut self) {
        if self.holds.is_none() {
            return;
        }
        let (house, key) = (&self.house, &self.recovery_key);
        self.computer.sign_in_by_key(house, key).await.unwrap();
    }

    async fn enrol_by_recovery_key(&mut self) {
        if self.holds.is_none() {
            return;
        }
        self.computer.prove(PASSWORD).await.unwrap();
        let factor = self.computer.by_key(&self.house, &self.recovery_key).await;
        let enrolment = self.computer.enrol(Some(factor)).await.unwrap();
        self.shown = Some(Authenticator::of(&enrolment));
        self.new_codes = None;
    }

    async fn ask_for_codes(&mut self, answered: bool) {
        self.later();
        let Some(has) = &self.holds else { return };
        self.computer.prove(PASSWORD).await.unwrap();
        let now = code(has.code(self.now()));
        let new = self.computer.new_recovery_codes(&now).await.unwrap();
        self.new_codes = answered.then_some(new.recovery_codes);
        self.shown = None;
    }

    async fn confirm_codes(&mut self) {
        let (Some(has), Some(new)) = (&mut self.holds, self.new_codes.take()) else {
            return;
        };
        if self.computer.confirm_recovery_codes(&new[9]).await.is_ok() {
            has.recovery_codes = new;
        }
    }

    async fn turn_off(&mut self, by_recovery_code: bool) {
        self.later();
        let Some(mut has) = self.holds.take() else {
            return;
        };
        let factor = match has.recovery_codes.pop() {
            Some(paper) if by_recovery_code => recovery(paper),
            Some(_) | None => code(has.code(self.now())),
        };
        self.computer.prove(PASSWORD).await.unwrap();
        self.computer.turn_off(factor, false).await.unwrap();
        (self.shown, self.new_codes) = (None, None);
    }

    async fn turn_off_by_recovery_key(&mut self) {
        if self.holds.take().is_none() {
            return;
        }
        self.computer.prove(PASSWORD).await.unwrap();
        let factor = self.computer.by_key(&self.house, &self.recovery_key).await;
        self.computer.turn_off(factor, false).await.unwrap();
        (self.shown, self.new_codes) = (None, None);
    }

    async fn guess(&mut self, times: u8) {
        let Some(has) = &self.holds else { return };
        let mut thief = self.house.computer();
        for _ in 0..times {
            let guess = code(has.wrong_code(self.now()));
            assert!(thief.sign_in_with(guess).await.is_err());
        }
    }

    /// With the authenticator, and with each paper.
    async fn opens_to_its_owner(mut self) {
        self.sign_in().await;
        self.sign_in_by_recovery_key().await;
        self.sign_in_by_recovery_code().await;
        self.computer.cameras().await.unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds(16), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_steps_shuts_the_owner_out(steps in prop::collection::vec(step(), 1..16)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut household = Household::new().await;
            for step in steps {
                household.take(step).await;
            }
            household.opens_to_its_owner().await;
        });
    }
}
