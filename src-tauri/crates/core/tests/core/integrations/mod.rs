//! Voice assistants and automations: asked about in time, let at what the owner ticked, and told apart when they are over.

mod bad_days;
mod linked;
mod linking;

use porchlight_core::cameras::CameraId;
use porchlight_core::companion::Answer;
use porchlight_core::ports::integrations::{IntegrationId, LinkRequestId, ReleasedCamera};
use porchlight_core::testing::{Seen, camera};
use porchlight_core::view::integrations::{IntegrationsView, LinkEnd, LinkRequestView};

use crate::scene::{Scene, soon};

fn released(camera: &str, name: Option<&str>) -> ReleasedCamera {
    ReleasedCamera {
        camera: CameraId(camera.into()),
        name: name.map(ToOwned::to_owned),
    }
}

/// What the owner of these tests lets out.
fn door() -> Vec<ReleasedCamera> {
    vec![released("door", Some("Front door"))]
}

fn of(seen: &Seen) -> Option<&IntegrationsView> {
    seen.integrations.first()
}

fn asks(seen: &Seen) -> Option<&LinkRequestView> {
    of(seen)?.requests.first()
}

fn ended(seen: &Seen) -> Option<LinkEnd> {
    Some(of(seen)?.ended.as_ref()?.how)
}

impl Scene {
    async fn at_home() -> Self {
        let cameras = vec![camera("door", "Front door"), camera("shed", "Shed")];
        let scene = Self::signed_in(cameras).await;
        scene.until(|seen| of(seen).is_some_and(|of| of.told)).await;
        scene
    }

    /// A browser page asks, and the owner sees it.
    async fn asked_by(&self, client: &str) -> (LinkRequestId, u8) {
        let (request, number) = self.service.page_asks(client);
        self.service.announce_page(&request);
        self.until(|seen| {
            of(seen).is_some_and(|of| of.requests.iter().any(|one| one.id == request))
        })
        .await;
        (request, number)
    }

    async fn choose(&self, request: &LinkRequestId, number: u8) -> Answer<()> {
        self.choose_for(request, number, door()).await
    }

    async fn choose_for(
        &self,
        request: &LinkRequestId,
        number: u8,
        cameras: Vec<ReleasedCamera>,
    ) -> Answer<()> {
        let approval =
            self.companion
                .approve_link(self.connection, request.clone(), number, cameras);
        soon(approval).await
    }

    async fn link(&self, client: &str) -> IntegrationId {
        let (request, number) = self.asked_by(client).await;
        self.choose(&request, number).await.unwrap();
        let seen = self
            .until(|seen| ended(seen) == Some(LinkEnd::Linked))
            .await;
        let linked = &of(&seen).unwrap().integrations;
        let newest = linked.iter().find(|one| one.unlinked.is_none());
        newest.unwrap().id.clone()
    }

    async fn until_ended(&self, how: LinkEnd) {
        self.until(|seen| ended(seen) == Some(how)).await;
        assert!(asks(&self.desktop.seen()).is_none());
    }
}
