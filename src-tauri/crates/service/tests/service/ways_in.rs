//! Whatever an owner does with address, password, recovery key and two-factor, and whatever somebody else guesses or begins: what the owner holds
//! opens the account.

use porchlight_protocol::email_change::{EmailChangeRequest, EmailUndo};
use porchlight_protocol::password_recovery::{PasswordRecoveryProveResponse, WAIT};
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_soak::rounds;
use proptest::prelude::*;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, House, Owner, PASSWORD};

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
    /// With the factor in force; where there is none, a day later. The last answer may be lost.
    Forget {
        by_recovery_code: bool,
        keeps_computer: bool,
        answered: bool,
    },
    /// As far as the new password, which is never chosen.
    ForgetAndRemember,
    /// By somebody who has the recovery key, and nothing else.
    RecoverByThief {
        stopped: bool,
    },
    ReplaceRecoveryKey {
        answered: bool,
    },
    ChangeEmail {
        answered: bool,
    },
    /// The newest change, if this computer was signed in before.
    UndoEmail,
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
        2 => any::<(bool, bool, bool)>().prop_map(|(by_recovery_code, keeps_computer, answered)| Forget {
            by_recovery_code,
            keeps_computer,
            answered,
        }),
        1 => Just(ForgetAndRemember),
        1 => any::<bool>().prop_map(|stopped| RecoverByThief { stopped }),
        1 => any::<bool>().prop_map(|answered| ReplaceRecoveryKey { answered }),
        1 => any::<bool>().prop_map(|answered| ChangeEmail { answered }),
        1 => Just(UndoEmail),
        1 => (1..8_u8).prop_map(|times| Guess { times }),
        1 => (1..15_u8).prop_map(|minutes| Wait { minutes }),
        1 => Just(Restart),
    ]
}

