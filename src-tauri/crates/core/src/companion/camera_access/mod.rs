//! Cameras that have a sign-in of their own each, at places that have none. Each has an entry of its own in the keychain and is
//! watched by a task of its own, so that the trouble of one shows at no other and holds up no other.

mod watching;

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::cameras::{Camera, CameraId};
use crate::companion::handle::{Answer, CompanionHandle};
use crate::companion::listening::Listener;
use crate::companion::requests::{Reply, Report, Request};
use crate::companion::sign_in::Typed;
use crate::companion::state::{Connection, State};
use crate::error::{Failure, FailureCode};
use crate::ports::access::{CameraSignIn, CameraSignedIn};
use crate::ports::grant::Grant;
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::ports::secret_vault::VaultError;
use crate::ports::sign_in::SignInInput;
use crate::secret::{Password, SecretBytes};
use crate::session::Session;
use crate::view::{CameraKey, ConnectionId};

/// Cameras of one place that are asked at the same time: what a home's network bears without being noticed.
const AT_ONCE: usize = 8;

/// Of one connection.
pub(super) struct CameraLines {
    lines: HashMap<CameraId, CameraLine>,
    turns: Arc<Semaphore>,
}

/// A camera whose secret is at hand.
struct CameraLine {
    grant: Arc<Grant>,
    /// `None`: it refused what it was asked with. Many cameras lock their owners out for another try, so nobody makes one.
    watcher: Option<Listener>,
}

/// What the owner typed to sign in to a camera.
pub(super) struct CameraAsk {
    /// A camera of the list; `None`: one that is to come into it.
    again: Option<CameraId>,
    /// May be empty where the camera is known: it is asked where it was last.
    address: String,
    typed: Typed,
}

/// What tasks come back with.
pub(super) enum CameraReport {
    SignedIn {
        again: Option<CameraId>,
        result: Result<CameraSignedIn, ServiceError>,
        reply: Reply<CameraKey>,
    },
    SecretKept {
        camera: CameraId,
        secret: SecretBytes,
        /// It came into the list with it.
        new: bool,
        result: Result<(), VaultError>,
        reply: Reply<CameraKey>,
    },
    SecretRead {
        camera: CameraId,
        result: Result<Option<SecretBytes>, VaultError>,
    },
    AllForgotten {
        result: Result<(), VaultError>,
        reply: Reply<()>,
    },
    SecretForgotten {
        camera: CameraId,
        result: Result<(), VaultError>,
        reply: Reply<()>,
    },
    Seen {
        camera: CameraId,
        session: SessionId,
        result: Result<Camera, ServiceError>,
    },
}

impl CompanionHandle {
    /// Adds a camera that lets in whoever has its password, at a place that has no sign-in. It is tried at the camera first; where the
    /// camera is in the list already, what was typed takes the place of what was kept for it.
    ///
    /// # Errors
    /// As the camera says; nothing has changed then.
    pub async fn add_camera(
        &self,
        connection: ConnectionId,
        address: String,
        account: String,
        password: Password,
        more: Vec<SignInInput>,
    ) -> Answer<CameraKey> {
        let ask = CameraAsk::new(None, address, account, password, more);
        self.ask(|reply| Request::SignInToCamera {
            connection,
            ask,
            reply,
        })
        .await
    }

    /// The same for a camera of the list, which stays the same camera. `address` may be empty: it is asked where it was last.
    ///
    /// # Errors
    /// [`FailureCode::AnotherCamera`] when another one answers there; as the camera says. What was kept for it stays then.
    pub async fn sign_in_to_camera(
        &self,
        camera: CameraKey,
        address: String,
        account: String,
        password: Password,
        more: Vec<SignInInput>,
    ) -> Answer<CameraKey> {
        let again = Some(camera.camera);
        let ask = CameraAsk::new(again, address, account, password, more);
        self.ask(|reply| Request::SignInToCamera {
            connection: camera.connection,
            ask,
            reply,
        })
        .await
    }
}

impl CameraAsk {
    fn new(
        again: Option<CameraId>,
        address: String,
        account: String,
        password: Password,
        more: Vec<SignInInput>,
    ) -> Self {
        let typed = Typed {
            account,
            password,
            more,
        };
        Self {
            again,
            address,
            typed,
        }
    }
}

