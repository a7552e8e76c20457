package com.pickatime.sso.logout;

/** A logout request that came before; not an error of ours, so without a stack trace. */
final class ReplayedLogoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayedLogoutException() {
        super("REPLAYED", null, false, false);
    }
}
