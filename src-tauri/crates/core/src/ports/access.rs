//! How a place lets this computer in.

use async_trait::async_trait;

use crate::cameras::Camera;
use crate::ports::grant::Grant;
use crate::ports::provider::{AccountService, CameraService, ServiceError};
use crate::ports::sign_in::SignInInput;
use crate::secret::{Password, SecretBytes};

#[derive(Clone, Copy)]
pub enum Access<'a> {
    /// One sign-in for the whole place, which lists its cameras.
    Account {
        account: &'a dyn AccountService,
        cameras: &'a dyn CameraService,
    },
    /// There is nothing to sign in to but the cameras: the owner adds them one by one.
    PerCamera(&'a dyn CameraAccess),
}

/// Cameras that have a sign-in of their own each. What one of them is asked for carries the [`Grant`] of that camera.
#[async_trait]
pub trait CameraAccess: Send + Sync {
    /// What the place calls itself, if it does. May be empty: then the window has a word for it.
    async fn name(&self) -> Result<String, ServiceError>;

    /// Tries what the owner typed at the camera itself. Nobody keeps any of it before the camera has taken it.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`], [`ServiceError::TooManyTries`] when the camera lets nobody in for a while,
    /// [`ServiceError::ClockOff`] when its time is so wrong that it takes nobody's word; as the camera can be reached.
    async fn sign_in(&self, request: &CameraSignIn<'_>) -> Result<CameraSignedIn, ServiceError>;

    /// How a camera is now. It was `known` like this, also where it was; at another address it is looked for, if that can be done.
    ///
    /// # Errors
    /// As [`Self::sign_in`]. It says something of this camera and of no other.
    async fn camera(&self, grant: &Grant, known: &Camera) -> Result<Camera, ServiceError>;
}

/// What a camera is asked with.
#[derive(Clone, Copy)]
pub struct CameraSignIn<'a> {
    /// Where it is, as typed or found; without blanks around it.
    pub address: &'a str,
    /// Without blanks around it.
    pub account: &'a str,
    pub password: &'a Password,
    /// As the form asks; without blanks around it.
    pub more: &'a [SignInInput],
}

/// A camera that took what the owner typed.
#[derive(Clone, Debug)]
pub struct CameraSignedIn {
    /// Its identifier is the camera's own and stays when its address changes.
    pub camera: Camera,
    /// All that the provider needs to come back: kept in the keychain, in an entry of this camera's own, and no more than
    /// [`crate::ports::secret_vault::LARGEST_ENTRY`].
    pub secret: SecretBytes,
}
