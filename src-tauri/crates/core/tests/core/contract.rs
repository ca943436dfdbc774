//! The provider contract over the fake service: with all that it can do, without each of it alone, and without any.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::provider::{Provider, ServiceError, ServiceEventKind, SessionId};
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Ability, FakeNetwork, FakeService, camera};
use porchlight_provider_contract::per_camera::{Network, OwnedCamera};
use porchlight_provider_contract::{Owner, Subject, cameras_contract, provider_contract};

use crate::rehearsal::paper;

/// `LACKS`: the bit of each ability that it has not, in the order of [`Ability::ALL`].
struct Fake<const LACKS: u16>(FakeService);

/// All that it can do, with tokens that expire, and no word about why a session is over.
struct Rotating(FakeService);

const ALL: u16 = u16::MAX;
/// Beside the abilities: it knows no revisions.
const READS_NAMES_BACK: u16 = 1 << Ability::ALL.len();

/// Of its cameras it says what they are called.
const SAYS_LITTLE: u16 = READS_NAMES_BACK << 1;

const fn without(ability: Ability) -> u16 {
    1 << ability as u16
}

#[async_trait]
impl<const LACKS: u16> Subject for Fake<LACKS> {
    async fn open() -> Self {
        let service = FakeService::with_cameras(vec![]);
        service.offers_recovery(paper());
        for [email, account, first, second] in [
            ["anna@example.org", "anna", "door", "garden"],
            ["bela@example.org", "bela", "hall", "attic"],
        ] {
            service.add_account(email, "correct horse", account);
            service.give_cameras(account, vec![camera(first, first), camera(second, second)]);
        }
        let lacks = |ability: &Ability| LACKS & without(*ability) != 0;
        let lacking: Vec<_> = Ability::ALL.into_iter().filter(lacks).collect();
        service.takes_away(&lacking);
        if LACKS & READS_NAMES_BACK != 0 {
            service.reads_names_back();
        }
        if LACKS & SAYS_LITTLE != 0 {
            service.says_little();
        }
        Self(service)
    }

    fn owners(&self) -> [Owner; 2] {
        ["anna@example.org", "bela@example.org"].map(|email| Owner {
            email: email.into(),
            password: "correct horse".into(),
        })
    }

    fn provider(&self) -> Arc<dyn Provider> {
        Arc::new(self.0.clone())
    }

    fn another_run(&self) -> Arc<dyn Provider> {
        self.provider()
    }

    fn cut(&self) {
        self.0.break_down(Some(ServiceError::Unreachable));
    }

    fn lose_answers(&self) {
        self.0.lose_answers(true);
    }

    fn mend(&self) {
        self.0.break_down(None);
        self.0.lose_answers(false);
    }

    async fn end(&self, session: &SessionId) {
        self.0.end_quietly(session, EndReason::GlobalReset);
    }

    async fn change_elsewhere(&self) {
        self.0.rename_elsewhere("door", "Renamed");
        self.0
            .send_event("renamed", ServiceEventKind::CamerasChanged);
    }
}

#[async_trait]
impl Subject for Rotating {
    async fn open() -> Self {
        let service = Fake::<0>::open().await.0;
        service.rotates_tokens();
        Self(service)
    }

    fn owners(&self) -> [Owner; 2] {
        Fake::<0>(self.0.clone()).owners()
    }

    fn provider(&self) -> Arc<dyn Provider> {
        Arc::new(self.0.clone())
    }

    fn another_run(&self) -> Arc<dyn Provider> {
        self.provider()
    }

    fn cut(&self) {
        Fake::<0>(self.0.clone()).cut();
    }

    fn lose_answers(&self) {
        self.0.lose_answers(true);
        self.0.lose_tokens(true);
    }

    fn mend(&self) {
        Fake::<0>(self.0.clone()).mend();
        self.0.lose_tokens(false);
    }

    fn rotates(&self) -> bool {
        true
    }

    fn expire(&self) {
        self.0.expire_tokens();
    }

    async fn end(&self, session: &SessionId) {
        self.0.end_quietly(session, EndReason::NotStated);
    }

    async fn change_elsewhere(&self) {
        Fake::<0>(self.0.clone()).change_elsewhere().await;
    }
}

provider_contract!(with_tokens_that_rotate: Rotating);
provider_contract!(with_everything: Fake<0>);
provider_contract!(with_nothing: Fake<ALL>);
provider_contract!(with_little_said_of_cameras: Fake<SAYS_LITTLE>);
provider_contract!(with_names_read_back: Fake<READS_NAMES_BACK>);
provider_contract!(without_account_data: Fake<{ without(Ability::AccountData) }>);
provider_contract!(without_camera_removal: Fake<{ without(Ability::CameraRemoval) }>);
provider_contract!(without_new_accounts: Fake<{ without(Ability::CreatesAccounts) }>);
provider_contract!(without_devices: Fake<{ without(Ability::Devices) }>);
provider_contract!(without_email: Fake<{ without(Ability::Email) }>);
provider_contract!(without_events: Fake<{ without(Ability::Events) }>);
provider_contract!(without_integrations: Fake<{ without(Ability::Integrations) }>);
provider_contract!(without_nicknames: Fake<{ without(Ability::KeepsNicknames) }>);
provider_contract!(without_pairing: Fake<{ without(Ability::Pairing) }>);
provider_contract!(without_password: Fake<{ without(Ability::Password) }>);
provider_contract!(without_password_recovery: Fake<{ without(Ability::PasswordRecovery) }>);
provider_contract!(without_pictures: Fake<{ without(Ability::Pictures) }>);
provider_contract!(without_recovery: Fake<{ without(Ability::Recovery) }>);
provider_contract!(without_two_factor: Fake<{ without(Ability::TwoFactor) }>);

/// Two cameras on a network; `LACKS`: neither is found, shows what it sees, or takes another network.
struct TwoCameras<const LACKS: bool>(FakeNetwork);

#[async_trait]
impl<const LACKS: bool> Network for TwoCameras<LACKS> {
    async fn open() -> Self {
        let network = FakeNetwork::default();
        network.put("192.168.1.20", camera("door", "IPC-1"), "of the door");
        network.put("192.168.1.21", camera("garden", "IPC-2"), "of the garden");
        if LACKS {
            network.without_discovery();
            network.without_pictures();
            network.without_wifi();
        }
        Self(network)
    }

    fn cameras(&self) -> [OwnedCamera; 2] {
        [
            ("192.168.1.20", "of the door"),
            ("192.168.1.21", "of the garden"),
        ]
        .map(|(address, password)| OwnedCamera {
            address: address.into(),
            account: "admin".into(),
            password: password.into(),
        })
    }

    fn provider(&self) -> Arc<dyn Provider> {
        Arc::new(self.0.clone())
    }

    async fn set_password(&self, camera: &OwnedCamera, password: &str) {
        self.0.set_password(&camera.address, password);
    }

    async fn unplug(&self, camera: &OwnedCamera) {
        let silent = Some(ServiceError::Unreachable);
        self.0.trouble(&camera.address, silent);
    }
}

cameras_contract!(one_by_one: TwoCameras<false>);
cameras_contract!(one_by_one_with_nothing_else: TwoCameras<true>);

#[test]
fn no_ability_is_left_out() {
    let bits = Ability::ALL.map(without);
    let mut each = bits.to_vec();
    each.sort_unstable();
    each.dedup();
    assert_eq!(each.len(), Ability::ALL.len());
}
