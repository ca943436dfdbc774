//! What a camera sees now, for the owner who wants to look. Nothing of it is kept.

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::snapshots::{LARGEST, Picture};
use crate::view::CameraKey;

/// What came of it.
pub(super) struct Taken {
    camera: CameraKey,
    session: SessionId,
    result: Result<Picture, ServiceError>,
    reply: Reply<Picture>,
}

impl CompanionHandle {
    /// A still picture, as the camera encodes it: nobody has looked yet whether it is one.
    ///
    /// # Errors
    /// [`FailureCode::NotThere`] where there are none to be had; as the camera or its service says.
    pub async fn picture(&self, camera: CameraKey) -> Answer<Picture> {
        self.ask(|reply| Request::Picture { camera, reply }).await
    }
}

impl State {
    pub(super) fn picture(&self, camera: CameraKey, reply: Reply<Picture>) {
        let (provider, grant) = match self.line_to_camera(&camera) {
            Ok(line) => line,
            // Whoever asked may be gone.
            Err(failure) => return drop(reply.send(Err(failure))),
        };
        if provider.snapshots().is_none() {
            return drop(reply.send(Err(FailureCode::NotThere.into())));
        }
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.snapshots() {
                Some(snapshots) => snapshots.snapshot(&grant, &camera.camera).await,
                None => Err(ServiceError::NotFound),
            };
            let fits = |picture: &Picture| picture.bytes.len() <= LARGEST;
            report(Report::Picture(Box::new(Taken {
                camera,
                session: grant.session().clone(),
                result: match result {
                    Ok(picture) if !fits(&picture) => Err(ServiceError::Garbled),
                    result => result,
                },
                reply,
            })));
        });
    }

    pub(super) async fn picture_taken(&mut self, taken: Taken) {
        let Taken {
            camera,
            session,
            result,
            reply,
        } = taken;
        // A camera without pictures is no trouble of its service.
        if let Err(error) = &result
            && *error != ServiceError::NotFound
            && !self.is_per_camera(camera.connection)
        {
            self.service_failed(camera.connection, &session, error)
                .await;
        }
        self.answer(reply, result.map_err(|error| Failure::from(&error)));
    }
}