impl Default for CameraLines {
    fn default() -> Self {
        Self {
            lines: HashMap::new(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl CameraLines {
    fn grant(&self, camera: &CameraId) -> Option<Arc<Grant>> {
        self.lines.get(camera).map(|line| Arc::clone(&line.grant))
    }

    /// Whether this is what the camera is asked with now.
    fn is_of(&self, camera: &CameraId, session: &SessionId) -> bool {
        let line = self.lines.get(camera);
        line.is_some_and(|line| line.grant.session() == session)
    }
}

impl State {
    pub(super) fn sign_in_to_camera(
        &mut self,
        id: ConnectionId,
        ask: CameraAsk,
        reply: Reply<CameraKey>,
    ) {
        let (provider, ask) = match self.may_ask_camera(id, ask) {
            Ok(may) => may,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let CameraAsk {
                again,
                address,
                typed,
            } = ask;
            let result = match provider.camera_access() {
                Some(cameras) => {
                    let request = CameraSignIn {
                        address: &address,
                        account: &typed.account,
                        password: &typed.password,
                        more: &typed.more,
                    };
                    cameras.sign_in(&request).await
                }
                None => Err(ServiceError::NotFound),
            };
            report(Report::Camera {
                connection: id,
                report: Box::new(CameraReport::SignedIn {
                    again,
                    result,
                    reply,
                }),
            });
        });
    }

    /// As it is sent.
    fn may_ask_camera(
        &mut self,
        id: ConnectionId,
        ask: CameraAsk,
    ) -> Result<(Arc<dyn Provider>, CameraAsk), Failure> {
        let (provider, _) = self.place_of_cameras(id)?;
        let typed = ask.typed.checked(&provider.profile().sign_in)?;
        let mut address = ask.address.trim().to_owned();
        if let Some(camera) = &ask.again {
            let key = key(id, camera);
            let known = self.registry.get(&key).ok_or(FailureCode::NotThere)?;
            if address.is_empty() {
                address = known.address.clone().unwrap_or_default();
            }
        }
        if address.is_empty() {
            return Err(FailureCode::SignInIncomplete.into());
        }
        let again = ask.again;
        Ok((
            provider,
            CameraAsk {
                again,
                address,
                typed,
            },
        ))
    }

    /// # Errors
    /// The connection is not of that kind, or nothing is at its place.
    fn place_of_cameras(
        &mut self,
        id: ConnectionId,
    ) -> Result<(Arc<dyn Provider>, &mut Connection), Failure> {
        self.find_provider(id)?;
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        let provider = connection.provider.clone();
        let provider = provider.ok_or(FailureCode::ServiceUnreachable)?;
        if connection.kept.session != Session::NotNeeded {
            return Err(FailureCode::NotThere.into());
        }
        Ok((provider, connection))
    }

    pub(super) async fn camera_report(&mut self, id: ConnectionId, report: CameraReport) {
        use CameraReport as R;
        match report {
            R::SignedIn {
                again,
                result,
                reply,
            } => self.camera_signed_in(id, again, result, reply).await,
            R::SecretKept {
                camera,
                secret,
                new,
                result,
                reply,
            } => {
                let kept = self
                    .camera_secret_kept(id, &camera, secret, new, result)
                    .await;
                self.answer(reply, kept);
            }
            R::SecretRead { camera, result } => self.camera_secret_read(id, camera, result).await,
            R::AllForgotten {
                result: Ok(()),
                reply,
            } => self.remove_connection(id, reply).await,
            R::AllForgotten {
                result: Err(error),
                reply,
            } => self.answer(reply, Err(Failure::from(&error))),
            R::SecretForgotten {
                camera,
                result,
                reply,
            } => {
                self.camera_secret_forgotten(id, &camera, result, reply)
                    .await
            }
            R::Seen {
                camera,
                session,
                result,
            } => self.camera_seen(id, &camera, &session, result).await,
        }
    }

    /// The camera said yes. It is in the list before its secret is in the keychain: an entry whose camera nobody knows would stay there
    /// for ever.
    async fn camera_signed_in(
        &mut self,
        id: ConnectionId,
        again: Option<CameraId>,
        result: Result<CameraSignedIn, ServiceError>,
        reply: Reply<CameraKey>,
    ) {
        let CameraSignedIn { camera, secret } = match result {
            Ok(signed_in) => signed_in,
            Err(error) => return self.answer(reply, Err(Failure::from(&error))),
        };
        if again.is_some_and(|again| again != camera.id) {
            return self.answer(reply, Err(FailureCode::AnotherCamera.into()));
        }
        if self.connection(id).is_none() {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        }
        let (key, camera_id) = (key(id, &camera.id), camera.id.clone());
        let new = self.registry.get(&key).is_none();
        if let Err(failure) = self.camera_is(id, camera).await {
            if new {
                self.registry.remove(&key);
            }
            return self.answer(reply, Err(failure));
        }
        let report = self.reporter();
        let Some(home) = &self.home else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let written = home.secrets.write_camera(key, secret.clone());
        tokio::spawn(async move {
            report(Report::Camera {
                connection: id,
                report: Box::new(CameraReport::SecretKept {
                    camera: camera_id,
                    secret,
                    new,
                    result: written.await,
                    reply,
                }),
            });
        });
    }

    async fn camera_secret_kept(
        &mut self,
        id: ConnectionId,
        camera: &CameraId,
        secret: SecretBytes,
        new: bool,
        result: Result<(), VaultError>,
    ) -> Result<CameraKey, Failure> {
        let key = key(id, camera);
        if let Err(error) = result {
            if new && self.registry.remove(&key) {
                self.keep_cameras(id).await?;
            }
            return Err(Failure::from(&error));
        }
        self.registry.get(&key).ok_or(FailureCode::NotThere)?;
        self.watch_camera(id, camera, secret);
        Ok(key)
    }

    /// The keychain forgets it first: what is left in it when its camera is out of the list stays there for ever.
    pub(super) fn forget_camera(&mut self, camera: CameraKey, reply: Reply<()>) {
        let report = self.reporter();
        let known = self.registry.get(&camera).is_some();
        let Some(home) = self.home.as_ref().filter(|_| known) else {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        };
        let forgotten = home.secrets.forget_camera(camera.clone());
        tokio::spawn(async move {
            report(Report::Camera {
                connection: camera.connection,
                report: Box::new(CameraReport::SecretForgotten {
                    camera: camera.camera,
                    result: forgotten.await,
                    reply,
                }),
            });
        });
    }

    async fn camera_secret_forgotten(
        &mut self,
        id: ConnectionId,
        camera: &CameraId,
        result: Result<(), VaultError>,
        reply: Reply<()>,
    ) {
        let done = match result {
            Ok(()) => {
                if let Some(connection) = self.connection_mut(id)
                    && let Some(line) = connection.cameras.lines.remove(camera)
                {
                    line.grant.end();
                }
                self.camera_is_removed(&key(id, camera)).await;
                Ok(())
            }
            Err(error) => Err(Failure::from(&error)),
        };
        self.answer(reply, done);
    }

    /// With the connection.
    pub(super) fn forget_cameras_first(&mut self, id: ConnectionId, reply: Reply<()>) {
        let report = self.reporter();
        let Some(home) = &self.home else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let all = self.registry.of(id);
        let forgotten: Vec<_> = all
            .map(|camera| home.secrets.forget_camera(key(id, &camera.id)))
            .collect();
        tokio::spawn(async move {
            let mut result = Ok(());
            for one in forgotten {
                result = result.and(one.await);
            }
            report(Report::Camera {
                connection: id,
                report: Box::new(CameraReport::AllForgotten { result, reply }),
            });
        });
    }

    /// What a request to one camera needs: of the account, or of the camera itself.
    ///
    /// # Errors
    /// Why there is none now.
    pub(super) fn line_to_camera(
        &self,
        camera: &CameraKey,
    ) -> Result<(Arc<dyn Provider>, Arc<Grant>), Failure> {
        let id = camera.connection;
        self.registry.get(camera).ok_or(FailureCode::NotThere)?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        if connection.kept.session != Session::NotNeeded {
            return self.line_or_why(id);
        }
        let provider = connection.provider.clone();
        let provider = provider.ok_or(FailureCode::ServiceUnreachable)?;
        let grant = connection.cameras.grant(&camera.camera);
        Ok((provider, grant.ok_or(FailureCode::NotRecognised)?))
    }
}

fn key(connection: ConnectionId, camera: &CameraId) -> CameraKey {
    CameraKey {
        connection,
        camera: camera.clone(),
    }
}
