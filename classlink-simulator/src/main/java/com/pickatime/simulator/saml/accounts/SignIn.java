package com.pickatime.simulator.saml.accounts;

import java.time.Instant;

/**
 * One person's sign-in at the identity provider.
 *
 * @param index what the service provider is told to call the session
 */
public record SignIn(Person person, String index, Instant at) {}
