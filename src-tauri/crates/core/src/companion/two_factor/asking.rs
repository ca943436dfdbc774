//! What a window may ask about two-factor: the methods of the handle, and what reaches the task.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::{Reply, Request};
use crate::ports::two_factor::OtherSessions;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::two_factor::{EnrolmentReveal, SecondFactorInput};

/// One per method below.
pub(in super::super) enum Ask {
    FinishSignIn {
        factor: SecondFactorInput,
        reply: Reply<()>,
    },
    BeginEnrolment {
        proof: Proof,
        reply: Reply<()>,
    },
    RevealEnrolment {
        reply: Reply<EnrolmentReveal>,
    },
    CopyEnrolmentKey {
        reply: Reply<()>,
    },
    OpenAuthenticator {
        reply: Reply<()>,
    },
    CheckEnrolmentCode {
        code: Password,
        reply: Reply<()>,
    },
    BeginRecoveryCodes {
        proof: Proof,
        reply: Reply<()>,
    },
    RevealRecoveryCodes {
        reply: Reply<Vec<String>>,
    },
    ConfirmRecoveryCodes {
        typed: Password,
        others: OtherSessions,
        reply: Reply<()>,
    },
    Cancel {
        reply: Reply<()>,
    },
    TurnOff {
        proof: Proof,
        others: OtherSessions,
        reply: Reply<()>,
    },
}

/// What the owner typed to show that it is them.
pub(in super::super) struct Proof {
    pub password: Password,
    pub factor: Option<SecondFactorInput>,
}

impl CompanionHandle {
    // --- two-factor sign-in ---

    /// The second half of a sign-in. Returns as [`CompanionHandle::sign_in`] does; a wrong code may be tried again.
    pub async fn finish_sign_in(
        &self,
        connection: ConnectionId,
        factor: SecondFactorInput,
    ) -> Answer<()> {
        self.about_two_factor(connection, |reply| Ask::FinishSignIn { factor, reply })
            .await
    }

    /// Turns it on, or moves to another authenticator (with the `factor` in force). Nothing changes before
    /// [`CompanionHandle::confirm_recovery_codes`]; in the place of a change that is half finished.
    pub async fn begin_enrolment(
        &self,
        connection: ConnectionId,
        password: Password,
        factor: Option<SecondFactorInput>,
    ) -> Answer<()> {
        let proof = Proof { password, factor };
        self.about_two_factor(connection, |reply| Ask::BeginEnrolment { proof, reply })
            .await
    }

    /// What the authenticator takes, while it is wanted.
    pub async fn reveal_enrolment(&self, connection: ConnectionId) -> Answer<EnrolmentReveal> {
        self.about_two_factor(connection, |reply| Ask::RevealEnrolment { reply })
            .await
    }

    /// The key in it onto the clipboard, for a program of this computer; the clipboard is emptied of it after half a minute.
    pub async fn copy_enrolment_key(&self, connection: ConnectionId) -> Answer<()> {
        self.about_two_factor(connection, |reply| Ask::CopyEnrolmentKey { reply })
            .await
    }

    /// Hands it to a program of this computer.
    pub async fn open_authenticator(&self, connection: ConnectionId) -> Answer<()> {
        self.about_two_factor(connection, |reply| Ask::OpenAuthenticator { reply })
            .await
    }

    /// The authenticator has it: this is a code of it.
    pub async fn check_enrolment_code(
        &self,
        connection: ConnectionId,
        code: Password,
    ) -> Answer<()> {
        self.about_two_factor(connection, |reply| Ask::CheckEnrolmentCode { code, reply })
            .await
    }

    /// New recovery codes; the old ones are good until one of these was typed back.
    pub async fn begin_recovery_codes(
        &self,
        connection: ConnectionId,
        password: Password,
        factor: SecondFactorInput,
    ) -> Answer<()> {
        let proof = Proof {
            password,
            factor: Some(factor),
        };
        self.about_two_factor(connection, |reply| Ask::BeginRecoveryCodes { proof, reply })
            .await
    }

    /// Ten, while the owner is to keep them.
    pub async fn reveal_recovery_codes(&self, connection: ConnectionId) -> Answer<Vec<String>> {
        self.about_two_factor(connection, |reply| Ask::RevealRecoveryCodes { reply })
            .await
    }

    /// One of the new recovery codes, typed back. Now it counts: two-factor is on, or moved, or the old codes are worth
    /// nothing.
    pub async fn confirm_recovery_codes(
        &self,
        connection: ConnectionId,
        typed: Password,
        sign_out_others: bool,
    ) -> Answer<()> {
        let others = others(sign_out_others);
        self.about_two_factor(connection, |reply| Ask::ConfirmRecoveryCodes {
            typed,
            others,
            reply,
        })
        .await
    }

    /// What is half finished is dropped; everything stays as it is.
    pub async fn cancel_two_factor_change(&self, connection: ConnectionId) -> Answer<()> {
        self.about_two_factor(connection, |reply| Ask::Cancel { reply })
            .await
    }

    pub async fn turn_off_two_factor(
        &self,
        connection: ConnectionId,
        password: Password,
        factor: SecondFactorInput,
        sign_out_others: bool,
    ) -> Answer<()> {
        let proof = Proof {
            password,
            factor: Some(factor),
        };
        let others = others(sign_out_others);
        self.about_two_factor(connection, |reply| Ask::TurnOff {
            proof,
            others,
            reply,
        })
        .await
    }

    async fn about_two_factor<T>(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<T>) -> Ask,
    ) -> Answer<T> {
        self.ask(|reply| Request::TwoFactor {
            connection,
            ask: ask(reply),
        })
        .await
    }
}

fn others(sign_out: bool) -> OtherSessions {
    if sign_out {
        OtherSessions::End
    } else {
        OtherSessions::Stay
    }
}
