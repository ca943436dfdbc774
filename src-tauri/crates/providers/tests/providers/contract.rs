//! The provider contract over our own account service, a real one.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::provider::{Provider, SessionId};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;
use porchlight_provider_contract::{Owner, Subject, provider_contract};
use porchlight_simulators::proxy::Fate;

use crate::home::{EMAIL, Home, PASSWORD, without_two_factor};

const OTHER: &str = "bela@porch.example";

struct Ours(Home);

#[async_trait]
impl Subject for Ours {
    async fn open() -> Self {
        let home = Home::start().await;
        for email in [EMAIL, OTHER] {
            home.create_account(email, PASSWORD).await;
            for _ in 0..2 {
                home.add_camera_of(email).await;
            }
        }
        Self(home)
    }

    fn owners(&self) -> [Owner; 2] {
        [EMAIL, OTHER].map(|email| Owner {
            email: email.into(),
            password: PASSWORD.into(),
        })
    }

    fn provider(&self) -> Arc<dyn Provider> {
        Arc::clone(&self.0.provider)
    }

    fn another_run(&self) -> Arc<dyn Provider> {
        self.0.another_computer()
    }

    fn cut(&self) {
        self.0.proxy.cut();
    }

    fn lose_answers(&self) {
        self.0.proxy.rule(|_| Fate::AnswerLost);
    }

    fn mend(&self) {
        self.0.proxy.mended();
        self.0.proxy.behave();
    }

    /// From another computer of whoever it belongs to.
    async fn end(&self, session: &SessionId) {
        let other = self.another_run();
        let (account, devices) = (other.account().unwrap(), other.devices().unwrap());
        for owner in self.owners() {
            let password = Password::new(owner.password);
            let request = SignInRequest::new(&owner.email, &password, "Attic");
            let signed_in = account.sign_in(&request);
            let credential = without_two_factor(signed_in.await.unwrap()).grant();
            let listed = devices.computers(&credential).await.unwrap();
            if listed.iter().any(|computer| computer.session == *session) {
                let done = devices.sign_out_computer(&credential, session);
                done.await.unwrap();
            }
            account.sign_out(&credential).await.unwrap();
        }
    }

    async fn change_elsewhere(&self) {
        self.0.add_camera_of(EMAIL).await;
    }
}

provider_contract!(ours: Ours);
