// Made by `npm run api:client` from the OpenAPI document; a test compares. Not written by hand.

export type paths = {
  '/api/v1/auth/login': {
    /** Sign in with a password */
    post: operations['postLogin']
  }
  '/api/v1/auth/mfa/initiate': {
    /** Choose a method and have the challenge sent */
    post: operations['postMfaInitiate']
  }
  '/api/v1/auth/mfa/otp/verify': {
    /** Answer with the code */
    post: operations['postMfaOtpVerify']
  }
  '/api/v1/auth/mfa/transactions/{id}': {
    /** Ask how a challenge stands */
    post: operations['postMfaTransactionsById']
  }
  '/api/v1/auth/mfa/transactions/{id}/approve': {
    /** Approve a push, from the user’s phone */
    post: operations['postMfaTransactionsByIdApprove']
  }
  '/api/v1/auth/mfa/transactions/{id}/deny': {
    /** Deny a push, from the user’s phone */
    post: operations['postMfaTransactionsByIdDeny']
  }
  '/api/v1/auth/mfa/transactions/{id}/otp': {
    /** The code that was sent (demo only) */
    get: operations['getMfaTransactionsByIdOtp']
  }
  '/api/v1/auth/esign/accept': {
    /** Accept the document that is asked for */
    post: operations['postEsignAccept']
  }
  '/api/v1/auth/esign/decline': {
    /** Decline the document that is asked for */
    post: operations['postEsignDecline']
  }
  '/api/v1/auth/device/bind': {
    /** Answer the offer to remember this device */
    post: operations['postDeviceBind']
  }
  '/api/v1/auth/refresh': {
    /** Refresh with the cookie */
    post: operations['postRefresh']
  }
  '/api/v1/auth/token/refresh': {
    /** Refresh with the token in the body */
    post: operations['postTokenRefresh']
  }
  '/api/v1/auth/logout': {
    /** Log out */
    post: operations['postLogout']
  }
  '/api/v1/auth/token/verify': {
    /** Ask whether an access token is good */
    post: operations['postTokenVerify']
  }
  '/api/v1/auth/token/introspect': {
    /** Introspect a token (RFC 7662) */
    post: operations['postTokenIntrospect']
  }
  '/api/v1/auth/token/revoke': {
    /** Revoke a token (RFC 7009) */
    post: operations['postTokenRevoke']
  }
  '/api/v1/auth/step-up/evaluate': {
    /** Ask whether an action needs a step-up */
    post: operations['postStepUpEvaluate']
  }
  '/api/v1/auth/step-up': {
    /** Begin a step-up */
    post: operations['postStepUp']
  }
  '/api/v1/auth/userinfo': {
    /** Who the bearer is (OpenID Connect Core §5.3) */
    get: operations['getUserinfo']
  }
  '/api/v1/auth/esign/documents/{id}': {
    /** A document to sign */
    get: operations['getEsignDocumentsById']
  }
  '/api/v1/auth/sessions': {
    /** The user’s open sessions */
    get: operations['getSessions']
  }
  '/api/v1/auth/sessions/{id}': {
    /** End one of the user’s sessions */
    delete: operations['deleteSessionsById']
  }
  '/api/v1/auth/devices': {
    /** The devices the user trusts */
    get: operations['getDevices']
  }
  '/api/v1/auth/devices/{id}': {
    /** Trust a device no longer */
    delete: operations['deleteDevicesById']
    /** Rename a device */
    patch: operations['patchDevicesById']
  }
  '/api/v1/cross-app/generate-session': {
    /** Hand a signed-in user over to another app */
    post: operations['postCrossAppGenerateSession']
  }
  '/api/v1/cross-app/validate-session': {
    /** Redeem a session token */
    post: operations['postCrossAppValidateSession']
  }
  '/api/v1/cross-app/user-accounts': {
    /** The accounts of a user who was handed over */
    get: operations['getCrossAppUserAccounts']
  }
  '/api/v1/cross-app/validate-permission': {
    /** Ask whether a user who was handed over may do something */
    post: operations['postCrossAppValidatePermission']
  }
  '/api/v1/cross-app/revoke-session': {
    /** Revoke a session token */
    post: operations['postCrossAppRevokeSession']
  }
  '/api/v1/admin/sessions': {
    /** Find sessions */
    get: operations['getAdminSessions']
  }
  '/api/v1/admin/sessions/{id}/timeline': {
    /** The authentications of a session */
    get: operations['getAdminSessionsByIdTimeline']
  }
  '/api/v1/admin/sessions/revoke': {
    /** End a session */
    post: operations['postAdminSessionsRevoke']
  }
  '/.well-known/openid-configuration': {
    /** Where everything is (OpenID Connect Discovery) */
    get: operations['getOpenidConfiguration']
  }
  '/.well-known/jwks.json': {
    /** The public keys that check our tokens (RFC 7517) */
    get: operations['getJwksJson']
  }
  '/api/v1/health': {
    /** Whether sign-ins can be served */
    get: operations['getHealth']
  }
}

