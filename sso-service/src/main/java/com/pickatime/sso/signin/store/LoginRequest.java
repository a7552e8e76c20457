package com.pickatime.sso.signin.store;

import com.pickatime.platform.ids.BusinessId;

/**
 * A request that a browser took to an identity provider.
 *
 * @param id the AuthnRequest's ID
 * @param browser hash of the secret that only that browser has
 * @param returnTo local path to go to after the sign-in
 */
public record LoginRequest(String id, BusinessId businessId, String browser, LoginPurpose purpose, String returnTo) {}
