//! What OAuth's forms and answers hold, field by field, for openapi.json. Forms are read by name (`Parameters`), since a field that is
//! there twice is worse than one that is missing (RFC 6749 §3.1); answers are made where they are given.
#![expect(dead_code, reason = "types that describe, and are never made")]

use utoipa::{IntoResponses, ToSchema};

/// `POST /oauth/token`. `client_id` stands in the form where there is no `Authorization`, and with it `client_secret` if there is one.
#[derive(ToSchema)]
#[serde(tag = "grant_type", rename_all = "snake_case")]
pub(super) enum TokenForm {
    /// RFC 6749 §4.1.3
    AuthorizationCode {
        code: String,
        /// RFC 7636 §4.5; for each code that was asked for with a challenge.
        #[schema(nullable = false)]
        code_verifier: Option<String>,
        /// Letter for letter as it was in the request for the code.
        redirect_uri: String,
        /// `cameras`, or what the client was registered to call it.
        #[schema(nullable = false)]
        scope: Option<String>,
        #[schema(nullable = false)]
        client_id: Option<String>,
        #[schema(nullable = false)]
        client_secret: Option<String>,
    },
    /// RFC 6749 §6
    RefreshToken {
        refresh_token: String,
        /// `cameras`, or what the client was registered to call it.
        #[schema(nullable = false)]
        scope: Option<String>,
        #[schema(nullable = false)]
        client_id: Option<String>,
        #[schema(nullable = false)]
        client_secret: Option<String>,
    },
}

/// `POST /oauth/revoke` (RFC 7009 §2.1) and `POST /oauth/introspect` (RFC 7662 §2.1)
#[derive(ToSchema)]
pub(super) struct OneToken {
    /// An access token or a refresh token.
    token: String,
    /// Not needed: the token says of what kind it is.
    #[schema(nullable = false)]
    token_type_hint: Option<String>,
    #[schema(nullable = false)]
    client_id: Option<String>,
    #[schema(nullable = false)]
    client_secret: Option<String>,
}

/// The form of the page at `GET /oauth/authorize`.
#[derive(ToSchema)]
pub(super) struct AddressForm {
    /// From that page, for the browser that was shown it.
    ticket: String,
    /// Of the account that is to be linked.
    email: String,
}

/// RFC 6749 §5.2
#[derive(ToSchema)]
pub(super) struct OauthRefusal {
    error: OauthErrorCode,
}

/// RFC 6749 §5.2, and `server_error` and `temporarily_unavailable` as in §4.1.2.1
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
enum OauthErrorCode {
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    ServerError,
    TemporarilyUnavailable,
    UnsupportedGrantType,
}

/// What a client is refused with.
#[derive(IntoResponses)]
pub(super) enum OauthRefusals {
    /// `invalid_grant`, `invalid_request`, `invalid_scope`, `unsupported_grant_type`
    #[response(status = 400)]
    Wrong(OauthRefusal),
    /// `invalid_client`
    #[response(status = 401, headers(("WWW-Authenticate" = String, description = "`Basic`")))]
    Client(OauthRefusal),
    /// `server_error`
    #[response(status = 500)]
    Fault(OauthRefusal),
    /// `temporarily_unavailable`
    #[response(status = 503, headers(("Retry-After" = u32, description = "seconds")))]
    Busy(OauthRefusal),
}

/// RFC 8414 §2
#[derive(ToSchema)]
pub(super) struct OauthMetadata {
    #[schema(format = "uri")]
    issuer: String,
    #[schema(format = "uri")]
    authorization_endpoint: String,
    #[schema(format = "uri")]
    token_endpoint: String,
    #[schema(format = "uri")]
    revocation_endpoint: String,
    #[schema(format = "uri")]
    introspection_endpoint: String,
    scopes_supported: Vec<String>,
    response_types_supported: Vec<String>,
    response_modes_supported: Vec<String>,
    grant_types_supported: Vec<String>,
    code_challenge_methods_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Vec<String>,
    revocation_endpoint_auth_methods_supported: Vec<String>,
    introspection_endpoint_auth_methods_supported: Vec<String>,
    /// RFC 9207 §3
    authorization_response_iss_parameter_supported: bool,
    ui_locales_supported: Vec<String>,
}
