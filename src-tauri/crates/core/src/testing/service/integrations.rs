//! Integrations at the fake: pages that show a number, and what became of them.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{FakeService, Inner, lock};
use crate::ports::grant::Grant;
use crate::ports::integrations::{
    Client, ClientId, Integration, IntegrationId, IntegrationService, Integrations, LinkRequest,
    LinkRequestId, NotLinked, ReleasedCamera, UnlinkCause, Unlinked,
};
use crate::ports::provider::{ServiceError, ServiceEventKind};
use crate::time::Timestamp;

const TRIES: u32 = 3;
const LIFETIME_MS: i64 = 10 * 60 * 1000;

#[derive(Default)]
pub(super) struct Linked {
    integrations: Vec<Integration>,
    requests: Vec<Asked>,
    last: u32,
    /// The next answer to an approval is lost, after it was done.
    loses_approval: bool,
    /// Seconds since tests began.
    passed: i64,
}

struct Asked {
    request: LinkRequest,
    shown: u8,
    tries_left: u32,
}

impl Linked {
    fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(1_767_225_600 + self.passed)
    }

    fn link(&mut self, client: Client, cameras: Vec<ReleasedCamera>) -> IntegrationId {
        let id = IntegrationId(format!("i{}", self.next()));
        let integration = Integration {
            id: id.clone(),
            client,
            linked_at: self.now(),
            last_used: None,
            cameras,
            unlinked: None,
        };
        self.integrations.insert(0, integration);
        id
    }

    fn approve(
        &mut self,
        id: &LinkRequestId,
        number: u8,
        cameras: &[ReleasedCamera],
    ) -> Result<IntegrationId, NotLinked> {
        let found = self.requests.iter_mut().find(|one| one.request.id == *id);
        let asked = found.ok_or(NotLinked::Over)?;
        if asked.shown != number {
            asked.tries_left -= 1;
            let tries_left = asked.tries_left;
            self.requests
                .retain(|one| one.request.id != *id || tries_left > 0);
            return Err(NotLinked::WrongNumber { tries_left });
        }
        let client = asked.request.client.clone();
        self.requests.retain(|one| one.request.id != *id);
        Ok(self.link(client, cameras.to_vec()))
    }
}

fn client(name: &str) -> Client {
    Client {
        id: ClientId(name.to_lowercase().replace(' ', "-")),
        name: name.to_owned(),
        starts_here: name == "Alexa",
    }
}

fn integration<'a>(inner: &'a mut Inner, id: &IntegrationId) -> Option<&'a mut Integration> {
    let integrations = &mut inner.linked.integrations;
    integrations.iter_mut().find(|one| one.id == *id)
}

// --- what tests do ---

impl FakeService {
    /// A browser page of a client asks, and shows the number that is returned; two others are offered with it.
    pub fn page_asks(&self, name: &str) -> (LinkRequestId, u8) {
        self.change(|inner| {
            let linked = &mut inner.linked;
            let number = linked.next();
            let shown = 40 + u8::try_from(number % 10).unwrap_or_default();
            let id = LinkRequestId(format!("r{number}"));
            let request = LinkRequest {
                id: id.clone(),
                client: client(name),
                numbers: vec![17, shown, 88],
                requested_at: linked.now(),
                expires_at: Timestamp(linked.now().0 + LIFETIME_MS),
                begun_here: false,
            };
            linked.requests.push(Asked {
                request,
                shown,
                tries_left: TRIES,
            });
            (id, shown)
        })
    }

    /// The signed event that goes with it.
    pub fn announce_page(&self, request: &LinkRequestId) {
        let event = format!("asked-{}", request.0);
        self.send_event(&event, ServiceEventKind::LinkRequested);
    }

    /// The page was closed, or answered on another computer.
    pub fn page_is_over(&self, request: &LinkRequestId) {
        self.change(|inner| {
            inner
                .linked
                .requests
                .retain(|one| one.request.id != *request);
        });
    }

    /// At another computer, some time ago.
    pub fn link_elsewhere(&self, name: &str, cameras: Vec<ReleasedCamera>) -> IntegrationId {
        self.change(|inner| {
            inner.linked.passed += 1;
            inner.linked.link(client(name), cameras)
        })
    }

    /// And an event says so.
    pub fn unlink_for(&self, id: &IntegrationId, cause: UnlinkCause) {
        let message = BTreeMap::from([("en".to_owned(), "To be safe.".to_owned())]);
        let client = self.change(|inner| {
            inner.linked.passed += 1;
            let at = inner.linked.now();
            let found = integration(inner, id)?;
            found.unlinked = Some(Unlinked {
                at,
                cause,
                message: message.clone(),
            });
            Some(found.client.name.clone())
        });
        let kind = ServiceEventKind::IntegrationUnlinked {
            integration: id.clone(),
            client: client.unwrap_or_default(),
            cause,
            message,
            by: None,
        };
        self.send_event(&format!("unlinked-{}", id.0), kind);
    }

    /// The next approval is done, and its answer lost.
    pub fn lose_the_next_approval(&self) {
        self.change(|inner| inner.linked.loses_approval = true);
    }

    /// What a client is let at, newest link first.
    pub fn released_to(&self, name: &str) -> Option<Vec<ReleasedCamera>> {
        let inner = lock(&self.0.inner);
        let linked = |one: &&Integration| one.client.name == name && one.unlinked.is_none();
        let found = inner.linked.integrations.iter().find(linked)?;
        Some(found.cameras.clone())
    }

    pub fn pages(&self) -> usize {
        lock(&self.0.inner).linked.requests.len()
    }
}

#[async_trait]
impl IntegrationService for FakeService {
    async fn integrations(&self, grant: &Grant) -> Result<Integrations, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let linked = &lock(&self.0.inner).linked;
        Ok(Integrations {
            integrations: linked.integrations.clone(),
            requests: linked
                .requests
                .iter()
                .map(|one| one.request.clone())
                .collect(),
            clients: ["Alexa", "Google Assistant", "IFTTT"].map(client).into(),
        })
    }

    async fn start(&self, grant: &Grant, client: &ClientId) -> Result<String, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        Ok(format!("https://{}.example/link", client.0))
    }

    async fn approve(
        &self,
        grant: &Grant,
        request: &LinkRequestId,
        number: u8,
        cameras: &[ReleasedCamera],
    ) -> Result<(), NotLinked> {
        self.change(|_| {});
        self.answer().await?;
        self.check(grant).await?;
        let approved = self.change(|inner| inner.linked.approve(request, number, cameras));
        let lost = self.change(|inner| std::mem::take(&mut inner.linked.loses_approval));
        if lost {
            return Err(ServiceError::TimedOut.into());
        }
        approved.map(drop)
    }

    async fn refuse(&self, grant: &Grant, request: &LinkRequestId) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.page_is_over(request);
        Ok(())
    }

    async fn release(
        &self,
        grant: &Grant,
        id: &IntegrationId,
        cameras: &[ReleasedCamera],
    ) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            let found = integration(inner, id).ok_or(ServiceError::NotFound)?;
            found.cameras = cameras.to_vec();
            Ok(())
        })
    }

    async fn unlink(&self, grant: &Grant, id: &IntegrationId) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let there = self.change(|inner| integration(inner, id).map(drop));
        there.ok_or(ServiceError::NotFound)?;
        self.unlink_for(id, UnlinkCause::Owner);
        Ok(())
    }
}
