//! A provider that does not exist, made as ARCHITECTURE says one is made: everything that it takes stands in this file and the folder
//! beside it, and nothing of the core or the window knows it.

mod provider;
mod simulator;

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::{Provider, Providers, SessionId};
use porchlight_core::testing::ManualClock;
use porchlight_provider_contract::{Owner, Subject, provider_contract};
use porchlight_providers::Network;
use porchlight_providers::registry::{DemoAddress, Offer, Registry};

use provider::Toys;
use simulator::Simulator;

struct Theirs {
    simulator: Simulator,
}

#[async_trait]
impl Subject for Theirs {
    async fn open() -> Self {
        Self {
            simulator: Simulator::start().await,
        }
    }

    fn owners(&self) -> [Owner; 2] {
        ["anna", "bela"].map(|user| Owner {
            email: user.into(),
            password: "correct horse".into(),
        })
    }

    fn provider(&self) -> Arc<dyn Provider> {
        let address = self.simulator.address;
        Arc::new(Toys { address })
    }

    fn another_run(&self) -> Arc<dyn Provider> {
        self.provider()
    }

    fn cut(&self) {
        self.simulator.is_deaf();
    }

    fn lose_answers(&self) {
        self.simulator.is_mute();
    }

    fn mend(&self) {
        self.simulator.has_good_manners();
    }

    async fn end(&self, session: &SessionId) {
        self.simulator.ends(&format!("toy-token-{}", session.0));
    }

    async fn change_elsewhere(&self) {
        self.simulator.relabel_first("anna", "Renamed");
    }
}

provider_contract!(toys: Theirs);

#[tokio::test]
async fn an_owner_chooses_it_by_its_name() {
    let theirs = Theirs::open().await;
    let address = theirs.simulator.address;
    let clock = Arc::new(ManualClock::default());
    let registry = Registry::new(clock, DemoAddress::default(), Network::default()).and(Offer {
        id: "toys",
        by_name: true,
        make: Box::new(move |_| Ok(Arc::new(Toys { address }))),
    });
    assert_eq!(registry.by_name(), [ProviderId::new("toys")]);
    let place = ProviderId::new("toys").anywhere();
    let provider = registry.provider(&place).unwrap();
    assert_eq!(provider.account().unwrap().name().await.unwrap(), "Toys");
}