/// The owner, and what the owner holds.
struct Household {
    house: House,
    computer: Computer,
    owner: Owner,
    email: String,
    /// What undoes the newest change, and the address before it.
    changed: Option<(EmailUndo, String)>,
    password: String,
    /// Passwords and addresses that were chosen so far.
    chosen: u32,
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
            owner,
            email: EMAIL.into(),
            changed: None,
            password: PASSWORD.into(),
            chosen: 0,
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
            Step::Forget {
                by_recovery_code,
                keeps_computer,
                answered,
            } => {
                self.forget(by_recovery_code, keeps_computer, answered)
                    .await
            }
            Step::ForgetAndRemember => drop(self.recovered(false).await),
            Step::RecoverByThief { stopped } => self.thief_recovers(stopped).await,
            Step::ChangeEmail { answered } => self.change_email(answered).await,
            Step::UndoEmail => self.undo_email().await,
            Step::ReplaceRecoveryKey { answered } => self.replace_key(answered).await,
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
        self.computer.prove(&self.password).await.unwrap();
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
                self.come_in(now).await;
            }
            None => drop(
                self.computer
                    .sign_in(&self.email, &self.password)
                    .await
                    .unwrap(),
            ),
        }
    }

    async fn sign_in_by_recovery_code(&mut self) {
        let Some(paper) = self.paper() else {
            return;
        };
        let paper = recovery(&paper);
        self.come_in(paper).await;
    }

    async fn sign_in_by_recovery_key(&mut self) {
        if self.holds.is_none() {
            return;
        }
        let challenge = self
            .computer
            .challenged_after(&self.email, &self.password)
            .await
            .id;
        let key = &self.owner.recovery_key;
        let answer = self.computer.answers(&self.house, challenge, key);
        self.computer
            .second_factor(challenge, answer)
            .await
            .unwrap();
    }

    async fn enrol_by_recovery_key(&mut self) {
        if self.holds.is_none() {
            return;
        }
        self.computer.prove(&self.password).await.unwrap();
        let factor = self
            .computer
            .by_key(&self.house, &self.owner.recovery_key)
            .await;
        let enrolment = self.computer.enrol(Some(factor)).await.unwrap();
        self.shown = Some(Authenticator::of(&enrolment));
        self.new_codes = None;
    }

    async fn ask_for_codes(&mut self, answered: bool) {
        self.later();
        let Some(has) = &self.holds else { return };
        self.computer.prove(&self.password).await.unwrap();
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
        self.computer.prove(&self.password).await.unwrap();
        self.computer.turn_off(factor, false).await.unwrap();
        (self.shown, self.new_codes) = (None, None);
    }

    async fn turn_off_by_recovery_key(&mut self) {
        if self.holds.take().is_none() {
            return;
        }
        self.computer.prove(&self.password).await.unwrap();
        let factor = self
            .computer
            .by_key(&self.house, &self.owner.recovery_key)
            .await;
        self.computer.turn_off(factor, false).await.unwrap();
        (self.shown, self.new_codes) = (None, None);
    }

    /// The owner has shown the recovery key, and what else is asked for.
    async fn recovered(&mut self, by_recovery_code: bool) -> PasswordRecoveryProveResponse {
        self.later();
        let paper = if by_recovery_code { self.paper() } else { None };
        let factor = self.holds.as_ref().map(|has| match &paper {
            Some(paper) => recovery(paper),
            None => code(has.code(self.now())),
        });
        let (computer, key) = (&self.computer, &self.owner.recovery_key);
        let (email, issuer) = (&self.email, self.house.service.document().issuer());
        if factor.is_none() {
            // At once where somebody has begun it a day ago.
            if let Ok(proved) = computer.recover_at(email, &issuer, key, None).await {
                return proved;
            }
            self.house.hands.forward(WAIT);
        }
        let shown = computer.recover_at(email, &issuer, key, factor);
        shown.await.unwrap()
    }

    async fn forget(&mut self, by_recovery_code: bool, keeps_computer: bool, answered: bool) {
        let proved = self.recovered(by_recovery_code).await;
        self.chosen += 1;
        let new = format!("password number {}", self.chosen);
        let own = self.computer.session.as_ref().map(|own| own.session_id);
        let keep: Vec<_> = own.into_iter().filter(|_| keeps_computer).collect();
        let (computer, key) = (&self.computer, &self.owner.recovery_key);
        let request = computer.choosing(&proved, key, &new, &keep).await.unwrap();
        computer.finish_recovery(&request).await.unwrap();
        if !answered {
            computer.finish_recovery(&request).await.unwrap();
        }
        self.password = new;
        (self.shown, self.new_codes) = (None, None);
        if !keeps_computer {
            self.sign_in().await;
        }
    }

    async fn thief_recovers(&mut self, stopped: bool) {
        let thief = self.house.computer();
        let key = &self.owner.recovery_key;
        // Where nothing else is asked for, and the owner did not look for a day, the thief may choose; no property can help there.
        let issuer = self.house.service.document().issuer();
        let _ = thief.recover_at(&self.email, &issuer, key, None).await;
        if stopped {
            self.sign_in().await;
            self.computer.stop_recovery().await.unwrap();
        }
    }

    async fn replace_key(&mut self, answered: bool) {
        self.later();
        let factor = self.holds.as_ref().map(|has| code(has.code(self.now())));
        self.computer.prove(&self.password).await.unwrap();
        let new = self
            .computer
            .replace_key_by(&self.owner, factor, answered)
            .await;
        self.owner.recovery_key = new;
        (self.shown, self.new_codes) = (None, None);
    }

    async fn change_email(&mut self, answered: bool) {
        self.later();
        let second_factor = self.holds.as_ref().map(|has| code(has.code(self.now())));
        self.computer.prove(&self.password).await.unwrap();
        self.chosen += 1;
        let request = EmailChangeRequest {
            email: format!("ada{}@example.org", self.chosen),
            sealed_email: None,
            second_factor,
        };
        // Five are made in a day.
        let Ok(mut undo) = self.computer.change_email(&request).await else {
            return;
        };
        if !answered {
            undo = self.computer.change_email(&request).await.unwrap();
        }
        let before = std::mem::replace(&mut self.email, request.email);
        self.changed = Some((undo, before));
    }

    async fn undo_email(&mut self) {
        let Some((undo, before)) = self.changed.take() else {
            return;
        };
        if self.computer.undo_email(undo).await.is_ok() {
            self.email = before;
        }
    }

    async fn come_in(&mut self, factor: SecondFactor) {
        let challenge = self
            .computer
            .challenged_after(&self.email, &self.password)
            .await
            .id;
        self.computer
            .second_factor(challenge, factor)
            .await
            .unwrap();
    }

    fn paper(&mut self) -> Option<String> {
        self.holds.as_mut().and_then(|has| has.recovery_codes.pop())
    }

    async fn guess(&mut self, times: u8) {
        let Some(has) = &self.holds else { return };
        let mut thief = self.house.computer();
        for _ in 0..times {
            let guess = code(has.wrong_code(self.now()));
            let challenge = thief.challenged_after(&self.email, &self.password).await.id;
            assert!(thief.second_factor(challenge, guess).await.is_err());
        }
    }

    /// With the authenticator, with each paper, and without the password.
    async fn opens_to_its_owner(mut self) {
        self.sign_in().await;
        self.sign_in_by_recovery_key().await;
        self.sign_in_by_recovery_code().await;
        self.forget(false, false, true).await;
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
