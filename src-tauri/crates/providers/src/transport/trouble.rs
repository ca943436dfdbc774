//! What a failed exchange means to an owner: the cause is looked for along the whole chain of errors.

use std::error::Error;
use std::io;

use porchlight_core::ports::provider::ServiceError;
use rustls::CertificateError;

/// The text of the error is dropped: it names addresses.
pub(super) fn trouble(error: reqwest::Error) -> ServiceError {
    if let Some(said) = chain(&error).find_map(by_cause) {
        return said;
    }
    if error.is_timeout() {
        ServiceError::TimedOut
    } else if error.is_builder() {
        ServiceError::Garbled
    } else {
        // Refused, reset, no such name, cut in the middle.
        ServiceError::Unreachable
    }
}

fn by_cause(cause: &(dyn Error + 'static)) -> Option<ServiceError> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(by_tls(tls));
    }
    let http = cause.downcast_ref::<hyper::Error>()?;
    http.is_parse().then_some(ServiceError::Garbled)
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "both enums grow with rustls; whatever is new is a certificate that is not trusted, or no TLS"
)]
fn by_tls(error: &rustls::Error) -> ServiceError {
    match error {
        rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => ServiceError::CertificateExpired,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            ServiceError::CertificateUntrusted
        }
        _ => ServiceError::Garbled,
    }
}

/// The error and all that it hides. An [`io::Error`] does not name the error that it carries as its source.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let carried = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match carried {
            Some(carried) => Some(carried as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
