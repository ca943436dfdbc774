//! Services that are not who they say they are.

use std::net::Ipv4Addr;

use porchlight_core::ports::provider::ServiceError;
use porchlight_providers::{Network, Roots};
use porchlight_service::{Config, DatabaseUrl, Service};
use porchlight_simulators::tls::{Authority, Flaw};
use tokio::net::TcpListener;

use crate::home::{patient, provider_at};

async fn asked(
    flaw: Flaw,
    roots: impl FnOnce(&Authority) -> Roots,
) -> Result<String, ServiceError> {
    let folder = tempfile::tempdir().unwrap();
    let database = DatabaseUrl::sqlite(folder.path().join("service.sqlite"));
    let service = Service::open(Config::new(
        database,
        folder.path().join("secrets"),
        "Porch",
    ))
    .await
    .unwrap();
    let authority = Authority::new().unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let running = service
        .serve_tls_on(listener, authority.identity(flaw).unwrap())
        .await
        .unwrap();
    let network = Network {
        roots: roots(&authority),
        ..patient()
    };
    let provider = provider_at(running.url.as_str(), network).unwrap();
    let name = provider.account().unwrap().name().await;
    running.shutdown().await;
    name
}

fn trusting(authority: &Authority) -> Roots {
    Roots::Only(vec![authority.root()])
}

#[tokio::test]
async fn a_good_certificate_is_good() {
    assert_eq!(asked(Flaw::None, trusting).await.as_deref(), Ok("Porch"));
}

#[tokio::test]
async fn a_certificate_outside_its_time_is_told_from_one_that_nobody_vouches_for() {
    assert_eq!(
        asked(Flaw::Expired, trusting).await,
        Err(ServiceError::CertificateExpired)
    );
    assert_eq!(
        asked(Flaw::NotYetValid, trusting).await,
        Err(ServiceError::CertificateExpired)
    );
    assert_eq!(
        asked(Flaw::SelfSigned, trusting).await,
        Err(ServiceError::CertificateUntrusted)
    );
    assert_eq!(
        asked(Flaw::OtherName, trusting).await,
        Err(ServiceError::CertificateUntrusted)
    );
    let system = asked(Flaw::None, |_| Roots::System).await;
    assert_eq!(
        system,
        Err(ServiceError::CertificateUntrusted),
        "an authority that the system does not know"
    );
}
