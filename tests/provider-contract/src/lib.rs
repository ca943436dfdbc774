//! What the companion relies on in every provider. A provider's tests say how a service of theirs is opened ([`Subject`]), and
//! [`provider_contract!`] makes one test of each line of the contract.
//!
//! - [`account`]: signing in and out, several accounts at one service
//! - [`cameras`]: the list, and names
//! - [`failures`]: trouble ends no session, and no error says a secret
//! - [`rotation`]: tokens that expire, and give way to others
//! - [`computer`]: the whole companion over it, killed at each step
//! - [`abilities`]: what the provider cannot do, nobody says that it can
//!
//! Places whose cameras have a sign-in of their own each are another contract: [`per_camera`], by [`cameras_contract!`].
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a failed expectation fails the test that calls it"
)]

pub mod abilities;
pub mod account;
pub mod cameras;
pub mod computer;
pub mod failures;
pub mod per_camera;
pub mod rotation;
mod run;

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::provider::{
    AccountService, Credential, Provider, RightPassword, ServiceError, SessionId, SignedIn,
};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;

/// A service, and the provider that is its client.
#[async_trait]
pub trait Subject: Sized + Send + Sync {
    /// With the accounts of [`Subject::owners`], each with two cameras of its own, and without two-factor.
    async fn open() -> Self;

    fn owners(&self) -> [Owner; 2];

    /// As one run of the program holds it.
    fn provider(&self) -> Arc<dyn Provider>;

    /// As another run of it does, which shares nothing with the first but the service.
    fn another_run(&self) -> Arc<dyn Provider>;

    /// Nobody is reached until it is mended.
    fn cut(&self);

    /// The service does what it is asked, and its answers are lost, until it is mended.
    fn lose_answers(&self);

    fn mend(&self);

    /// The service ends the session, and says so to whoever asks in it.
    async fn end(&self, session: &SessionId);

    /// Tokens expire, and are exchanged for others while their session goes on.
    fn rotates(&self) -> bool {
        false
    }

    /// The token of every session is refused from now on, until it is exchanged.
    fn expire(&self) {}

    /// Somebody else does something with a camera of the first owner: the list is another one afterwards, and whoever can be
    /// told is told.
    async fn change_elsewhere(&self);
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Owner {
    pub email: String,
    pub password: String,
}

impl Owner {
    /// # Errors
    /// As the provider says
    pub async fn sign_in(&self, provider: &dyn Provider) -> Result<SignedIn, ServiceError> {
        self.sign_in_by(&self.password, provider, None).await
    }

    async fn sign_in_by(
        &self,
        password: &str,
        provider: &dyn Provider,
        left: Option<&Credential>,
    ) -> Result<SignedIn, ServiceError> {
        let password = Password::new(password);
        let step = account_of(provider)
            .sign_in(&SignInRequest::new(&self.email, &password, "Study").after(left))
            .await?;
        match step {
            RightPassword::SignedIn(signed_in) => Ok(signed_in),
            RightPassword::SecondFactorWanted(_) => panic!("two-factor is off"),
        }
    }
}

fn account_of(provider: &dyn Provider) -> &dyn AccountService {
    provider.account().unwrap()
}

/// One test of each line of the contract, in a module of this name, over a [`Subject`].
#[macro_export]
macro_rules! provider_contract {
    ($name:ident: $subject:ty) => {
        mod $name {
            use super::*;

            $crate::provider_contract!(@tests $subject;
                account::a_wrong_password_signs_nobody_in,
                account::who_is_signed_in_sees_the_cameras_of_this_account_and_no_others,
                account::signing_in_again_is_the_same_account_in_another_session,
                account::a_session_that_ends_takes_no_other_with_it,
                account::who_signs_out_is_out,
                account::what_is_left_of_a_session_opens_nothing_and_may_be_brought_along,
                account::a_computer_that_is_signed_out_by_another_is_told_so,
                cameras::a_name_is_there_for_every_program,
                cameras::of_two_names_at_once_the_second_is_told_of_the_first,
                cameras::a_name_whose_answer_was_lost_is_written_once,
                cameras::a_camera_that_is_not_there_is_not_made_by_naming_it,
                cameras::a_camera_that_was_removed_is_gone_for_every_program_and_removing_it_again_succeeds,
                failures::out_of_reach_is_trouble_and_the_end_of_nothing,
                failures::no_error_says_a_secret,
                rotation::a_token_that_expired_is_exchanged_and_the_owner_notices_nothing,
                rotation::requests_that_come_at_once_exchange_one_token,
                rotation::two_runs_of_the_program_at_once_exchange_one_token,
                rotation::a_token_that_the_keychain_does_not_take_is_not_used_and_not_lost,
                rotation::killed_around_an_exchange_the_owner_is_in_or_is_told_so,
                rotation::a_token_that_was_lost_on_its_way_costs_a_sign_in_and_nothing_else,
                computer::an_owner_names_a_camera_and_finds_the_name_after_a_restart,
                computer::a_name_that_the_service_does_not_keep_stays_on_this_computer,
                computer::killed_at_each_step_the_owner_goes_on_where_they_were,
                computer::of_a_camera_what_is_said_is_shown_and_nothing_else,
                computer::what_changes_elsewhere_is_shown,
                computer::trouble_of_one_place_is_shown_only_there,
                computer::of_two_accounts_at_one_service_only_the_one_that_is_reset_signs_in_again,
                computer::an_account_that_is_here_already_is_not_shown_twice,
                computer::an_account_that_is_signed_in_to_twice_at_once_is_shown_once,
                abilities::what_the_provider_cannot_do_is_offered_nowhere,
                abilities::what_the_provider_cannot_do_is_refused_and_hangs_nobody,
            );
        }
    };
    (@tests $subject:ty; $($area:ident::$line:ident,)*) => {
        $(
            #[tokio::test]
            async fn $line() {
                $crate::$area::$line::<$subject>().await;
            }
        )*
    };
}

/// One test of each line of the other contract, over a [`per_camera::Network`].
#[macro_export]
macro_rules! cameras_contract {
    ($name:ident: $network:ty) => {
        mod $name {
            use super::*;

            $crate::provider_contract!(@tests $network;
                per_camera::a_camera_lets_in_who_has_its_password_and_nobody_else,
                per_camera::what_is_kept_of_a_camera_brings_another_run_back_and_opens_no_other_camera,
                per_camera::the_trouble_of_a_camera_is_of_no_other,
                per_camera::no_error_says_a_secret,
                per_camera::a_camera_that_is_found_is_the_one_that_is_added,
                per_camera::an_owner_adds_cameras_and_finds_them_after_a_restart,
                per_camera::killed_at_each_step_no_secret_stays_without_its_camera,
                per_camera::a_password_that_was_changed_at_the_camera_is_typed_once_more,
                per_camera::what_the_place_cannot_do_is_offered_nowhere,
            );
        }
    };
}
