//! Everything that a service keeps about its owner: shown, taken along, deleted.

mod asking;
mod export;

pub(super) use asking::Ask;
pub use export::DataExport;

use super::requests::{Reply, Report};
use super::sign_in::check_password;
use super::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::account_data::{AccountDeletion, Deleted, DeletionError, HeldData};
use crate::ports::devices::SignedInComputer;
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::two_factor::TwoFactorError;
use crate::view::ConnectionId;
use crate::view::your_data::{DeletedAccountView, YourDataView};

/// What the task is told of what it set off.
pub(super) enum Found {
    Held {
        result: Result<HeldData, ServiceError>,
        reply: Reply<YourDataView>,
    },
    ToExport {
        /// With the computers, where what only this computer can read goes along.
        result: Result<(HeldData, Option<Vec<SignedInComputer>>), ServiceError>,
        reply: Reply<DataExport>,
    },
    Deleted {
        result: Result<Deleted, DeletionError>,
        reply: Reply<DeletedAccountView>,
    },
}

impl State {
    pub(super) fn about_your_data(&mut self, id: ConnectionId, ask: Ask) {
        match ask {
            Ask::Look { reply } => self.look_at_data(id, reply),
            Ask::Export { opened, reply } => self.export_data(id, opened, reply),
            Ask::Delete { deletion, reply } => self.delete_account(id, deletion, reply),
        }
    }

    pub(super) async fn your_data_found(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        found: Found,
    ) {
        match found {
            Found::Held { result, reply } => {
                let result = self.told(id, &session, result).await;
                self.answer(reply, result.map(|held| YourDataView::from(&held)));
            }
            Found::ToExport { result, reply } => {
                let result = self.told_to_export(id, &session, result).await;
                self.answer(reply, result);
            }
            Found::Deleted { result, reply } => {
                self.account_deleted(id, &session, result, reply).await;
            }
        }
    }

    fn look_at_data(&mut self, id: ConnectionId, reply: Reply<YourDataView>) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.account_data() {
                Some(service) => service.held(&grant).await,
                None => Err(ServiceError::NotFound),
            };
            report(Report::YourData {
                connection: id,
                session: grant.session().clone(),
                found: Found::Held { result, reply },
            });
        });
    }

    fn export_data(&mut self, id: ConnectionId, opened: bool, reply: Reply<DataExport>) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = async {
                let service = provider.account_data().ok_or(ServiceError::NotFound)?;
                let held = service.held(&grant).await?;
                let computers = match provider.devices() {
                    Some(devices) if opened => Some(devices.computers(&grant).await?),
                    Some(_) | None => None,
                };
                Ok((held, computers))
            };
            let result = result.await;
            report(Report::YourData {
                connection: id,
                session: grant.session().clone(),
                found: Found::ToExport { result, reply },
            });
        });
    }

    async fn told_to_export(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        result: Result<(HeldData, Option<Vec<SignedInComputer>>), ServiceError>,
    ) -> Result<DataExport, Failure> {
        let (held, computers) = self.told(id, session, result).await?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let kept = &connection.kept;
        let mut export = DataExport::of(&kept.name, held);
        if let Some(computers) = computers {
            let account = kept.session.account();
            let private = self.private_names.of_account(id, account);
            export = export
                .with_opened(&kept.email, self.registry.of(id), &computers)
                .with_private_names(private);
        }
        Ok(export)
    }

    /// While it is asked, nothing else is: the first word of the end of this session would else be taken for news.
    fn delete_account(
        &mut self,
        id: ConnectionId,
        deletion: AccountDeletion,
        reply: Reply<DeletedAccountView>,
    ) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        // One that is too short cannot be the right one, and is not worth a try.
        if check_password(&deletion.password).is_err() {
            return self.answer(reply, Err(FailureCode::PasswordWrong.into()));
        }
        if let Some(connection) = self.connection_mut(id) {
            connection.listener = None;
            connection.leaving = true;
        }
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.account_data() {
                Some(service) => service.delete_account(&grant, &deletion).await,
                None => Err(ServiceError::NotFound.into()),
            };
            report(Report::YourData {
                connection: id,
                session: grant.session().clone(),
                found: Found::Deleted { result, reply },
            });
        });
    }

    async fn account_deleted(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        result: Result<Deleted, DeletionError>,
        reply: Reply<DeletedAccountView>,
    ) {
        let service = self.connection_mut(id).map(|connection| {
            connection.leaving = false;
            connection.kept.name.clone()
        });
        let deleted = match result {
            Ok(deleted) => deleted,
            Err(error) => {
                if let DeletionError::Refused(TwoFactorError::Service(
                    error @ (ServiceError::SessionEnded { .. } | ServiceError::NotRecognised),
                )) = &error
                {
                    self.service_failed(id, session, error).await;
                }
                // If it was deleted after all, the next thing that is asked is answered with that.
                self.connect(id);
                return self.answer(reply, Err(failure_of(&error)));
            }
        };
        let view = DeletedAccountView::of(&service.unwrap_or_default(), &deleted);
        let gone = self.let_account_go(id).await;
        self.answer(reply, gone.map(|()| view));
    }

    /// Nothing of the account stays on this computer: token, cameras, edits, alerts, and the place itself.
    ///
    /// # Errors
    /// It could not be removed. The service's word, asked for again, leads to the same.
    async fn let_account_go(&mut self, id: ConnectionId) -> Result<(), Failure> {
        let removed = self.store()?.remove_connection(id).await;
        if let Err(error) = removed {
            self.connect(id);
            return Err(Failure::from(&error));
        }
        self.drop_credential(id);
        let account = self
            .connection(id)
            .and_then(|connection| connection.kept.session.account());
        if let Some(account) = account.map(str::to_owned) {
            let erased = self.outbox.erase(id, &account);
            let touched = self.outbox.apply(erased);
            self.registry.touch(touched);
        }
        self.private_names.forget_connection(id);
        self.connections
            .retain(|connection| connection.kept.id != id);
        self.registry.forget(id);
        self.drop_plans_of(id).await;
        self.count_unread().await;
        Ok(())
    }

    async fn told<T>(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        result: Result<T, ServiceError>,
    ) -> Result<T, Failure> {
        match result {
            Ok(heard) => Ok(heard),
            Err(error) => {
                self.service_failed(id, session, &error).await;
                Err(Failure::from(&error))
            }
        }
    }
}

fn failure_of(error: &DeletionError) -> Failure {
    match error {
        DeletionError::Refused(TwoFactorError::FreshProofNeeded) => {
            FailureCode::ServiceTimedOut.into()
        }
        DeletionError::Refused(error) => error.into(),
        DeletionError::Unclear => FailureCode::DeletionUnclear.into(),
    }
}
