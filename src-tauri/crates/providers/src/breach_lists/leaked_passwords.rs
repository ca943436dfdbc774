//! Lists of passwords that have leaked, in the form of Pwned Passwords' range: `GET <address>/range/5BAA6` answers lines of
//! `SUFFIX:COUNT`. The five digits are all that is sent; the answer is padded, so that its length does not tell them either.

use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::password::breach::{LONGEST_ANSWER, RangePrefix};
use porchlight_core::ports::breach_list::{BreachList, NoAnswer};
use porchlight_core::ports::provider::ServiceError;
use reqwest::StatusCode;
use url::Url;

use crate::registry::{allowed, route_to};
use crate::transport::{Limits, Network, Transport};

/// Pwned Passwords: free, without a key.
pub const PWNED_PASSWORDS: &str = "https://api.pwnedpasswords.com";

/// Nobody waits longer for it.
const PATIENCE: Limits = Limits {
    connect: Duration::from_secs(2),
    total: Duration::from_secs(4),
};

/// A list at some address.
pub struct RangeList {
    base: Url,
    transport: Transport,
}

impl RangeList {
    /// # Errors
    /// [`ServiceError::AddressNotAllowed`] when it is no https address and not loopback.
    pub fn at(address: &str, network: Network) -> Result<Self, ServiceError> {
        let mut base = allowed(address)?;
        let path = format!("{}/range/", base.path().trim_end_matches('/'));
        base.set_path(&path);
        let limits = Limits {
            connect: network.limits.connect.min(PATIENCE.connect),
            total: network.limits.total.min(PATIENCE.total),
        };
        let network = Network { limits, ..network };
        let transport = Transport::new(network, route_to(&base));
        Ok(Self { base, transport })
    }
}

#[async_trait]
impl BreachList for RangeList {
    async fn range(&self, prefix: RangePrefix) -> Result<Vec<u8>, NoAnswer> {
        let url = self.base.join(prefix.as_str()).map_err(|_| NoAnswer)?;
        let asked = async {
            let request = self.transport.client().await?.get(url);
            self.transport
                .send(request.header("Add-Padding", "true"))
                .await
        };
        let answer = asked.await.map_err(|error| {
            tracing::debug!(%error, "the list of leaked passwords does not answer");
            NoAnswer
        })?;
        if answer.status == StatusCode::OK && answer.body.len() <= LONGEST_ANSWER {
            Ok(answer.body.to_vec())
        } else {
            Err(NoAnswer)
        }
    }
}