export type components = {
  schemas: {
    NextStep: {
      response_type_code: 'MFA_REQUIRED'
      otp_methods: {
        value: string
        mfa_option_id: number
      }[]
      mobile_approve_status: 'NOT_REGISTERED' | 'ENABLED' | 'DISABLED'
      context_id: string
      transaction_id: string
    } | {
      response_type_code: 'ESIGN_REQUIRED'
      context_id: string
      transaction_id: string
      esign_document_id: string
      esign_url: string
    } | {
      response_type_code: 'DEVICE_BIND_REQUIRED'
      context_id: string
      transaction_id: string
    }
    LoginSuccess: {
      response_type_code: 'SUCCESS'
      access_token: string
      id_token: string
      token_type: 'Bearer'
      /** Seconds until the access token runs out. */
      expires_in: number
      context_id: string
      device_bound?: boolean
    }
    /** A failure (RFC 9457). */
    Problem: {
      title: string
      status: number
      /** More about this case, for people. */
      detail?: string
      /** What to branch on. */
      error_code: string
      correlation_id: string
      context_id?: string
      transaction_id?: string
      /** Which field of the request is not valid. */
      field?: string
    }
    MfaInitiated: {
      response_type_code: 'OTP_VERIFY_REQUIRED' | 'PUSH_VERIFY_REQUIRED'
      transaction_id: string
      expires_at: string
      /** Of a push: what the user types on the phone. */
      display_number?: number
    }
    JourneySuccess: components['schemas']['LoginSuccess'] & {
      /** Of a step-up: the action that was asked for. The refresh token stays as it is. */
      step_up?: {
        allowed: true
        action: {
          [name: string]: unknown
        }
      }
    }
    MfaPending: {
      response_type_code: 'MFA_PENDING'
      transaction_id: string
      expires_at: string
      /** Milliseconds to wait before asking again. */
      retry_after: number
      /** Whether the code or the push has left. FAILED: choose another method. */
      delivery_status?: 'QUEUED' | 'SENT' | 'FAILED'
    }
    PushDecided: {
      success: boolean
      transaction_id: string
    }
    EsignAccepted: components['schemas']['JourneySuccess'] & {
      esign_accepted: true
      esign_accepted_at: string
    }
    Refreshed: {
      success: true
      access_token: string
      id_token: string
      token_type: 'Bearer'
      expires_in: number
      /** Only where the refresh token came in the body. */
      refresh_token?: string
    }
    Introspection: {
      active: boolean
      scope?: string
      client_id?: string
      username?: string
      token_type?: string
      exp?: number
      iat?: number
      sub?: string
      aud?: string
      iss?: string
      jti?: string
      sid?: string
      acr?: string
      amr?: string[]
      auth_time?: number
    }
    StepUpNeed: {
      required: boolean
      reasons: ('HIGH_VALUE' | 'SENSITIVE_CHANGE' | 'PRIVILEGED_OPERATION' | 'STALE_AUTHENTICATION' | 'RISK')[]
      /** The `acr` an access token needs for it. */
      acr_values: 'aal2'
      /** How many seconds old its `auth_time` may be. */
      max_age: number
    }
    UserInfo: {
      sub: string
      name: string
      preferred_username: string
      email?: string
    }
    EsignDocument: {
      document_id: string
      title: string
      /** Markdown. */
      content: string
      version: number
      mandatory: boolean
    }
    OwnSession: {
      session_id: string
      app_id: string
      app_name: string
      device: string | null
      ip_address: string
      place: string | null
      created_at: string
      last_activity_at: string
      expires_at: string
      /** Whether it is the one that asks. */
      current: boolean
      acr: string | null
    }
    OwnDevice: {
      device_id: string
      device_name: string | null
      device_type: string | null
      app_id: string
      trusted_at: string
      last_used_at: string
      expires_at: string | null
      status: 'ACTIVE' | 'EXPIRED'
      /** Whether the session that asks runs on it. */
      current: boolean
    }
    HandoffUser: {
      /** The user’s id everywhere in the product. */
      user_id: string
      email: string | null
      name: string
      /** The account chosen at the source, if one was. */
      account_id: string | null
    }
    Session: {
      session_id: string
      cupid: string
      guid: string
      username: string
      app_id: string
      app_version: string
      status: 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'LOGGED_OUT'
      ip_address: string
      ip_location: string | null
      browser: string | null
      browser_version: string | null
      operating_system: string | null
      /** Of the latest evaluation. */
      risk_score: number | null
      highest_risk_score: number | null
      step_up_count: number
      active_token_count: number
      created_at: string
      last_activity_at: string
      expires_at: string
      revoked_at: string | null
      revoked_by: string | null
      revocation_reason: string | null
      /** When the risk service denied a step-up. */
      flagged_at: string | null
      flag_reason: string | null
    }
    Authentication: {
      context_id: string
      auth_type: 'INITIAL' | 'STEP_UP'
      /** Null while it goes on. */
      auth_outcome: string | null
      risk_score: number | null
      recommendation: string | null
      auth_started_at: string
      auth_completed_at: string | null
    }
    Health: {
      status: 'ok' | 'degraded'
      checks: {
        database: 'ok' | 'down'
        directory: 'ok' | 'down'
      }
      /** Until when the audit log has partitions (UTC date). */
      audit_horizon: string | null
    }
  }
}

