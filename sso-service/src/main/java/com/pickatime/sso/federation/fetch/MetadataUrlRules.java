package com.pickatime.sso.federation.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What an address must look like before anybody asks a name server about it. */
public final class MetadataUrlRules {

    private static final int LONGEST = 2048;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final boolean loopbackAllowed;

    /** @param loopbackAllowed whether this very machine may be named too, also without https */
    public MetadataUrlRules(boolean loopbackAllowed) {
        this.loopbackAllowed = loopbackAllowed;
    }

    /** What is wrong with an address; empty if nothing. */
    public Optional<FetchFailure> fault(URI url) {
        if (url.getHost() == null || url.getScheme() == null) {
            return Optional.of(FetchFailure.NO_HOST);
        }
        if (url.toString().length() > LONGEST) {
            return Optional.of(FetchFailure.TOO_LONG);
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of(FetchFailure.USER_INFO);
        }
        return "https".equalsIgnoreCase(url.getScheme()) || isAllowedLoopback(url)
                ? Optional.empty()
                : Optional.of(FetchFailure.NOT_HTTPS);
    }

    private boolean isAllowedLoopback(URI url) {
        return loopbackAllowed && "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(url.getHost());
    }
}
