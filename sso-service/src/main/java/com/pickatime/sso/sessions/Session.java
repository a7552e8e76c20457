package com.pickatime.sso.sessions;

import java.time.Instant;

/**
 * One browser's sign-in.
 *
 * @param id hash of the cookie's value, from which the value cannot be told; safe to log
 * @param endsAt if nothing happens until then
 */
public record Session(String id, SignedInPerson who, Instant startedAt, Instant endsAt) {}