export type operations = {
  postLogin: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          username: string
          password: string
          app_id?: string
          app_version?: string
          transmit_aid?: string
          drs_action_token?: string
          context_id?: string
        }
      }
    }
    responses: {
      /** One more step is asked for. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NextStep']
        }
      }
      /** Signed in. The refresh token comes as a cookie. */
      201: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['LoginSuccess']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003'
          }
        }
      }
      /** `CIAM_E01_01_001` Wrong username or password. `CIAM_E01_01_016` The username is masked. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Wrong username or password' | 'The username is masked' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E01_01_001' | 'CIAM_E01_01_016' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Sign-in denied' | 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postMfaInitiate: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          transaction_id: string
          method: string
          mfa_option_id?: number
        }
      }
    }
    responses: {
      /** It is on its way. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MfaInitiated']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. `CIAM_E01_01_009` MFA method not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed' | 'MFA method not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003' | 'CIAM_E01_01_009'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postMfaOtpVerify: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          transaction_id: string
          code: string
        }
      }
    }
    responses: {
      /** One more step is asked for. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NextStep']
        }
      }
      /** The journey is over: tokens, and the refresh token as a cookie. */
      201: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['JourneySuccess']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. `CIAM_E01_01_017` Wrong code. `CIAM_E01_01_018` Push not approved yet. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed' | 'Wrong code' | 'Push not approved yet'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003' | 'CIAM_E01_01_017' | 'CIAM_E01_01_018'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postMfaTransactionsById: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `transaction_id` of the challenge. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
        }
      }
    }
    responses: {
      /** Not yet; or one more step is asked for. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MfaPending'] | {
            response_type_code: 'MFA_REQUIRED'
            otp_methods: {
              value: string
              mfa_option_id: number
            }[]
            mobile_approve_status: 'NOT_REGISTERED' | 'ENABLED' | 'DISABLED'
            context_id: string
            transaction_id: string
          } | {
            response_type_code: 'ESIGN_REQUIRED'
            context_id: string
            transaction_id: string
            esign_document_id: string
            esign_url: string
          } | {
            response_type_code: 'DEVICE_BIND_REQUIRED'
            context_id: string
            transaction_id: string
          }
        }
      }
      /** The journey is over: tokens, and the refresh token as a cookie. */
      201: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['JourneySuccess']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postMfaTransactionsByIdApprove: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `transaction_id` of the challenge. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          selected_number: number
        }
      }
    }
    responses: {
      /** Approved, or rejected by a wrong number. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PushDecided']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_009` User does not match. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active' | 'No access token' | 'Access token unknown' | 'User does not match'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004' | 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_009'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postMfaTransactionsByIdDeny: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `transaction_id` of the challenge. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
        }
      }
    }
    responses: {
      /** The push is rejected. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PushDecided']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_009` User does not match. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active' | 'No access token' | 'Access token unknown' | 'User does not match'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004' | 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_009'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getMfaTransactionsByIdOtp: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `transaction_id` of the challenge. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The code. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            otp: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postEsignAccept: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          transaction_id: string
          document_id: string
          acceptance_ip?: string
          acceptance_timestamp?: string
        }
      }
    }
    responses: {
      /** One more step is asked for. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NextStep']
        }
      }
      /** The journey is over: tokens, and the refresh token as a cookie. */
      201: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EsignAccepted']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. `CIAM_E01_04_002` No eSign is pending. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed' | 'No eSign is pending'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003' | 'CIAM_E01_04_002'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. `CIAM_E01_04_001` Document not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found' | 'Document not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001' | 'CIAM_E01_04_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postEsignDecline: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          transaction_id: string
          document_id?: string
        }
      }
    }
    responses: {
      /** The journey is over. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            context_id: string
            transaction_id: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. `CIAM_E01_04_002` No eSign is pending. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed' | 'No eSign is pending'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003' | 'CIAM_E01_04_002'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postDeviceBind: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          context_id: string
          transaction_id: string
          bind_device: boolean
        }
      }
    }
    responses: {
      /** The journey is over: tokens, and the refresh token as a cookie. */
      200: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['JourneySuccess']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_03_003` Already processed. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'Already processed'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_03_003'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_03_001` Transaction not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction not found'
            status?: 404
            error_code?: 'CIAM_E01_03_001'
          }
        }
      }
      /** `CIAM_E01_03_002` Transaction expired or rejected. */
      410: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Transaction expired or rejected'
            status?: 410
            error_code?: 'CIAM_E01_03_002'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postRefresh: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** New tokens, and the new cookie. */
      200: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Refreshed']
        }
      }
      /** `CIAM_E04_00_008` No refresh token. `CIAM_E04_00_001` Refresh token unknown. `CIAM_E04_00_002` Refresh token expired or not valid. `CIAM_E04_00_003` Session not readable. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_005` Session expired. `CIAM_E04_00_009` User does not match. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No refresh token' | 'Refresh token unknown' | 'Refresh token expired or not valid' | 'Session not readable' | 'Session not active' | 'Session expired' | 'User does not match' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_008' | 'CIAM_E04_00_001' | 'CIAM_E04_00_002' | 'CIAM_E04_00_003' | 'CIAM_E04_00_004' | 'CIAM_E04_00_005' | 'CIAM_E04_00_009' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postTokenRefresh: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          refresh_token: string
        }
      }
    }
    responses: {
      /** New tokens. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Refreshed']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_001` Refresh token unknown. `CIAM_E04_00_002` Refresh token expired or not valid. `CIAM_E04_00_003` Session not readable. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_005` Session expired. `CIAM_E04_00_009` User does not match. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Refresh token unknown' | 'Refresh token expired or not valid' | 'Session not readable' | 'Session not active' | 'Session expired' | 'User does not match' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_001' | 'CIAM_E04_00_002' | 'CIAM_E04_00_003' | 'CIAM_E04_00_004' | 'CIAM_E04_00_005' | 'CIAM_E04_00_009' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postLogout: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The session has ended. */
      200: {
        headers: {
          /** `refresh_token`: HttpOnly, Secure, SameSite=Strict. */
          'set-cookie': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            message: string
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postTokenVerify: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          token: string
          scopes?: string[]
        }
      }
    }
    responses: {
      /** Good or not; nothing more is told. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            active: boolean
            expires_in?: number
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postTokenIntrospect: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          token: string
          token_type_hint?: string
        }
      }
    }
    responses: {
      /** Of a token that is not active, only that. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Introspection']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postTokenRevoke: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          token: string
          token_type_hint?: string
          client_id?: string
        }
      }
    }
    responses: {
      /** Revoked, or never was. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content?: never
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postStepUpEvaluate: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          action: {
            /** `TRANSFER`, `CHANGE_EMAIL`, … in the client app’s words; the policy says which are sensitive. */
            type: string
            /** What it moves, in the unit of the currency. */
            value?: number | null
            /** ISO 4217. */
            currency?: string | null
            /** More about it, for who reads the records: text, or an object. */
            details?: string | {
              [name: string]: unknown
            } | null
          }
        }
      }
    }
    responses: {
      /** Whether, and why. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StepUpNeed']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Session not active' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_004' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postStepUp: {
    parameters: {
      query?: never
      header?: {
        /** The registered client app. */
        'x-client-id'?: string
        /** Semantic version; 0.0.0 if absent. */
        'x-app-version'?: string
        /** What tells this device from others. Without one it is never offered to be remembered. */
        'x-device-fingerprint'?: string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          action: {
            /** `TRANSFER`, `CHANGE_EMAIL`, … in the client app’s words; the policy says which are sensitive. */
            type: string
            /** What it moves, in the unit of the currency. */
            value?: number | null
            /** ISO 4217. */
            currency?: string | null
            /** More about it, for who reads the records: text, or an object. */
            details?: string | {
              [name: string]: unknown
            } | null
          }
          drs_action_token?: string | null
        }
      }
    }
    responses: {
      /** A second factor is asked for. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NextStep']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. `CIAM_E01_01_009` MFA method not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid' | 'MFA method not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001' | 'CIAM_E01_01_009'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_004` Session not active. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Session not active' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_004' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Sign-in denied' | 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_01_002` Password locked. `CIAM_E01_01_003` Account disabled. `CIAM_E01_01_004` Account blocked by the enterprise. `CIAM_E01_01_005` MFA locked. `CIAM_E01_01_006` Account holder deceased. `CIAM_E01_01_008` Account restricted. */
      423: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Password locked' | 'Account disabled' | 'Account blocked by the enterprise' | 'MFA locked' | 'Account holder deceased' | 'Account restricted'
            status?: 423
            error_code?: 'CIAM_E01_01_002' | 'CIAM_E01_01_003' | 'CIAM_E01_01_004' | 'CIAM_E01_01_005' | 'CIAM_E01_01_006' | 'CIAM_E01_01_008'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getUserinfo: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The user, as the directory has them now. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserInfo']
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_009` User does not match. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'User does not match' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_009' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getEsignDocumentsById: {
    parameters: {
      query?: {
        /** Which version; the latest if absent. */
        version?: number
      }
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `esign_document_id`. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The document. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EsignDocument']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_04_001` Document not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Document not found'
            status?: 404
            error_code?: 'CIAM_E01_04_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getSessions: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The sessions. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            sessions: components['schemas']['OwnSession'][]
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  deleteSessionsById: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `session_id`. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The session has ended. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            session_id: string
            tokens_revoked: number
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Not found'
            status?: 404
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getDevices: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The devices. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            devices: components['schemas']['OwnDevice'][]
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  deleteDevicesById: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `device_id`. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The device is not trusted. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            device_id: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Not found'
            status?: 404
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  patchDevicesById: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `device_id`. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          device_name: string
        }
      }
    }
    responses: {
      /** The device has its name. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            device_id: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Not found'
            status?: 404
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postCrossAppGenerateSession: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          target_app: string
          account_id?: string | null
        }
      }
    }
    responses: {
      /** Shown this once. */
      201: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** 256 random bits, prefixed. */
            session_token: string
            expires_at: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_006` No access token. `CIAM_E04_00_007` Access token unknown. `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'No access token' | 'Access token unknown' | 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_006' | 'CIAM_E04_00_007' | 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postCrossAppValidateSession: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          session_token: string
        }
      }
    }
    responses: {
      /** Who arrives, as the directory has them now. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HandoffUser']
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Not found'
            status?: 404
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getCrossAppUserAccounts: {
    parameters: {
      query?: never
      header: {
        /** The session token that this app has redeemed. */
        'x-session-token': string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** As the directory has them now, in its order. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            accounts: {
              account_id: string
              name: string
            }[]
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postCrossAppValidatePermission: {
    parameters: {
      query?: never
      header: {
        /** The session token that this app has redeemed. */
        'x-session-token': string
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          permission: string
          resource_id?: string | null
        }
      }
    }
    responses: {
      /** Allowed or not; what was asked is repeated. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            allowed: boolean
            permission: string
            resource_id?: string
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_004` Session not active. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate'?: string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Session not active'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_004'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Too many requests. */
      429: {
        headers: {
          /** Seconds to wait. */
          'retry-after': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Too many requests'
            status?: 429
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          /** How many requests a minute the nearest limit allows. */
          'ratelimit-limit'?: string
          /** How many of them are left. */
          'ratelimit-remaining'?: string
          /** Seconds until they are all there again. */
          'ratelimit-reset'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postCrossAppRevokeSession: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          session_token: string
        }
      }
    }
    responses: {
      /** It is not good any more, or never was. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. `CIAM_E04_00_007` Access token unknown. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key' | 'Access token unknown'
            status?: 401
            error_code?: 'CIAM_E04_00_010' | 'CIAM_E04_00_007'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getAdminSessions: {
    parameters: {
      query?: {
        /** ACTIVE, EXPIRED, REVOKED, LOGGED_OUT, or several separated by commas, or `any`; ACTIVE if absent. */
        status?: string
        /** This one alone. */
        session_id?: string
        /** The whole of it, as are guid and username. */
        cupid?: string
        /** All of a customer’s users. */
        guid?: string
        /** Upper and lower case are the same. */
        username?: string
        /** One or more, separated by commas. */
        app_id?: string
        /** An address or a range: 203.0.113.24, 203.0.113.0/24, 2001:db8::/32. */
        ip?: string
        /** Words of “Chrome 155 Windows 11”. */
        device?: string
        /** Words of “Columbus, Ohio, United States”. */
        place?: string
        /** Of the latest evaluation, 0 to 100. */
        risk_min?: string
        /** Of the latest evaluation, 0 to 100. */
        risk_max?: string
        /** At least so many step-ups. */
        min_step_ups?: string
        /** ISO 8601; signed in then or later. */
        created_from?: string
        /** Signed in before. */
        created_until?: string
        /** Last used then or later. */
        active_from?: string
        /** Last used before. */
        active_until?: string
        /** Newest sign-in first if absent. By last activity, a session that is used meanwhile changes its place. */
        sort?: '-created_at' | 'created_at' | '-last_activity_at' | 'last_activity_at'
        /** From 1 to 200; 50 if absent. */
        limit?: string
        /** `next_cursor` of the page before, with the same filters. */
        cursor?: string
      }
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of them. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            sessions: components['schemas']['Session'][]
            next_cursor: string | null
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getAdminSessionsByIdTimeline: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path: {
        /** The `session_id`. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** All of them. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Authentication'][]
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_05_001` Not found. */
      404: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Not found'
            status?: 404
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  postAdminSessionsRevoke: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          session_id: string
          /** Who asked for it, in the calling system’s words. */
          agent_id: string
          reason: string
        }
      }
    }
    responses: {
      /** The session has ended. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            success: true
            session_id: string
            tokens_revoked: number
          }
        }
      }
      /** `CIAM_E01_05_001` Request not valid. */
      400: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Request not valid'
            status?: 400
            error_code?: 'CIAM_E01_05_001'
          }
        }
      }
      /** `CIAM_E04_00_010` Missing or wrong API key. */
      401: {
        headers: {
          /** Which credential is asked for (RFC 6750 §3). */
          'www-authenticate': string
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Missing or wrong API key'
            status?: 401
            error_code?: 'CIAM_E04_00_010'
          }
        }
      }
      /** `CIAM_E01_01_010` Origin not allowed. */
      403: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Origin not allowed'
            status?: 403
            error_code?: 'CIAM_E01_01_010'
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getOpenidConfiguration: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The metadata. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            [name: string]: unknown
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getJwksJson: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The key set. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            keys: {
              [name: string]: unknown
            }[]
          }
        }
      }
      /** `CIAM_E05_00_001` Server error. `CIAM_E05_00_002` A dependency is not available. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            title?: 'Server error' | 'A dependency is not available'
            status?: 503
            error_code?: 'CIAM_E05_00_001' | 'CIAM_E05_00_002'
          }
        }
      }
    }
  }
  getHealth: {
    parameters: {
      query?: never
      header?: {
        /** Made if absent; echoed, logged and stored. */
        'x-correlation-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Everything answers. */
      200: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
      /** Something does not. */
      503: {
        headers: {
          /** The request’s own, or the one made for it. */
          'x-correlation-id': string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
    }
  }
}
